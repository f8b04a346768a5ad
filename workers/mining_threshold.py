"""What can be among the chosen, told from the certified bounds of all scores: counted in constant memory."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from curation.models import DistractorRemoval, MiningRun, MiningShard
from retrieval.mining import interval, nth_largest
from workers.mining_files import REMOVED, store_removed
from workers.mining_rows import Watch, keys_of, manifest_of
from workers.mining_scores import is_exact, names_of, stored_scores

BELOW = 1000  # images below the threshold that people may look at too
Values = npt.NDArray[np.float64]
Reach = tuple[Values, Values]  # between which two numbers the exact scores lie


def shards_of(run: MiningRun) -> list[MiningShard]:
    """The shards of a run, set by set in the order of the source, whatever the order they were scored in."""
    rows = run.shards.select_related("shard__set", "run").order_by("shard__set__slug", "shard__number")
    return list(rows.defer("shard__piece", "shard__refusals"))


def find_threshold(run: MiningRun, watch: Watch) -> tuple[dict[int, int], dict[str, Any]]:
    """MiningShard key -> how many images of it may be among the chosen or just below, and what was found.

    The N-th largest of the lower bounds is a floor under the N-th largest exact score, so that whatever
    has an upper bound below it is not among the N.
    """
    rows = shards_of(run)
    removed = removals(run)
    facts: dict[str, Any] = {REMOVED: store_removed(run, removed)}
    images = sum(row.shard.accepted for row in rows) - sum(map(len, removed.values()))
    facts["images"] = images
    if is_exact(run):
        return {}, facts
    reaches = _reaches(rows, removed, watch)
    reach = min(run.size + BELOW, images)
    floor = nth_largest(lambda: (low for _, (low, _) in reaches()), reach)
    counts = {row.pk: int((high >= floor).sum()) for row, (_, high) in reaches()}
    facts |= {"floor": floor, "candidates": sum(counts.values())}
    return {pk: max(count, 1) for pk, count in counts.items()}, facts


def removals(run: MiningRun) -> Mapping[str, set[str]]:
    """Slug of the set -> ids of distractors that were taken out of it, in the shards of the run."""
    removed: defaultdict[str, set[str]] = defaultdict(set)
    names = set(run.shards.values_list("shard__set__slug", "shard__name"))
    taken = DistractorRemoval.objects.filter(set__benchmark=run.benchmark_id, set__slug__in=run.sets)
    for slug, each in taken.values_list("set__slug", "distractor"):
        if (slug, each.partition("/")[0]) in names:
            removed[slug].add(each)
    return removed


def kept_rows(row: MiningShard, removed: Mapping[str, set[str]]) -> npt.NDArray[np.bool_]:
    """Which images of a shard have not been taken out of their set, bool [N]."""
    out = {each for each in removed.get(row.shard.set.slug, ()) if each.startswith(f"{row.shard.name}/")}
    kept = np.ones(row.shard.accepted, dtype=np.bool_)
    if out:
        ids, _ = keys_of(row.shard, manifest_of(row.shard))
        kept[[place for place, each in enumerate(ids) if each in out]] = False
    return kept


def _reaches(
    rows: list[MiningShard], removed: Mapping[str, set[str]], watch: Watch
) -> Callable[[], Iterator[tuple[MiningShard, Reach]]]:
    """All shards again and again; where the files lie is looked up once."""
    names = {row.pk: names_of(row) for row in rows}
    kept = {row.pk: kept_rows(row, removed) for row in rows if row.shard.set.slug in removed}

    def again() -> Iterator[tuple[MiningShard, Reach]]:
        for number, row in enumerate(rows):
            watch.moved(number, len(rows))
            low, high = interval([stored_scores(name, row.shard.accepted) for name in names[row.pk]])
            if row.pk in kept:
                low, high = low[kept[row.pk]], high[kept[row.pk]]
            yield row, (low, high)

    return again
