"""The distractors of a release: a sequence that need not be in memory."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from retrieval.bundle.schema import ReleaseDistractor


@runtime_checkable
class Distractors(Protocol):
    """Rows in the order of the release, given again and again: by a database, a file or a tuple."""

    def __len__(self) -> int:
        """How many there are, without reading them."""

    def __iter__(self) -> Iterator["ReleaseDistractor"]:
        """All of them, from the first; holds a few at a time."""

    def between(self, start: int, stop: int) -> Iterator["ReleaseDistractor"]:
        """Those at the places start to stop - 1: one shard."""


class Listed(tuple["ReleaseDistractor", ...]):
    """Distractors that are in memory."""

    __slots__ = ()

    def between(self, start: int, stop: int) -> Iterator["ReleaseDistractor"]:
        """Those at the places start to stop - 1."""
        return islice(self, start, stop)
