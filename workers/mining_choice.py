"""From exact scores to the chosen: the best N, which text won, and the images just below."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from curation.models import MiningRun
from retrieval.mining import (
    Block,
    Choice,
    ExactScores,
    Ranks,
    Spread,
    Spreads,
    choose,
    mean,
    z_scores,
)
from workers.mining_seen import Seen

Values = npt.NDArray[np.float64]
Combine = Callable[[Sequence[ExactScores]], Values]
Shards = Callable[[], Iterator[Seen]]


@dataclass(frozen=True)
class Ranked:
    """The chosen and those below, each a table sorted by score and key, and how the encoders' scores spread."""

    choice: Choice
    chosen: pa.Table
    below: pa.Table
    spreads: tuple[Spread, ...]


def spreads_of(shards: Shards, encoders: int) -> tuple[Spread, ...]:
    """Average and deviation of each encoder over the sample, which is all images of an exact run."""
    gathered = [Spreads() for _ in range(encoders)]
    for seen in shards():
        for spread, scores in zip(gathered, seen.scores, strict=True):
            spread.add(scores.score[seen.sampled])
    return tuple(spread.spread for spread in gathered)


def combiner(run: MiningRun, shards: Shards) -> Combine:
    """How the run makes one number of the scores of its encoders."""
    number = len(run.facts["encoders"])
    if run.ensemble == MiningRun.Ensemble.Z_SCORE:
        gathered = [Spreads() for _ in range(number)]
        for seen in shards():
            for spread, scores in zip(gathered, seen.scores, strict=True):
                spread.add(scores.score)
        known = [spread.spread for spread in gathered]
        return lambda exact: z_scores([each.score for each in exact], known)
    if run.ensemble == MiningRun.Ensemble.RANK:
        ranks = [Ranks(_column(shards, place)) for place in range(number)]
        return lambda exact: mean([rank.of(each.score) for rank, each in zip(ranks, exact, strict=True)])
    return lambda exact: mean([each.score for each in exact])


def _column(shards: Shards, place: int) -> Iterator[Values]:
    return (seen.scores[place].score for seen in shards())


def rank(run: MiningRun, shards: Shards, combine: Combine, below: int) -> Ranked:
    """The best `size` of the candidates, and as many as `below` after them; ties by published key.

    Raises RetrievalError `mining.size` when too few are left.
    """
    spreads = spreads_of(shards, len(run.facts["encoders"]))

    def blocks() -> Iterator[Block]:
        for seen in shards():
            places = np.flatnonzero(seen.candidate)
            yield Block([seen.keys[place] for place in places.tolist()], combine(seen.scores)[places])

    choice = choose(blocks, run.size)
    reach = min(run.size + below, sum(int(seen.candidate.sum()) for seen in shards()))
    wide = choose(blocks, reach)
    chosen, after = [], []
    for seen in shards():
        values = combine(seen.scores)
        block = Block(seen.keys, values)
        taken = choice.takes(block) & seen.candidate
        near = wide.takes(block) & seen.candidate & ~taken
        chosen.append(_rows(seen, values, taken, spreads))
        after.append(_rows(seen, values, near, spreads))
    return Ranked(choice, _sorted(chosen), _sorted(after), spreads)


def winners(
    seen: Seen, places: npt.NDArray[np.int64], spreads: Sequence[Spread]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32]]:
    """Of some images of a shard the encoder by which each stands out most, and the text nearest to it there."""
    standing = np.array(
        [
            (each.score[places] - of.average) / of.deviation
            for each, of in zip(seen.scores, spreads, strict=True)
        ]
    )
    texts = np.array([each.text[places] for each in seen.scores])
    encoder = standing.argmax(axis=0)
    return encoder, np.take_along_axis(texts, encoder[None], axis=0)[0]


def _rows(seen: Seen, values: Values, taken: npt.NDArray[np.bool_], spreads: Sequence[Spread]) -> pa.Table:
    places = np.flatnonzero(taken)
    shard = seen.row.shard
    encoder, text = winners(seen, places, spreads)
    columns = {
        "key": pa.array([seen.keys[place] for place in places.tolist()], pa.string()),
        "set": pa.array([shard.set.slug] * len(places), pa.string()),
        "shard": pa.array([shard.name] * len(places), pa.string()),
        "place": seen.places[places],
        "distractor": pa.array([seen.ids[place] for place in places.tolist()], pa.string()),
        "score": values[places],
        "encoder": encoder.astype(np.int8),
        "text": text,
    }
    for number, each in enumerate(seen.scores):
        columns[f"score_{number}"] = each.score[places]
        columns[f"text_{number}"] = each.text[places]
    return pa.table(columns)


def _sorted(tables: Sequence[pa.Table]) -> pa.Table:
    whole = pa.concat_tables(tables)
    return whole.sort_by([("score", "descending"), ("key", "ascending")]).combine_chunks()
