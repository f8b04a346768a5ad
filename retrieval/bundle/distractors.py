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


class Streamed:
    """Distractors that lie elsewhere: equal to any others that say the same, in memory or not."""

    __hash__ = None  # type: ignore[assignment]  # equal to tuples, which may be hashed in another way

    def __eq__(self, other: object) -> bool:
        if not isinstance(self, Distractors) or not isinstance(other, Distractors):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))


class Joined(Streamed):
    """Distractors of two kinds as one sequence: all of the first before any of the second."""

    def __init__(self, first: Distractors, second: Distractors) -> None:
        self._first, self._second = first, second

    def __len__(self) -> int:
        return len(self._first) + len(self._second)

    def __iter__(self) -> Iterator["ReleaseDistractor"]:
        yield from self._first
        yield from self._second

    def between(self, start: int, stop: int) -> Iterator["ReleaseDistractor"]:
        """Those at the places start to stop - 1; a part that holds none of them is not asked."""
        border = len(self._first)
        if start < border:
            yield from self._first.between(start, min(stop, border))
        if stop > border:
            yield from self._second.between(max(0, start - border), stop - border)
