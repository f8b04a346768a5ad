"""The last job of a run: what was scored exactly becomes a list, its record, and a summary to decide by."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import compress
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from curation.actions.mining.finish import Chosen
from curation.mining_terms import queries_of
from curation.models import MiningRun, MiningShard
from retrieval.mining import Block, choose, keys_sha256, random_values
from workers.mining_agreement import agreement_of
from workers.mining_choice import Ranked, combiner, rank
from workers.mining_files import REMOVED, replace, store_removed, store_table
from workers.mining_hardness import hardness_of
from workers.mining_rows import Watch, keys_of, manifest_of
from workers.mining_seen import Seen, seen_shards
from workers.mining_selection import BELOW, CHOSEN, KEYS, SELECTION, written
from workers.mining_summary import compared, histogram_of, sample_of, shares_of
from workers.mining_threshold import BELOW as BELOW_IT
from workers.mining_threshold import kept_rows, removals, shards_of

SURE = 6  # standard deviations of a number of images that is drawn
HELD = 500_000  # images whose scores and keys are kept in memory while they are chosen from


def select_hard(run: MiningRun, watch: Watch) -> Chosen:
    """Choose, store the files of the run, and summarise.

    Raises:
        RetrievalError: `mining.size`, `mining.scores-damaged`, `mining.shard-missing`.
        Cancelled: the run was stopped; it is done again when it goes on.
    """
    seen = _again(run, watch)
    combine = combiner(run, seen)
    ranked = rank(run, seen, combine, BELOW_IT)
    queries, sample = queries_of(run), sample_of(run, seen, combine, ranked)
    unit = float(sample.images) if run.ensemble == MiningRun.Ensemble.RANK else 1.0
    histogram = histogram_of(sample, ranked, unit)
    keys, digest = _store(run, ranked, {"threshold": ranked.choice.threshold, "histogram": histogram})
    agreed = agreement_of(run, ranked.chosen, watch)
    summary = {
        "threshold": ranked.choice.threshold,
        "considered": sample.images,
        "chosen": len(keys),
        "histogram": histogram,
        "shares": {
            **shares_of(run, queries, sample, ranked.chosen),
            "encoder": agreed["encoder"],
        },
        "agreement": agreed["agreement"],
        "random": compared(sample, ranked),
        "hardness": hardness_of(run, ranked.chosen, watch),
    }
    return Chosen(len(keys), digest, summary)


def _again(run: MiningRun, watch: Watch) -> Callable[[], Iterator[Seen]]:
    """What was scored exactly, as often as it is asked for; few images are read once and held."""
    shards = len(shards_of(run))

    def read() -> Iterator[Seen]:
        for number, each in enumerate(seen_shards(run)):
            watch.moved(number, shards)
            yield each

    if run.facts.get("candidates", run.facts["images"]) > HELD:
        return read
    held = list(read())
    return lambda: iter(held)


def select_random(run: MiningRun, watch: Watch) -> Chosen:
    """Draw N by the seed: the same for any order of the shards, and one seed's subsets lie inside each other.

    Raises what select_hard raises.
    """
    removed = removals(run)
    rows = shards_of(run)
    images = sum(row.shard.accepted for row in rows) - sum(map(len, removed.values()))
    run.facts = {**run.facts, REMOVED: store_removed(run, removed), "images": images}

    share = run.size / max(images, 1)
    # what is drawn lies evenly between 0 and 1: a floor that fewer than one in a billion draws fall short of
    floor = 1 - share - SURE * math.sqrt(share / max(images, 1))
    drawn = _drawn(rows, removed, run.seed, floor, watch)
    if floor > 0 and sum(map(len, drawn)) < run.size:
        drawn = _drawn(rows, removed, run.seed, 0.0, watch)

    def blocks() -> Iterator[Block]:
        for table in drawn:
            yield Block(table["key"].to_pylist(), table["score"].to_numpy())

    choice = choose(blocks, run.size)
    tables = [
        table.filter(pa.array(choice.takes(block))) for table, block in zip(drawn, blocks(), strict=True)
    ]
    chosen = pa.concat_tables(tables).sort_by([("score", "descending"), ("key", "ascending")])
    ranked = Ranked(choice, chosen.combine_chunks(), chosen.slice(0, 0), ())
    keys, digest = _store(run, ranked, {})
    return Chosen(len(keys), digest, _plain_summary(images, len(keys)), run.facts)


def _drawn(
    rows: Sequence[MiningShard], removed: Mapping[str, set[str]], seed: int, floor: float, watch: Watch
) -> list[pa.Table]:
    """What was drawn for the images of each shard, if it is at least the floor."""
    tables = []
    for number, row in enumerate(rows):
        watch.moved(number, len(rows))
        ids, keys = keys_of(row.shard, manifest_of(row.shard))
        kept = kept_rows(row, removed)
        ids, keys = list(compress(ids, kept)), list(compress(keys, kept))
        values = random_values(keys, seed)
        above = values >= floor
        tables.append(_table(row, list(compress(keys, above)), list(compress(ids, above)), values[above]))
    return tables


def _table(row: MiningShard, keys: list[str], ids: list[str], values: npt.NDArray[np.float64]) -> pa.Table:
    return pa.table(
        {
            "key": pa.array(keys, pa.string()),
            "set": pa.array([row.shard.set.slug] * len(keys), pa.string()),
            "shard": pa.array([row.shard.name] * len(keys), pa.string()),
            "distractor": pa.array(ids, pa.string()),
            "score": pa.array(values, pa.float64()),
        }
    )


def _store(run: MiningRun, ranked: Ranked, found: dict[str, Any]) -> tuple[list[str], str]:
    keys = ranked.chosen["key"].to_pylist()
    listed, selection = written(run, keys, found)
    store_table(f"{run.folder}/{CHOSEN}", ranked.chosen)
    store_table(f"{run.folder}/{BELOW}", ranked.below)
    replace(f"{run.folder}/{KEYS}", listed)
    replace(f"{run.folder}/{SELECTION}", selection)
    return keys, keys_sha256(listed)


def _plain_summary(images: int, chosen: int) -> dict[str, Any]:
    """Of a random choice, which nothing was scored for."""
    return {
        "threshold": None,
        "considered": images,
        "chosen": chosen,
        "histogram": {"edges": [], "counts": [], "chosen": []},
        "shares": {"category": [], "term": [], "template": [], "encoder": []},
        "agreement": [],
        "random": {},
        "hardness": [],
    }
