"""Progress of an export as one count, told not too often: each telling may be a row written."""

import time
from collections.abc import Callable
from dataclasses import dataclass

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]
EVERY_SECONDS = 0.5


def silent(done: int, total: int) -> None:
    """For callers that show nothing."""


def never() -> bool:
    """For callers that cannot be stopped."""
    return False


@dataclass
class Watch:
    """Who hears how far it is, and who may stop it; writing and verifying are half of it each."""

    progress: Progress = silent
    cancelled: Cancelled = never
    _told: float = float("-inf")
    _asked: float = float("-inf")
    _stop: bool = False

    def writing(self, done: int, total: int) -> None:
        """The first half."""
        self._tell(done, 2 * total, last=False)

    def verifying(self, done: int, total: int) -> None:
        """The second half."""
        self._tell(total + done, 2 * total, last=done == total)

    def is_cancelled(self) -> bool:
        """Whether somebody asked for it to stop, asked at most twice a second."""
        now = time.monotonic()
        if now - self._asked >= EVERY_SECONDS:
            self._asked, self._stop = now, self.cancelled()
        return self._stop

    def _tell(self, done: int, total: int, *, last: bool) -> None:
        now = time.monotonic()
        if last or now - self._told >= EVERY_SECONDS:
            self._told = now
            self.progress(done, total)
