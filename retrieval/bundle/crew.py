"""Work on many parts by several threads: reading, hashing and writing leave the interpreter free."""

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager
from typing import Generic, TypeVar

from retrieval.bundle.errors import ExportCancelledError
from retrieval.bundle.watch import Watch

T = TypeVar("T")
Around = Callable[[], AbstractContextManager[None]]
_LOOK_SECONDS = 0.2


def each(parts: Iterable[T], work: Callable[[T], None], workers: int, watch: Watch, around: Around) -> None:
    """Does `work` for every part; with one worker in this thread, otherwise in threads inside `around`.

    The first exception stops the others and is raised when all have ended.
    """
    if workers == 1:
        for part in parts:
            work(part)
        return
    remaining = _Shared(parts)

    def drain() -> None:
        with around():
            while (part := remaining.next()) is not None:
                work(part[0])

    with ThreadPoolExecutor(workers, thread_name_prefix="export") as pool:
        futures = [pool.submit(drain) for _ in range(workers)]
        try:
            _await(futures, watch)
        except BaseException:
            remaining.close()
            watch.stop()
            raise
    _raise_first(futures)


def _await(futures: list[Future[None]], watch: Watch) -> None:
    waiting = set(futures)
    while waiting:
        done, waiting = wait(waiting, timeout=_LOOK_SECONDS, return_when=FIRST_EXCEPTION)
        if any(future.exception() for future in done):
            watch.stop()
            return
        watch.look()


def _raise_first(futures: list[Future[None]]) -> None:
    """The cause rather than the stops that it led to."""
    errors = [error for future in futures if (error := future.exception()) is not None]
    causes = [error for error in errors if not isinstance(error, ExportCancelledError)]
    for error in [*causes, *errors][:1]:
        raise error


class _Shared(Generic[T]):
    """An iterator that several threads take from; None when it is empty or closed."""

    def __init__(self, parts: Iterable[T]) -> None:
        self._parts = iter(parts)
        self._lock = threading.Lock()
        self._open = True

    def next(self) -> tuple[T] | None:
        """The next part, wrapped, because a part may be anything."""
        with self._lock:
            if not self._open:
                return None
            for part in self._parts:
                return (part,)
            return None

    def close(self) -> None:
        """Gives nothing any more."""
        self._open = False
