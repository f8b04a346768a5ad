"""The three ways in which a set is searched, each a built index with the later shards beside it.

Each has positions of its own; outside they are all positions of one `Places`, so that the ways can be joined.
"""

import bisect
from collections.abc import Callable, Container, Iterable, Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
from django.conf import settings

from curation.models import DistractorIndex, DistractorShard
from retrieval.index.descriptor_index import (
    NOTHING_HIDDEN,
    NOWHERE,
    DescriptorIndex,
    Found,
    Positions,
    ShardSpan,
    nothing_found,
)
from retrieval.index.hashes import RADIUS, HashIndex
from retrieval.index.live import LiveIndex
from retrieval.index.milvus import MilvusIndex
from retrieval.index.milvus_collection import MilvusTarget
from retrieval.index.opened import open_index
from retrieval.near_duplicates import Fingerprint
from retrieval.near_duplicates.at_scale.index import CompactIndex, Shared
from workers.distractor_compact import compact_of
from workers.distractor_indexes import MILVUS
from workers.distractor_shelf import hashes_of, shelf_of, vectors_of

Ints = npt.NDArray[np.int64]


class Places:
    """Positions of shards laid one behind the other in the order in which they came."""

    def __init__(self, counts: Iterable[Sequence[Any]] = ()) -> None:
        self.names: list[str] = []
        self.firsts: list[int] = []
        self._first_of: dict[str, int] = {}
        self._end = 0
        for name, count in counts:
            self.add(str(name), int(count))

    def __contains__(self, name: object) -> bool:
        return name in self._first_of

    def add(self, name: str, count: int) -> None:
        """The next shard; one that is in stays where it is."""
        if name in self._first_of:
            return
        self._first_of[name] = self._end
        if count:
            self.names.append(name)
            self.firsts.append(self._end)
            self._end += count

    def at(self, position: int) -> tuple[str, int]:
        """Shard and row of a position."""
        number = bisect.bisect_right(self.firsts, position) - 1
        return self.names[number], position - self.firsts[number]

    def position(self, name: str, row: int) -> int:
        """Where a row of a shard is."""
        return self._first_of[name] + row

    def translated(self, positions: Ints, to: "Places") -> Ints:
        """Positions of this one as those of another that holds the same shards."""
        if not len(positions):
            return positions
        numbers = np.searchsorted(np.array(self.firsts), positions, side="right") - 1
        shifts = np.array(
            [to.position(name, -first) for name, first in zip(self.names, self.firsts, strict=True)]
        )
        return np.asarray(positions + shifts[numbers], dtype=np.int64)


class Part(Protocol):
    """One way of searching."""

    def holds(self, shard: str) -> bool:
        """Whether the rows of that shard are in."""

    def take(self, row: DistractorShard) -> None:
        """Search that shard too from now on."""


class HashPart:
    """PDQ of whole images; a `HashSearch` of the tiers."""

    def __init__(self, built: DistractorIndex | None, places: Places) -> None:
        self._own, self._places = Places(built.manifest["shards"] if built else ()), places
        self._index = HashIndex.open(shelf_of(built).fetch()) if built else HashIndex()

    def holds(self, shard: str) -> bool:
        """Whether the rows of that shard are in."""
        return shard in self._own

    def take(self, row: DistractorShard) -> None:
        """Search that shard too from now on."""
        hashes = np.asarray(hashes_of(row))
        if len(hashes):
            self._index.add(hashes)
        self._own.add(row.name, len(hashes))

    def within(
        self, queries: npt.NDArray[Any], radius: int = RADIUS
    ) -> list[tuple[Ints, npt.NDArray[np.int32]]]:
        """For each query uint8 [Q, 32]: positions and distances, nearest first."""
        found = self._index.within(queries, radius)
        return [(self._own.translated(places, self._places), bits) for places, bits in found]


class _Hidden:
    """Positions to pass over, asked in the positions of a part."""

    def __init__(self, hidden: Container[int], own: Places, places: Places) -> None:
        self._hidden, self._own, self._places = hidden, own, places

    def __contains__(self, position: object) -> bool:
        return isinstance(position, int) and self._places.position(*self._own.at(position)) in self._hidden


class CompactPart:
    """Compact local features: crops and borders; a `CompactSearch` of the tiers."""

    def __init__(self, built: DistractorIndex | None, places: Places) -> None:
        self._own, self._places = Places(built.manifest["shards"] if built else ()), places
        self._index = CompactIndex.open(shelf_of(built).fetch()) if built else CompactIndex()

    def __len__(self) -> int:
        return len(self._index)

    def holds(self, shard: str) -> bool:
        """Whether the rows of that shard are in."""
        return shard in self._own

    def take(self, row: DistractorShard) -> None:
        """Search that shard too from now on."""
        rows = compact_of(row)
        if len(rows):
            self._index.add(rows)
        self._own.add(row.name, len(rows))

    def candidates(
        self, fingerprint: Fingerprint, limit: int = 32, hidden: Container[int] = ()
    ) -> list[Shared]:
        """The images with most agreeing features."""
        inside = _Hidden(hidden, self._own, self._places)
        found = self._index.candidates(fingerprint, limit, inside)
        return [
            Shared(self._places.position(*self._own.at(one.position)), one.agreeing, one.mirrored)
            for one in found
        ]


class DescriptorPart:
    """Global descriptors of the encoder that describes the pictures; a `DescriptorSearch` of the tiers.

    `locate` gives the position of an id.
    """

    def __init__(
        self, built: DistractorIndex | None, version: str, dimension: int, locate: Callable[[str], int]
    ) -> None:
        self._version, self._locate = version, locate
        self._own = Places(built.manifest["shards"] if built else ())
        self._live = LiveIndex(_opened(built, version) if built else NoIndex(version, dimension))

    def holds(self, shard: str) -> bool:
        """Whether the rows of that shard are in."""
        return shard in self._own

    def take(self, row: DistractorShard) -> None:
        """Search that shard too from now on."""
        vectors = vectors_of(row, self._version)
        self._own.add(row.name, 0)
        if vectors is not None and len(vectors):
            self._live.add(vectors)

    def search(self, queries: npt.NDArray[Any], k: int) -> tuple[Ints, npt.NDArray[np.float32]]:
        """For float32 [Q, D]: positions int64 [Q, k], -1 where there are no more, and cosines."""
        view = self._live.view()
        found = view.search(queries, k)
        known = {
            int(place): view.name(int(place)) for place in np.unique(found.positions) if place != NOWHERE
        }
        located = {NOWHERE: NOWHERE, **{place: self._locate(name) for place, name in known.items()}}
        positions = np.vectorize(located.__getitem__, otypes=[np.int64])(found.positions)
        return positions, found.similarities


def _opened(built: DistractorIndex, version: str) -> DescriptorIndex:
    if built.kind == MILVUS:
        return MilvusIndex(MilvusTarget(settings.MILVUS_URI, built.folder), version)
    return open_index(shelf_of(built).fetch(), version)


class NoIndex:
    """Stands where none has been built yet: everything lies beside it."""

    def __init__(self, version: str, dimension: int) -> None:
        self.encoder_version = version
        self.dimension = dimension
        self.shards: Sequence[ShardSpan] = ()

    def __len__(self) -> int:
        return 0

    def search(self, queries: npt.NDArray[Any], k: int, hidden: Positions = NOTHING_HIDDEN) -> Found:
        """Nothing."""
        del hidden
        return nothing_found(len(queries), k)

    def name(self, position: int) -> str:
        """IndexError: there are no rows."""
        raise IndexError(position)

    def find(self, name: str) -> int:
        """Nowhere."""
        del name
        return NOWHERE
