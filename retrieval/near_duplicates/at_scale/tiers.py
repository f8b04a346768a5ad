"""The three searches that bring up candidates among millions, by what is asked of them."""

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy.typing as npt

from retrieval.near_duplicates.fingerprint import Fingerprint


class HashSearch(Protocol):
    """PDQ hashes of whole images by position."""

    def within(self, queries: npt.NDArray[Any], radius: int = 31) -> Sequence[tuple[Any, Any]]:
        """For each query uint8 [Q, 32]: positions and distances, nearest first, equals by position."""


class DescriptorSearch(Protocol):
    """Global descriptors by position."""

    def search(self, queries: npt.NDArray[Any], k: int) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
        """For float32 [Q, D]: positions int64 [Q, k], -1 where there are no more, and cosines."""


class SharedFeatures(Protocol):
    """An image that shares features with the query."""

    @property
    def position(self) -> int:
        """Which image."""

    @property
    def agreeing(self) -> int:
        """How many features agree on one motion."""

    @property
    def mirrored(self) -> bool:
        """Whether they are those of the query's mirror image."""


class CompactSearch(Protocol):
    """Compact local features by position."""

    def candidates(
        self, fingerprint: Fingerprint, limit: int = 32, hidden: Container[int] = ()
    ) -> Sequence[SharedFeatures]:
        """The images with most agreeing features, equals by position."""

    def __len__(self) -> int:
        """Number of images."""


class Shown(Protocol):
    """A stored image that can be looked at."""

    def glimpse(self) -> Fingerprint:
        """Enough to tell a stranger, at a third of the cost."""

    def fingerprint(self) -> Fingerprint:
        """All it is compared by."""


@dataclass(frozen=True)
class Tiers:
    """What a set is searched by; positions mean the same image in all three. None: not searched.

    fetch: the image at a position or the fingerprint that is kept of it, None where there is no
    picture to compare; `name_of` its id.
    """

    hashes: HashSearch | None
    compact: CompactSearch | None
    descriptors: DescriptorSearch | None
    fetch: Callable[[int], Fingerprint | Shown | None]
    name_of: Callable[[int], str] = str


@dataclass(frozen=True)
class Effort:
    """How much one check may cost: a comparison takes 60 ms of a core, decoding included, and a glimpse 25.

    verified: at most so many; hashed and described: from these two searches; threads: verifying.
    """

    verified: int = 4
    hashed: int = 4
    described: int = 1
    threads: int = 2


@dataclass(frozen=True)
class Proposed:
    """A position worth a closer look, who brought it up ("hash", "compact", "descriptor"), and how it lies."""

    position: int
    tier: str
    mirrored: bool
    strength: float
