"""Builds the indexes of a set from its done shards: hashes, compact features, descriptors of each encoder."""

import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.conf import settings

from curation.actions.distractor_sets.store_index import BuiltIndex, store_index
from curation.models import DistractorIndex, DistractorSet, DistractorShard
from retrieval.index.building import build_index
from retrieval.index.hashes import HashIndex
from retrieval.index.milvus import MilvusIndex
from retrieval.index.milvus_collection import MilvusTarget
from retrieval.index.plan import IndexPlan
from retrieval.near_duplicates.at_scale import FEATURES_VERSION
from retrieval.near_duplicates.at_scale.index import CompactIndex
from workers.distractor_compact import compact_of
from workers.distractor_shelf import Shelf, done_shards, hashes_of, opened, vectors_of

MANIFEST_FILE = "manifest.json"
HASHES, COMPACT, DESCRIPTORS = "hashes", "compact", "descriptors"
MILVUS = "milvus"
UNFINISHED = ".unfinished"
TOLD = (
    "nlist",
    "code_bytes",
    "dimension",
    "efforts",
    "plan",
    "features",
)  # of an index's own manifest, for pages
COMPACT_ENCODER = f"compact-{FEATURES_VERSION}"
Progress = Callable[[int, int], None]
Counts = list[tuple[str, int]]


@dataclass(frozen=True)
class Wanted:
    """One index of a set: its kind, what described the rows, and the shards it is made of."""

    found: DistractorSet
    kind: str
    encoder: str
    shards: Sequence[DistractorShard]

    @property
    def shelf(self) -> Shelf:
        """Named by everything that determines its bytes."""
        return Shelf(f"{self.found.folder}/indexes/{self.kind}-{self._digest}")

    @property
    def on_server(self) -> bool:
        """Whether a Milvus server holds it instead."""
        return self.kind == DESCRIPTORS and bool(settings.MILVUS_URI)

    @property
    def collection(self) -> str:
        """Its name on that server."""
        return f"aristarch_{self.found.public_id.hex}_{self._digest}"

    @property
    def _digest(self) -> str:
        inputs = [self.kind, self.encoder, [[row.name, row.manifest] for row in self.shards]]
        return hashlib.sha256(json.dumps(inputs).encode()).hexdigest()[:16]


def memory() -> int:
    """Bytes that an index may take: the setting, or half of what the machine has."""
    if settings.INDEX_MEMORY_GB:
        return int(settings.INDEX_MEMORY_GB * 1e9)
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2


def server_plan(rows: int, dimension: int) -> IndexPlan:
    """How a server searches so many rows: few are compared one by one there too."""
    plan = IndexPlan.of(rows, dimension, memory(), machines=2)
    return plan if plan.kind == MILVUS else replace(plan, kind=MILVUS, server_index="FLAT")


def build_indexes(found: DistractorSet, progress: Progress) -> list[DistractorIndex]:
    """Build, share and note every index that the done shards of a set allow; those that are there are kept.

    Killed anywhere it is run again and ends with the same bytes.
    """
    rows = [row for wanted in _wanted(found) if (row := _built(wanted, progress)) is not None]
    _clear_older(found)
    return rows


def _clear_older(found: DistractorSet) -> None:
    """Free the disk of indexes that were replaced; the last one before the current stays for who still opens it."""
    kept: set[str] = set()
    for row in DistractorIndex.objects.filter(set=found, current=False).order_by("-pk"):
        if row.encoder in kept and row.kind != MILVUS:
            Shelf(row.folder).clear()
        kept.add(row.encoder)


def _wanted(found: DistractorSet) -> Iterator[Wanted]:
    rows = done_shards(found)
    pictured = [row for row in rows if opened(row).manifest.images]
    if pictured:
        yield Wanted(found, HASHES, "", pictured)
        yield Wanted(found, COMPACT, COMPACT_ENCODER, pictured)
    versions: dict[str, list[DistractorShard]] = {}
    for row in rows:
        for entry in opened(row).manifest.encoders.values():
            versions.setdefault(entry.version, []).append(row)
    for version, encoded in sorted(versions.items()):
        yield Wanted(found, DESCRIPTORS, version, encoded)


def _built(wanted: Wanted, progress: Progress) -> DistractorIndex | None:
    counts = BUILDERS[wanted.kind](wanted, progress)
    if not counts:
        return None
    if wanted.on_server:
        known: dict[str, Any] = {"kind": MILVUS}
    else:
        wanted.shelf.share()
        known = json.loads((wanted.shelf.folder / MANIFEST_FILE).read_bytes())
    built = BuiltIndex(
        kind=known["kind"] if wanted.kind == DESCRIPTORS else wanted.kind,
        encoder=wanted.encoder,
        folder=wanted.collection if wanted.on_server else wanted.shelf.name,
        shards=wanted.shards[-1].number + 1,
        rows=sum(count for _, count in counts),
        manifest={"shards": counts, **{name: known[name] for name in TOLD if name in known}},
    )
    return store_index(wanted.found, built)


def _hashes(wanted: Wanted, progress: Progress) -> Counts:
    def told(part: float) -> None:
        progress(round(100 * part), 100)

    def build(out: Path) -> None:
        blocks = (hashes_of(row) for row in wanted.shards)
        HashIndex.build(blocks, out, progress=told)

    _appears(wanted.shelf, build)
    return [(row.name, row.accepted) for row in wanted.shards]


def _compact(wanted: Wanted, progress: Progress) -> Counts:
    def blocks() -> Iterator[Any]:
        for number, row in enumerate(wanted.shards):
            progress(number, len(wanted.shards))
            yield compact_of(row)

    def build(out: Path) -> None:
        CompactIndex.build(blocks(), out)

    _appears(wanted.shelf, build)
    return [(row.name, row.accepted) for row in wanted.shards]


def _descriptors(wanted: Wanted, progress: Progress) -> Counts:
    shards = [vectors for row in wanted.shards if (vectors := vectors_of(row, wanted.encoder)) is not None]
    counts = [(shard.name, len(shard)) for shard in shards]
    rows = sum(count for _, count in counts)
    if rows and wanted.on_server:
        plan = server_plan(rows, shards[0].vectors.shape[1])
        target = MilvusTarget(settings.MILVUS_URI, wanted.collection)
        MilvusIndex.build(target, plan, shards, wanted.encoder, progress).close()
    elif rows:
        plan = IndexPlan.of(rows, shards[0].vectors.shape[1], memory())
        folder = wanted.shelf.folder
        folder.parent.mkdir(parents=True, exist_ok=True)
        build_index(plan, shards, folder, wanted.encoder, progress)
    return counts if rows else []


BUILDERS: Mapping[str, Callable[[Wanted, Progress], Counts]] = {
    HASHES: _hashes,
    COMPACT: _compact,
    DESCRIPTORS: _descriptors,
}


def _appears(shelf: Shelf, build: Callable[[Path], object]) -> None:
    """Have a folder built inside another one and moved to its place; one that is there is the same one.

    Inside, because builders put things together beside what they make, under names of their own.
    """
    folder = shelf.folder
    if folder.exists():
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    for left in folder.parent.glob(f"{folder.name}.*{UNFINISHED}"):  # of processes that were killed
        shutil.rmtree(left, ignore_errors=True)
    staged = folder.with_name(f"{folder.name}.{uuid.uuid4().hex}{UNFINISHED}")
    staged.mkdir()
    build(staged / folder.name)
    (staged / folder.name).rename(folder)
    staged.rmdir()
