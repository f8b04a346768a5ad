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
