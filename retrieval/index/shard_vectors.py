"""What an index is built from: names and descriptors, shard by shard."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.errors import RetrievalError

# Half precision moves the length of a unit vector by less than one in a thousand.
LENGTH_TOLERANCE = 0.01
ROWS_AT_ONCE = 65_536


@dataclass(frozen=True)
class ShardVectors:
    """One shard: names [N] (keys, or "<shard>/<key>") and unit rows [N, D], usually a mapped float16 file."""

    name: str
    names: Sequence[str]
    vectors: npt.NDArray[Any]

    def __len__(self) -> int:
        return len(self.vectors)

    def ids(self) -> Iterator[str]:
        """Names in the form "<shard>/<key>"."""
        start = f"{self.name}/"
        for name in self.names:
            yield name if name.startswith(start) else start + name


def demand_shards(shards: Sequence[ShardVectors], dimension: int) -> None:
    """Refuses what no index can be built from.

    Raises RetrievalError `index.empty` without rows, `index.shape` for another dimension or a name too many,
    `index.known-name` for a shard that comes twice.
    """
    if not sum(len(shard) for shard in shards):
        raise RetrievalError("index.empty", "There are no descriptors to index. Import a shard first.")
    seen: set[str] = set()
    for shard in shards:
        demand_shard(shard, dimension)
        if shard.name in seen:
            raise RetrievalError(
                "index.known-name", f"Shard {shard.name!r} comes twice; a shard is indexed once."
            )
        seen.add(shard.name)


def demand_shard(shard: ShardVectors, dimension: int) -> None:
    """RetrievalError `index.shape` unless the shard has rows of this dimension and as many names."""
    rows = shard.vectors
    if rows.ndim != 2 or rows.shape[1] != dimension or len(shard.names) != len(rows):
        raise RetrievalError(
            "index.shape",
            f"Shard {shard.name!r} has {len(shard.names)} names and descriptors of shape {rows.shape}; "
            f"expected were as many rows of {dimension} numbers. Describe the shard again.",
        )


def float16_blocks(shard: ShardVectors) -> Iterator[npt.NDArray[np.float16]]:
    """The rows in blocks of at most 65,536.

    Raises RetrievalError `index.not-normalised` for a row that is not of length one (or not a number).
    """
    for first in range(0, len(shard), ROWS_AT_ONCE):
        block = np.ascontiguousarray(shard.vectors[first : first + ROWS_AT_ONCE], dtype=np.float16)
        wide = block.astype(np.float32)
        lengths = np.einsum("nd,nd->n", wide, wide)
        good = np.abs(lengths - 1) <= 2 * LENGTH_TOLERANCE
        if not good.all():
            row = first + int(np.argmin(good))
            raise RetrievalError(
                "index.not-normalised",
                f"Row {row} of shard {shard.name!r} is not a unit vector (squared length "
                f"{lengths[row - first]:.3g}); similarities would be wrong. Describe the shard again.",
            )
        yield block
