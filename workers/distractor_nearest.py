"""The nearest distractors of a set to some vectors: all of them looked at, in very large sets those of its index."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from curation.models import DistractorIndex, DistractorRemoval, DistractorSet, DistractorShard
from retrieval.distractors import Shard, slug_of
from retrieval.distractors.manifest import descriptors_file
from retrieval.index.descriptor_index import NOWHERE
from retrieval.index.opened import open_index
from retrieval.index.reranked import exact_search
from workers.distractor_shelf import done_shards, opened, shelf_of

Vectors = npt.NDArray[np.float32]
Progress = Callable[[int, int], None]
Best = list[list[tuple[float, str]]]  # (minus the similarity, id), nearest first, of each query
LARGE = 5_000_000  # distractors; so many vectors of 512 numbers are read in some seconds


@dataclass(frozen=True)
class Near:
    """One distractor near a query, with what the page shows of it."""

    id: str
    similarity: float
    source_sha256: str
    size: tuple[int, int]


def nearest_in_set(
    found: DistractorSet, encoder_version: str, queries: Vectors, places: int, progress: Progress
) -> list[list[Near]]:
    """The nearest of each query [Q, D], nearest first, equals by id; those that were removed are left out.

    Up to LARGE distractors every vector is looked at, shard after shard: no approximation stands between a hidden
    positive and the person who looks for it. Beyond that the set's index answers, with later shards beside it.

    Raises:
        DistractorError: `distractors.not-encoded`, a shard has no descriptors of that encoder.
    """
    removed, shards = _removed(found), {row.name: row for row in done_shards(found)}
    best: Best = [[] for _ in queries]
    built = DistractorIndex.objects.filter(set=found, encoder=encoder_version, current=True).first()
    indexed: set[str] = set()
    if built is not None and sum(row.accepted for row in shards.values()) > LARGE:
        indexed = {name for name, _ in built.manifest["shards"]}
        best = _merged(best, _in_index(built, queries, places, removed), places)
    rest = [row for name, row in shards.items() if name not in indexed]
    for number, row in enumerate(rest):
        progress(number, len(rest))
        near = _in_shard(_opened(row, encoder_version), encoder_version, queries, places, removed[row.name])
        best = _merged(best, near, places)
    progress(len(rest), len(rest))
    return _told(shards, encoder_version, best)


def _merged(best: Best, more: Best, places: int) -> Best:
    return [sorted([*old, *new])[:places] for old, new in zip(best, more, strict=True)]


def _in_index(built: DistractorIndex, queries: Vectors, places: int, removed: Mapping[str, set[str]]) -> Best:
    index = open_index(shelf_of(built).fetch(), built.encoder)
    known = (index.find(each) for ids in removed.values() for each in ids)
    hidden = np.array(sorted(each for each in known if each != NOWHERE), dtype=np.int64)
    found = index.search(queries, places, hidden)
    return [
        [
            (-float(value), index.name(int(place)))
            for place, value in zip(row, values, strict=True)
            if place >= 0
        ]
        for row, values in zip(found.positions, found.similarities, strict=True)
    ]


def _in_shard(shard: Shard, version: str, queries: Vectors, places: int, removed: set[str]) -> Best:
    """The nearest of each query in one shard."""
    hidden = np.array(sorted(shard.find(each) for each in removed), dtype=np.int64)
    found = exact_search(shard.descriptors(slug_of(version)), queries, min(places, len(shard)), hidden)
    return [
        [(-float(value), shard.names[place]) for place, value in zip(row, values, strict=True) if place >= 0]
        for row, values in zip(found.positions, found.similarities, strict=True)
    ]


def _removed(found: DistractorSet) -> defaultdict[str, set[str]]:
    """Ids by shard."""
    removed: defaultdict[str, set[str]] = defaultdict(set)
    for each in DistractorRemoval.objects.filter(set=found).values_list("distractor", flat=True):
        removed[each.partition("/")[0]].add(each)
    return removed


def _opened(row: DistractorShard, version: str) -> Shard:
    return opened(row, descriptors_file(slug_of(version)))


def _told(shards: Mapping[str, DistractorShard], version: str, best: Best) -> list[list[Near]]:
    """The rows of what was found, every shard read once."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for _, each in (one for found in best for one in found):
        wanted[each.partition("/")[0]].add(each)
    known: dict[str, tuple[str, tuple[int, int]]] = {}
    for name, ids in wanted.items():
        shard = _opened(shards[name], version)
        for each in ids:
            row = shard.row(shard.find(each))
            known[each] = (row.source_sha256, (row.width, row.height) if row.offset >= 0 else (0, 0))
    return [[Near(each, -minus, *known[each]) for minus, each in found] for found in best]
