"""How much harder retrieval is among the chosen than among as many at random (ILIAS, Table 3)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from curation.models import MiningRun, MiningShard
from retrieval.mining import Hardness, Posed, equal_size
from workers.distractor_shards import encoder_named
from workers.mining_files import removed_of
from workers.mining_posed import posed_by
from workers.mining_rows import Facts, Watch, manifest_of, rows_of, same_weights
from workers.mining_threshold import kept_rows, shards_of

SEEDS = (1, 2, 3)  # of the random choices of the same size
NESTED = 4  # the seed of the growing ones that lie inside each other
SIZES = 8  # from the size of the choice up to everything there is
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class _Shard:
    """One shard: its images that count, and where the first of them stands among all."""

    row: MiningShard
    kept: Mask
    first: int
    chosen: npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class _Draws:
    """The choices that are compared: the run's own first, then the random ones, then those that grow."""

    random: tuple[npt.NDArray[np.int64], ...]
    sizes: tuple[int, ...]
    images: int

    @property
    def number(self) -> int:
        """How many choices there are."""
        return 1 + len(self.random) + len(self.sizes)

    def members(self, shard: _Shard) -> Mask:
        """Which of a shard's images that count are in which choice, bool [choices, n]."""
        count = int(shard.kept.sum())
        inside = np.zeros((self.number, count), dtype=np.bool_)
        own = np.zeros(len(shard.kept), dtype=np.bool_)
        own[shard.chosen] = True
        inside[0] = own[shard.kept]
        for number, drawn in enumerate(self.random, start=1):
            begin, end = np.searchsorted(drawn, [shard.first, shard.first + count])
            inside[number, drawn[begin:end] - shard.first] = True
        chance = np.random.default_rng([NESTED, shard.first]).random(count)
        for number, size in enumerate(self.sizes, start=1 + len(self.random)):
            inside[number] = chance < size / self.images
        return inside


def hardness_of(run: MiningRun, chosen: pa.Table, watch: Watch) -> list[dict[str, Any]]:
    """mAP@1k of each encoder of the run on the chosen, on random choices, and the random size that is as hard.

    [] where the benchmark has no queries with positives yet. Random choices draw from the same shards; the
    growing ones lie inside each other, each about as large as it says.
    """
    shards = list(_shards(run, chosen))
    images = sum(int(each.kept.sum()) for each in shards)
    draws = _Draws(
        tuple(
            np.sort(np.random.default_rng(seed).choice(images, size=len(chosen), replace=False))
            for seed in SEEDS
        ),
        _sizes(len(chosen), images),
        images,
    )
    rows = []
    for facts in run.facts["encoders"]:
        encoder = encoder_named(facts["name"])
        if same_weights(encoder.version) != same_weights(facts["version"]):
            continue  # this worker would describe the queries in another way
        posed = posed_by(run.benchmark, encoder, images, watch)
        if posed is None:
            return []
        rows.append({"encoder": facts["name"], **_measured(posed, facts, shards, draws, watch)})
    return rows


def _measured(
    posed: Posed, facts: Facts, shards: list[_Shard], draws: _Draws, watch: Watch
) -> dict[str, Any]:
    hardness = Hardness(posed, draws.number)
    for number, shard in enumerate(shards):
        watch.moved(number, len(shards))
        row = shard.row.shard
        described = rows_of(row, manifest_of(row), facts)
        hardness.add(described[shard.kept], draws.members(shard))
    mini, *others = hardness.mean_average_precision()
    random, grown = others[: len(SEEDS)], others[len(SEEDS) :]
    return {
        "mini": mini,
        "random": random,
        "mean": float(np.mean(random)),
        "std": float(np.std(random, ddof=1)),
        "equal_size": equal_size(draws.sizes, grown, mini),
        "queries": len(posed.queries),
        "positives": len(posed.positives),
    }


def _sizes(size: int, images: int) -> tuple[int, ...]:
    steps = np.geomspace(size, images, SIZES).round().astype(np.int64)
    return tuple(sorted({int(step) for step in steps}))


def _shards(run: MiningRun, chosen: pa.Table) -> Iterator[_Shard]:
    removed = {slug: set(ids) for slug, ids in removed_of(run).items()}
    places, first = _places(chosen), 0
    for row in shards_of(run):
        kept = kept_rows(row, removed)
        own = places.get((row.shard.set.slug, row.shard.name), np.zeros(0, dtype=np.int64))
        yield _Shard(row, kept, first, own)
        first += int(kept.sum())


def _places(chosen: pa.Table) -> dict[tuple[str, str], npt.NDArray[np.int64]]:
    """(set, shard) -> places of the chosen in it."""
    grouped = (
        chosen.select(["set", "shard", "place"]).group_by(["set", "shard"]).aggregate([("place", "list")])
    )
    return {
        (row["set"], row["shard"]): np.array(row["place_list"], dtype=np.int64) for row in grouped.to_pylist()
    }
