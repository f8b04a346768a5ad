"""Prints each step with its time and what came out."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Steps:
    """Numbered lines; use `with steps("Draw the sample") as came_out: came_out("60 photographs")`."""

    def __init__(self, write: Callable[[str], None], total: int) -> None:
        self.write = write
        self.total = total
        self.number = 0
        self.began = time.monotonic()

    @contextmanager
    def __call__(self, what: str) -> Iterator[Callable[[str], None]]:
        self.number += 1
        began = time.monotonic()
        outcome: list[str] = []
        yield outcome.append
        seconds = time.monotonic() - began
        self.write(f"[{self.number:2}/{self.total}] {what:<36} {seconds:6.1f} s   {'; '.join(outcome)}")

    def elapsed(self) -> float:
        """Seconds since the first step."""
        return time.monotonic() - self.began
