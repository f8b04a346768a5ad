"""Drawn descriptors that lie as those of photographs do: topics, things within topics, pictures of a thing."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from retrieval.index import ShardVectors

BLOCK = 50_000
ROWS_PER_THING = 50
THINGS_PER_TOPIC = 100
THING_SPREAD, PICTURE_SPREAD = 0.8, 0.7


@dataclass(frozen=True)
class Crowd:
    """Directions of things in D numbers; few directions hold most of what differs, as in trained encoders.

    Things are taken with a probability that falls with the square root of their rank: some are everywhere.
    """

    things: npt.NDArray[np.float32]
    shares: npt.NDArray[np.float64]
    axes: npt.NDArray[np.float32]

    @classmethod
    def of(cls, rows: int, dimension: int, seed: int = 1) -> "Crowd":
        """As many things as suit this number of rows."""
        draw = np.random.default_rng(seed)
        scale = np.arange(1, dimension + 1, dtype=np.float64) ** -0.4
        turn = np.linalg.qr(draw.normal(size=(dimension, dimension)))[0]
        axes = (np.sqrt(dimension / (scale**2).sum()) * scale[:, None] * turn).astype(np.float32)
        count = max(THINGS_PER_TOPIC, rows // ROWS_PER_THING)
        topics = _unit(
            draw.standard_normal((max(1, count // THINGS_PER_TOPIC), dimension), np.float32) @ axes
        )
        around = _unit(draw.standard_normal((count, dimension), np.float32) @ axes)
        things = _unit(topics[draw.integers(0, len(topics), count)] + THING_SPREAD * around)
        shares = np.arange(1, count + 1, dtype=np.float64) ** -0.5
        return cls(things, shares / shares.sum(), axes)

    def rows(self, count: int, seed: int, spread: float = PICTURE_SPREAD) -> npt.NDArray[np.float32]:
        """Pictures float32 [count, D] of things, unit length; the wider the spread, the farther from any thing."""
        draw = np.random.default_rng([2, seed])
        shown = self.things[draw.choice(len(self.things), count, p=self.shares)]
        around = _unit(draw.standard_normal((count, self.things.shape[1]), np.float32) @ self.axes)
        return _unit(shown + spread * around)


def drawn_shards(crowd: Crowd, rows: int, file: Path) -> list[ShardVectors]:
    """Rows in one float16 file (drawn once), as shards of 50,000."""
    dimension = crowd.things.shape[1]
    if not file.is_file() or file.stat().st_size != 2 * rows * dimension:
        unfinished = file.with_suffix(".unfinished")
        with unfinished.open("wb") as opened:
            for number, count in _blocks(rows):
                opened.write(crowd.rows(count, number).astype(np.float16).tobytes())
        unfinished.rename(file)
    vectors = np.memmap(file, dtype=np.float16, mode="r", shape=(rows, dimension))
    return [
        ShardVectors(f"{number:06d}", range_names(count), vectors[BLOCK * number : BLOCK * number + count])
        for number, count in _blocks(rows)
    ]


def range_names(count: int) -> list[str]:
    """Keys of the rows of a shard."""
    return [f"{row:06d}" for row in range(count)]


def _blocks(rows: int) -> Iterator[tuple[int, int]]:
    for number, first in enumerate(range(0, rows, BLOCK)):
        yield number, min(BLOCK, rows - first)


def _unit(rows: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows
