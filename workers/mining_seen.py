"""What the choice is made from: exact scores of everything that may be chosen, shard by shard, in any run."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from curation.models import MiningRun, MiningShard
from retrieval.mining import ExactScores, random_values
from workers.mining_files import on_this_machine, removed_of, rescored_name
from workers.mining_rows import keys_of, manifest_of
from workers.mining_scores import is_exact, names_of, stored_exact
from workers.mining_threshold import kept_rows, shards_of

SAMPLE = 20_000  # images, drawn by their keys, that stand for all in histograms and shares
SAMPLE_SEED = 0
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Seen:
    """Images of one shard with exact scores of every encoder.

    places int32 [n] in the shard; candidate: may be among the chosen; sampled: stands for all, bool [n].
    """

    row: MiningShard
    places: npt.NDArray[np.int32]
    keys: list[str]
    ids: list[str]
    scores: Sequence[ExactScores]
    candidate: Mask
    sampled: Mask


def sampled(keys: Sequence[str], images: int) -> Mask:
    """Which of these keys stand for all `images`, bool [n]: about SAMPLE of them, drawn by the key alone."""
    if images <= SAMPLE:
        return np.ones(len(keys), dtype=np.bool_)
    return np.asarray(random_values(keys, SAMPLE_SEED) >= 1 - SAMPLE / images, dtype=np.bool_)


def as_table(seen: Seen) -> pa.Table:
    """As it lies in the folder of the run."""
    columns: dict[str, Any] = {
        "place": seen.places,
        "key": pa.array(seen.keys, pa.string()),
        "id": pa.array(seen.ids, pa.string()),
        "candidate": seen.candidate,
        "sampled": seen.sampled,
    }
    for number, scores in enumerate(seen.scores):
        columns[f"score_{number}"] = scores.score
        columns[f"text_{number}"] = scores.text
    return pa.table(columns)


def seen_shards(run: MiningRun) -> Iterator[Seen]:
    """Shard by shard, in the order of the run; what was taken out of a set is left out.

    Raises RetrievalError `mining.scores-damaged` and `mining.shard-missing`.
    """
    removed = {slug: set(ids) for slug, ids in removed_of(run).items()}
    for row in shards_of(run):
        if is_exact(run):
            yield _scored(row, removed, run.facts["images"])
        elif row.candidates:
            yield _rescored(row, len(run.facts["encoders"]))


def _scored(row: MiningShard, removed: Mapping[str, set[str]], images: int) -> Seen:
    """All images of a shard whose scores are exact from the first pass on."""
    ids, keys = keys_of(row.shard, manifest_of(row.shard))
    places = np.flatnonzero(kept_rows(row, removed)).astype(np.int32)
    whole = [stored_exact(name, row.shard.accepted) for name in names_of(row)]
    kept = [keys[place] for place in places]
    return Seen(
        row,
        places,
        kept,
        [ids[place] for place in places],
        [ExactScores(each.score[places], each.text[places]) for each in whole],
        np.ones(len(places), dtype=np.bool_),
        sampled(kept, images),
    )


def _rescored(row: MiningShard, encoders: int) -> Seen:
    table = pq.read_table(on_this_machine(rescored_name(row)))
    return Seen(
        row,
        table["place"].to_numpy(),
        table["key"].to_pylist(),
        table["id"].to_pylist(),
        [
            ExactScores(table[f"score_{number}"].to_numpy(), table[f"text_{number}"].to_numpy())
            for number in range(encoders)
        ],
        table["candidate"].to_numpy(),
        table["sampled"].to_numpy(),
    )
