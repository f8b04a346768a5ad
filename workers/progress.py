"""A progress bar on a terminal, silence elsewhere, and never a word on standard output."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm


@contextmanager
def bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """A function (done, total) that moves the bar."""
    with tqdm(desc=what, file=sys.stderr, disable=not sys.stderr.isatty(), leave=False) as shown:

        def move(done: int, total: int) -> None:
            shown.total = total
            shown.update(done - shown.n)

        yield move
