"""Mining in one process, shard by shard through files, as the workers do it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.mining_rows import Rows
from retrieval.mining import Block, choose, interval, nth_largest, read_scores, write_scores
from retrieval.mining.kernel import Scorer

Shards = Callable[[], Iterator[tuple[str, Rows]]]


@dataclass(frozen=True)
class Mined:
    """The chosen keys, the threshold, and how many images were scored a second time."""

    keys: frozenset[str]
    threshold: float
    again: int


def keys_of(name: str, places: npt.NDArray[np.int64]) -> list[str]:
    """Published keys of some rows of a shard."""
    return [f"{name}-{place:05d}" for place in places]


def mine(shards: Shards, scorer: Scorer, size: int, folder: Path) -> Mined:
    """The `size` images nearest to any text; memory holds a shard and what may be chosen of it."""
    lengths = {}
    for name, rows in shards():
        write_scores(folder / f"{name}.parquet", scorer.score(rows))
        lengths[name] = len(rows)

    def bounds(name: str) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        return interval([read_scores(folder / f"{name}.parquet", lengths[name])])

    floor = nth_largest(lambda: (bounds(name)[0] for name in lengths), size)
    again = 0
    for name, rows in shards():
        places = np.flatnonzero(bounds(name)[1] >= floor)
        exact = scorer.exact(rows[places])
        np.savez(folder / f"{name}.npz", places=places, score=exact.score, text=exact.text)
        again += len(places)

    def blocks() -> Iterator[Block]:
        for name in lengths:
            with np.load(folder / f"{name}.npz") as held:
                yield Block(keys_of(name, held["places"]), held["score"])

    choice = choose(blocks, size)
    taken = (np.array(block.keys)[choice.takes(block)] for block in blocks())
    return Mined(frozenset(key for part in taken for key in part.tolist()), choice.threshold, again)
