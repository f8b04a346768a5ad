"""From distractor sets to what a release holds of them; nothing is written here."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.compute as pc
from django.db.models import Count, Q, QuerySet, Sum

from curation.distractor_rows import MANIFEST, ROWS
from curation.distractor_store import local_folder
from curation.errors import Conflict
from curation.models import Benchmark, DistractorRemoval, DistractorSet, DistractorShard
from releases.actions.held import withdrawn_files
from releases.actions.shard_rows import columns_of
from releases.models import FrozenShard
from retrieval.bundle.errors import BundleProblem
from retrieval.distractors import WITHOUT_IMAGES

DONE = DistractorShard.State.DONE
UNFINISHED = frozenset({DistractorSet.State.RUNNING, DistractorSet.State.PAUSED})
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def released_sets(benchmark: Benchmark) -> "QuerySet[DistractorSet]":
    """Those that enter a release, in their order there: done, and with images to publish."""
    sets = DistractorSet.objects.filter(benchmark=benchmark, state=DistractorSet.State.DONE)
    return sets.exclude(kind__in=WITHOUT_IMAGES).order_by("pk")


def distractors_of_sets(benchmark: Benchmark) -> int:
    """How many enter, from what the shards and removals count: no shard is opened."""
    done = Q(shards__state=DONE)
    sets = released_sets(benchmark)
    accepted = sets.annotate(total=Sum("shards__accepted", filter=done)).values_list("total", flat=True)
    removed = sets.annotate(total=Count("removals")).values_list("total", flat=True)
    return sum(total or 0 for total in accepted) - sum(removed)


def set_problems(benchmark: Benchmark) -> Iterator[BundleProblem]:
    """Sets that are half there: a release with them could not be made a second time."""
    for found in benchmark.distractor_sets.filter(state__in=UNFINISHED).order_by("pk"):
        done, total = found.shards.filter(state=DONE).count(), found.shards.count()
        so_far = f"{done} of its {total} shards are there" if total else "its shards are being planned"
        what = (
            "Wait until it is done, or call it off"
            if found.state == DistractorSet.State.RUNNING
            else "Resume it, or call it off"
        )
        message = (
            f"The distractor set {found.slug} is {found.state}: {so_far}. A release holds whole sets. {what} "
            f"on the page of the set; then freeze."
        )
        yield BundleProblem("release.set-unfinished", found.slug, message)


def licence_problems(shards: Sequence[FrozenShard]) -> Iterator[BundleProblem]:
    """Sets with images of which nobody has said under which licence they may be published."""
    without: dict[str, int] = defaultdict(int)
    for shard in shards:
        without[shard.set_slug] += shard.licences.get("", 0)
    for slug, count in without.items():
        if count:
            message = (
                f"{count} distractors of the set {slug} name no licence, and a release states one for every "
                f"image. State it on the page of the set, or with the command state_set_licence."
            )
            yield BundleProblem("release.set-without-licence", slug, message)


def frozen_shards(benchmark: Benchmark) -> Iterator[FrozenShard]:
    """The shards as they would enter a release now, unsaved, in its order; opens each of them once.

    Raises Conflict `release.shard-changed` when one is not what it was when it was made.
    """
    files = withdrawn_files(benchmark)
    position = first = 0
    for found in released_sets(benchmark):
        removed = _removed(found)
        shards = found.shards.filter(state=DONE, accepted__gt=0).order_by("number")
        for shard in shards.select_related("set").iterator(chunk_size=1000):
            frozen = _frozen(shard, removed.get(shard.name, frozenset()), files)
            if frozen.count:
                frozen.position, frozen.first = position, first
                position, first = position + 1, first + frozen.count
                yield frozen


def _frozen(shard: DistractorShard, removed: frozenset[str], files: frozenset[str]) -> FrozenShard:
    frozen = FrozenShard(
        shard=shard,
        set_slug=shard.set.slug,
        name=shard.name,
        licence=shard.set.licence,
        folder=shard.folder,
        manifest=shard.manifest,
        rows_sha256=_rows_sha256(shard),
        stored_at=shard.finished_at or _LONG_AGO,
    )
    names = ["licence", *(["id"] if removed else []), *(["source_sha256"] if files else [])]
    columns = columns_of(frozen, names)
    gone = _places(columns, "id", removed) | _places(columns, "source_sha256", files)
    frozen.omitted = sorted(gone)
    kept = pc.invert(pc.is_in(pa.array(range(len(columns["licence"]))), pa.array(frozen.omitted, pa.int64())))
    counted = pc.value_counts(columns["licence"].filter(kept)).to_pylist()
    frozen.count = sum(row["counts"] for row in counted)
    for row in sorted(counted, key=lambda row: str(row["values"])):
        licence = row["values"] or frozen.licence
        frozen.licences[licence] = frozen.licences.get(licence, 0) + row["counts"]
    return frozen


def _places(columns: dict[str, pa.ChunkedArray], name: str, values: frozenset[str]) -> set[int]:
    if not values:
        return set()
    found = pc.is_in(columns[name], pa.array(sorted(values), pa.string()))
    return set(pc.indices_nonzero(found).to_pylist())


def _removed(found: DistractorSet) -> dict[str, frozenset[str]]:
    """The ids that were taken out of a set, by shard."""
    by_shard: dict[str, set[str]] = defaultdict(set)
    for distractor in DistractorRemoval.objects.filter(set=found).values_list("distractor", flat=True):
        by_shard[distractor.partition("/")[0]].add(distractor)
    return {name: frozenset(ids) for name, ids in by_shard.items()}


def _rows_sha256(shard: DistractorShard) -> str:
    try:
        folder = local_folder(shard.folder, MANIFEST, shard.manifest, [])
        known = json.loads((folder / MANIFEST).read_bytes())["files"]
        return str(known[ROWS]["sha256"])
    except (OSError, ValueError, KeyError) as error:
        message = (
            f"The shard {shard} has no readable {MANIFEST} in the storage ({error}), so nothing was frozen. "
            f"Restore {shard.folder} from a backup; built again from the same source it has the same bytes."
        )
        raise Conflict("release.shard-changed", message) from error
