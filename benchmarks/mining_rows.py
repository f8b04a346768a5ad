"""Drawn descriptors for mining: texts in clumps, as templates of one term are, and images around some of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.float16]
TEMPLATES = 43
SHARD = 50_000


@dataclass(frozen=True)
class Drawn:
    """Texts and shards of images of one seed: the same numbers for the same seed."""

    dimension: int = 768
    terms: int = 232  # with 43 templates the 9,976 texts of ILIAS
    seed: int = 1

    @cached_property
    def texts(self) -> Rows:
        """Unit rows float16 [terms * 43, D]: similar within a term, and all of them around one direction."""
        rng = np.random.default_rng(self.seed)
        terms = self._around(rng, self.terms)
        spread = np.repeat(terms, TEMPLATES, axis=0)
        return _unit(spread + 0.3 * _unit(rng.normal(size=spread.shape)).astype(np.float32))

    @cached_property
    def shard(self) -> Rows:
        """Unit rows float16 [50,000, D]; each leans to a text, few of them much."""
        return self._shard(0)

    def shards(self, number: int) -> Iterator[tuple[str, Rows]]:
        """Name and rows of so many shards, which all lean to the texts alike."""
        for place in range(number):
            yield f"{place:05d}", self._shard(place)

    def _shard(self, place: int) -> Rows:
        """What does not lean to a text has its features moved round: other rows, made in a moment."""
        own, lean = self._parts
        return _unit(np.roll(own, place, axis=1) + lean)

    @cached_property
    def _parts(self) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
        rng = np.random.default_rng(self.seed + 1)
        own = self._around(rng, SHARD)
        lean = rng.gamma(2.0, 0.12, size=(SHARD, 1)).astype(np.float32)
        return own, lean * self.texts[rng.integers(len(self.texts), size=SHARD)].astype(np.float32)

    def _around(self, rng: np.random.Generator, rows: int) -> npt.NDArray[np.float32]:
        drawn = _unit(rng.normal(size=(rows, self.dimension))).astype(np.float32)
        return np.asarray(drawn + 0.5 * self.dimension**-0.5, dtype=np.float32)


def _unit(rows: npt.NDArray[np.floating]) -> Rows:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float16)
