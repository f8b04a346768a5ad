"""The nearest distractors of a set to some vectors, by exact products over the descriptors of its shards."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from curation.distractor_store import local_folder
from curation.models import DistractorRemoval, DistractorSet, DistractorShard
from retrieval.distractors import Shard, slug_of
from retrieval.distractors.manifest import SHARD_JSON, descriptors_file
from retrieval.distractors.tables import ROWS_FILE
from retrieval.index.reranked import exact_search

Vectors = npt.NDArray[np.float32]
Progress = Callable[[int, int], None]


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

    Every vector of the set is looked at, shard after shard: no approximation stands between a hidden positive and
    the person who looks for it, and memory does not grow with the set.

    Raises:
        DistractorError: `distractors.not-encoded`, a shard has no descriptors of that encoder.
    """
    removed = _removed(found)
    done = DistractorShard.objects.filter(set=found, state=DistractorShard.State.DONE, accepted__gt=0)
    shards = list(done.select_related("set").order_by("number"))
    best: list[list[tuple[float, str]]] = [[] for _ in queries]
    for number, row in enumerate(shards):
        progress(number, len(shards))
        names = _in_shard(_opened(row, encoder_version), encoder_version, queries, places, removed[row.name])
        best = [sorted([*old, *new])[:places] for old, new in zip(best, names, strict=True)]
    progress(len(shards), len(shards))
    return _told({row.name: row for row in shards}, encoder_version, best)


def _in_shard(
    shard: Shard, version: str, queries: Vectors, places: int, removed: set[str]
) -> list[list[tuple[float, str]]]:
    """(minus the similarity, id) of the nearest of each query in one shard."""
    hidden = np.array(sorted(shard.find(each) for each in removed), dtype=np.int64)
    found = exact_search(shard.descriptors(slug_of(version)), queries, min(places, len(shard)), hidden)
    return [
        [(-float(value), shard.names[place]) for place, value in zip(row, values, strict=True) if place >= 0]
        for row, values in zip(found.positions, found.similarities, strict=True)
    ]


def _removed(found: DistractorSet) -> dict[str, set[str]]:
    """Ids by shard."""
    removed: dict[str, set[str]] = defaultdict(set)
    for each in DistractorRemoval.objects.filter(set=found).values_list("distractor", flat=True):
        removed[each.partition("/")[0]].add(each)
    return removed


def _opened(row: DistractorShard, version: str) -> Shard:
    wanted = [ROWS_FILE, descriptors_file(slug_of(version))]
    return Shard.open(local_folder(row.folder, SHARD_JSON, row.manifest, wanted))


def _told(
    shards: dict[str, DistractorShard], version: str, best: Sequence[Sequence[tuple[float, str]]]
) -> list[list[Near]]:
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
