"""The best N of any number of distractors, read block by block."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.mining.errors import problem
from retrieval.mining.nth import nth_largest


@dataclass(frozen=True, eq=False)
class Block:
    """Some distractors: published keys, and how hard each is, float64 [n]."""

    keys: Sequence[str]
    values: npt.NDArray[np.float64]


@dataclass(frozen=True)
class Choice:
    """Everything above the threshold, and of those that lie on it the ones with these keys."""

    threshold: float
    ties: frozenset[str]

    def takes(self, block: Block) -> npt.NDArray[np.bool_]:
        """Which of a block are chosen, bool [n]."""
        taken = block.values > self.threshold
        for place in np.flatnonzero(block.values == self.threshold).tolist():
            taken[place] = block.keys[place] in self.ties
        return np.asarray(taken, dtype=np.bool_)


def choose(blocks: Callable[[], Iterator[Block]], size: int) -> Choice:
    """The choice of the `size` distractors with the largest values; of equal ones the smaller key comes first.

    `blocks` gives the same distractors in every call, in any order and cut: the choice depends on neither.
    Memory holds a block, and the keys of those that lie on the threshold.

    Raises RetrievalError `mining.size` when there are fewer than `size`, or size is below 1.
    """
    count = sum(len(block.values) for block in blocks())
    if not 1 <= size <= count:
        raise problem("mining.size", size=size, count=count)
    threshold = nth_largest(lambda: (block.values for block in blocks()), size)
    above, ties = 0, []
    for block in blocks():
        above += int((block.values > threshold).sum())
        ties += [block.keys[place] for place in np.flatnonzero(block.values == threshold).tolist()]
    return Choice(threshold, frozenset(sorted(ties)[: size - above]))


def random_values(keys: Sequence[str], seed: int) -> npt.NDArray[np.float64]:
    """A number in [0, 1) for each key, float64 [n]: drawn by the seed and the key alone.

    The largest N of them are a random subset, whatever the order of the shards, and subsets of one seed
    lie inside each other.
    """
    salt = seed.to_bytes(8, "big", signed=True)
    digests = (hashlib.blake2b(key.encode(), digest_size=8, key=salt).digest() for key in keys)
    drawn = np.frombuffer(b"".join(digests), dtype=">u8").astype(np.uint64)
    return (drawn >> np.uint64(11)).astype(np.float64) * 2.0**-53
