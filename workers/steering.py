"""What a long job asks and tells while it runs: often enough for people, seldom enough for the database."""

import time
from collections.abc import Callable

from workers.base import Running

ASK_EVERY = 1.0  # seconds between two looks at what people want, and two notes of progress


class Steering:
    """Of one job; `goes_on` looks up whether what it belongs to still runs."""

    def __init__(self, running: Running, goes_on: Callable[[], bool]) -> None:
        self._running, self._goes_on = running, goes_on
        self._next_question = self._next_note = 0.0

    def progress(self, done: int, expected: int) -> None:
        """Note how far the job is.

        Raises:
            Cancelled: a person called the job off, or another worker has it now.
        """
        if time.monotonic() >= self._next_note:
            self._next_note = time.monotonic() + ASK_EVERY
            self._running.progress(done, max(done, expected))

    def cancelled(self) -> bool:
        """Whether what the job belongs to was paused, cancelled or has failed elsewhere."""
        if time.monotonic() < self._next_question:
            return False
        self._next_question = time.monotonic() + ASK_EVERY
        return not self._goes_on()
