"""The three ways in which a set is searched: each a built index with the later shards beside it."""

import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from curation.models import DistractorIndex, DistractorShard
from retrieval.index.descriptor_index import (
    NOTHING_HIDDEN,
    NOWHERE,
    Found,
    Positions,
    ShardSpan,
    nothing_found,
)
from retrieval.index.hashes import RADIUS, HashIndex
from retrieval.index.live import LiveIndex
from retrieval.index.opened import open_index
from retrieval.near_duplicates import Fingerprint
from retrieval.near_duplicates.at_scale.index import CompactIndex
from workers.distractor_compact import compact_of
from workers.distractor_shelf import hashes_of, shelf_of, vectors_of

# How many candidates each way names; all of them are verified.
HASHED, SHARED, DESCRIBED = 6, 8, 2
BEYOND = 8  # named beyond that: some may have been removed from the set


@dataclass(frozen=True)
class Hint:
    """A candidate: its shard with its row there or its id, and whether it looks mirrored, if that is known."""

    shard: str
    row: int = -1
    id: str = ""
    mirrored: bool | None = None


class Part(Protocol):
    """One way of searching."""

    def holds(self, shard: str) -> bool:
        """Whether the rows of that shard are in."""

    def take(self, row: DistractorShard) -> None:
        """Search that shard too from now on."""

    def hints(self, fingerprint: Fingerprint) -> Iterator[Hint]:
        """The most likely candidates first."""


class Spans:
    """Which shard and row a position is: shards lie one behind the other."""

    def __init__(self, counts: Iterable[Sequence[Any]] = ()) -> None:
        self._names: list[str] = []
        self._firsts: list[int] = []
        self._end = 0
        self._known: set[str] = set()
        for name, count in counts:
            self.add(str(name), int(count))

    def __contains__(self, name: object) -> bool:
        return name in self._known

    def add(self, name: str, count: int) -> None:
        """The next shard."""
        self._known.add(name)
        if count:
            self._names.append(name)
            self._firsts.append(self._end)
            self._end += count

    def place(self, position: int) -> tuple[str, int]:
        """Shard and row."""
        number = bisect.bisect_right(self._firsts, position) - 1
        return self._names[number], position - self._firsts[number]


class HashPart:
    """PDQ within 31 bits of any of the eight orientations: none is missed."""

    def __init__(self, built: DistractorIndex | None) -> None:
        self._spans = Spans(built.manifest["shards"] if built else ())
        self._index = HashIndex.open(shelf_of(built).fetch()) if built else HashIndex()

    def holds(self, shard: str) -> bool:
        """Whether the rows of that shard are in."""
        return shard in self._spans

    def take(self, row: DistractorShard) -> None:
        """Search that shard too from now on."""
        hashes = hashes_of(row)
        self._index.add(np.asarray(hashes))
        self._spans.add(row.name, len(hashes))

    def hints(self, fingerprint: Fingerprint) -> Iterator[Hint]:
        """The nearest first."""
        nearest: dict[int, int] = {}
        for positions, distances in self._index.within(fingerprint.pdq_dihedral, RADIUS):
            for position, distance in zip(positions.tolist(), distances.tolist(), strict=True):
                nearest[position] = min(distance, nearest.get(position, distance))
        for position in sorted(nearest, key=lambda each: (nearest[each], each))[: HASHED + BEYOND]:
            yield Hint(*self._spans.place(position))


class CompactPart:
    """Compact local features: crops and borders."""

    def __init__(self, built: DistractorIndex | None) -> None:
        self._spans = Spans(built.manifest["shards"] if built else ())
        self._index = CompactIndex.open(shelf_of(built).fetch()) if built else CompactIndex()

    def holds(self, shard: str) -> bool:
        """Whether the rows of that shard are in."""
        return shard in self._spans

    def take(self, row: DistractorShard) -> None:
        """Search that shard too from now on."""
        rows = compact_of(row)
        if len(rows):
            self._index.add(rows)
        self._spans.add(row.name, len(rows))

    def hints(self, fingerprint: Fingerprint) -> Iterator[Hint]:
        """Those that share most features first."""
        for shared in self._index.candidates(fingerprint, SHARED + BEYOND):
            yield Hint(*self._spans.place(shared.position), mirrored=shared.mirrored)


class DescriptorPart:
    """Global descriptors of the encoder that describes the pictures."""

    def __init__(self, built: DistractorIndex | None, version: str, dimension: int) -> None:
        self._version = version
        self._known = Spans(built.manifest["shards"] if built else ())
        index = open_index(shelf_of(built).fetch(), version) if built else NoIndex(version, dimension)
        self._live = LiveIndex(index)

    def holds(self, shard: str) -> bool:
        """Whether the rows of that shard are in."""
        return shard in self._known

    def take(self, row: DistractorShard) -> None:
        """Search that shard too from now on."""
        vectors = vectors_of(row, self._version)
        self._known.add(row.name, 0)
        if vectors is not None and len(vectors):
            self._live.add(vectors)

    def hints(self, fingerprint: Fingerprint) -> Iterator[Hint]:
        """The nearest first, as the picture is or mirrored."""
        view = self._live.view()
        found = view.search(fingerprint.descriptors, DESCRIBED + BEYOND)
        order = np.argsort(-found.similarities, axis=None, kind="stable")
        for place in order:
            position = int(found.positions.flat[place])
            if position != NOWHERE:
                name = view.name(position)
                mirrored = bool(place >= found.positions.shape[1])
                yield Hint(name.partition("/")[0], id=name, mirrored=mirrored)


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
