"""How far a long piece of work is, and whether it shall stop; for one thread or many."""

import threading
from collections.abc import Callable

from retrieval.bundle.errors import ExportCancelledError

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


class Watch:
    """Any thread takes steps; only the one that made this object reports them and asks whether to stop.

    Those callbacks usually go to a database whose connection belongs to their thread.
    """

    def __init__(self, progress: Progress, cancelled: Cancelled, total: int) -> None:
        self._progress = progress
        self._cancelled = cancelled
        self._total = total
        self._done = 0
        self._lock = threading.Lock()
        self._owner = threading.get_ident()
        self._stopped = threading.Event()

    def step(self, count: int) -> None:
        """Counts; raises ExportCancelledError when the work shall stop."""
        with self._lock:
            self._done += count
        if threading.get_ident() == self._owner:
            self.look()
        elif self._stopped.is_set():
            raise ExportCancelledError

    def look(self) -> None:
        """Reports and asks; raises ExportCancelledError."""
        self._progress(self._done, self._total)
        if self._cancelled():
            self.stop()
            raise ExportCancelledError

    def finish(self) -> None:
        """Reports that all of it is done, also where there was less to do than was thought."""
        self._progress(self._total, self._total)

    def stop(self) -> None:
        """Lets every other thread end with its next step."""
        self._stopped.set()
