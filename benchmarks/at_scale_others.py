"""Millions of other images that never were, as hard to tell from photographs as photographs are.

Random bits would be too easy: nothing random looks like a query. Each drawn image descends from three
photographs of a pool, chosen by its number. A local feature is the child of one feature of a parent
and of another feature with the same visual word: each signature bit comes from either of them, angle
and size from the first, the position from anywhere. So words keep their frequencies and their company,
and signatures their distances: a query that is in the pool meets thousands of its own half children.
Hashes take each bit from one of the three parents; descriptors are weighted means of them with noise.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.near_duplicates.at_scale import PER_IMAGE, ROW
from retrieval.near_duplicates.at_scale.features import NO_WORD, Rows

PARENTS = 3
BLOCK = 1 << 15
# How evenly parents share in a descriptor, and how much of the difference of two photographs is added:
# the nearest strangers are then nearer than photographs are (docs/near-duplicates-at-scale.md).
ALIKE = 4.0
SPREAD = 0.68
NOISES = 8192


@dataclass(frozen=True)
class Pool:
    """Rows of compact features ROW [n, 48], PDQ uint8 [n, 32], descriptors float32 [n, D] of photographs."""

    rows: Rows
    hashes: npt.NDArray[np.uint8]
    descriptors: npt.NDArray[np.float32]


class Others:
    """So many drawn images; block k is the same whatever was asked before."""

    def __init__(self, pool: Pool, count: int, seed: int = 1) -> None:
        self._pool, self._seed, self.count = pool, seed, count
        there = pool.rows["word"] != NO_WORD
        self._lengths = there.sum(axis=1)
        self._usable = np.flatnonzero(self._lengths >= PER_IMAGE // 2)
        flat = pool.rows[there]
        order = np.argsort(flat["word"], kind="stable")
        self._by_word = flat[order]
        bounds = np.arange(NO_WORD + 1)
        self._starts = np.searchsorted(self._by_word["word"], bounds)
        self._places = flat["place"]
        # Noise of the encoder's own kind: in all directions it would leave where its descriptors lie.
        pairs = np.random.default_rng(seed).integers(0, len(pool.descriptors), (2, NOISES))
        apart = pool.descriptors[pairs[0]] - pool.descriptors[pairs[1]]
        self._noise = (apart * (SPREAD / np.sqrt(2))).astype(np.float32)

    def compact(self) -> Iterator[Rows]:
        """Rows ROW [BLOCK, 48], block by block."""
        for block, count in self._blocks():
            yield self._compact(block, count)

    def hashes(self) -> Iterator[npt.NDArray[np.uint8]]:
        """PDQ uint8 [BLOCK, 32], block by block."""
        for block, count in self._blocks():
            rng, parents = self._parents(block, count)
            one, two = (rng.integers(0, 256, (count, 32), dtype=np.uint8) for _ in range(2))
            from_third = one & two  # a quarter, so that no parent gives much more than a third
            first, second, third = (self._pool.hashes[parents[:, k]] for k in range(PARENTS))
            yield (third & from_third) | (~from_third & ((first & one) | (second & ~one)))

    def descriptors(self) -> Iterator[npt.NDArray[np.float16]]:
        """Unit vectors float16 [BLOCK, D], block by block."""
        for block, count in self._blocks():
            rng, parents = self._parents(block, count)
            weights = rng.dirichlet(np.full(PARENTS, ALIKE), count).astype(np.float32)
            mixed = self._noise[rng.integers(0, len(self._noise), count)]
            for parent in range(PARENTS):
                mixed += weights[:, parent, None] * self._pool.descriptors[parents[:, parent]]
            yield (mixed / np.linalg.norm(mixed, axis=1, keepdims=True)).astype(np.float16)

    def _blocks(self) -> Iterator[tuple[int, int]]:
        for first in range(0, self.count, BLOCK):
            yield first // BLOCK, min(BLOCK, self.count - first)

    def _parents(self, block: int, count: int) -> tuple[np.random.Generator, npt.NDArray[np.int64]]:
        rng = np.random.default_rng([self._seed, block])
        return rng, self._usable[rng.integers(0, len(self._usable), (count, PARENTS))]

    def _compact(self, block: int, count: int) -> Rows:
        rng, parents = self._parents(block, count)
        which = rng.integers(0, PARENTS, (count, PER_IMAGE))
        images = np.take_along_axis(parents, which, axis=1)
        places = (rng.random((count, PER_IMAGE), dtype=np.float32) * self._lengths[images]).astype(np.int64)
        first = self._pool.rows[images, places]
        words = first["word"]
        starts, ends = self._starts[words], self._starts[words.astype(np.int64) + 1]
        second = starts + (rng.random(words.shape, dtype=np.float32) * (ends - starts)).astype(np.int64)
        mask = rng.integers(0, 1 << 64, words.shape, dtype=np.uint64)
        made = np.empty((count, PER_IMAGE), dtype=ROW)
        made["word"] = words
        made["signature"] = (first["signature"] & mask) | (self._by_word["signature"][second] & ~mask)
        anywhere = self._places[rng.integers(0, len(self._places), words.shape)]
        made["place"][..., :2] = anywhere[..., :2]
        made["place"][..., 2:] = first["place"][..., 2:]
        return made
