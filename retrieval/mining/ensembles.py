"""How the scores of several encoders become one number (spec §8): mean, mean of z-scores, mean of ranks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from retrieval.mining.scores import Scores

Values = npt.NDArray[np.float64]
ENSEMBLES: Final = {
    "mean": "the mean of the raw scores, as ILIAS was mined",
    "z-score": "the mean of each score's distance from its encoder's average, in standard deviations",
    "rank": "the mean place of the image in the encoders' orders",
}
_SLACK = 1e-12  # bounds of single encoders are added in double precision


def interval(scores: Sequence[Scores]) -> tuple[Values, Values]:
    """Between which two numbers, float64 [N] each, the mean of the exact scores of all encoders lies."""
    value = sum((each.value.astype(np.float64) for each in scores), np.zeros(len(scores[0])))
    bound = sum((each.bound.astype(np.float64) for each in scores), np.zeros(len(scores[0])))
    number = len(scores)
    return (value - bound) / number - _SLACK, (value + bound) / number + _SLACK


def mean(exact: Sequence[Values]) -> Values:
    """The mean of the exact scores, float64 [N]: sums of up to 16 encoders are exact too."""
    return np.asarray(sum(exact, np.zeros(len(exact[0]))) / len(exact), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Spread:
    """Average and standard deviation of one encoder's scores over all distractors."""

    average: float
    deviation: float


class Spreads:
    """Gathers `Spread` in two passes over shards, in any order: the sums are kept as whole numbers.

    Exact scores are multiples of 2^-48 below 2 in absolute value; their squares, of 2^-96.
    """

    def __init__(self) -> None:
        self._count = self._sum = self._squares = 0

    def add(self, exact: Values) -> None:
        """The exact scores of further distractors, float64 [n]."""
        for first in range(0, len(exact), 4096):
            whole = np.rint(np.ldexp(exact[first : first + 4096], 48)).astype(np.int64)
            high, low = whole >> 25, whole & (1 << 25) - 1
            self._count += len(whole)
            self._sum += int(whole.sum())
            squares = int((high * high).sum()) << 50
            squares += int((high * low).sum()) << 26
            self._squares += squares + int((low * low).sum())

    @property
    def spread(self) -> Spread:
        """Of everything that was added; a deviation of 0 becomes 1, so that equal scores stay equal."""
        if self._count == 0:
            return Spread(0.0, 1.0)
        variance = self._count * self._squares - self._sum * self._sum
        average = self._sum / (self._count << 48)
        deviation = float(np.sqrt(variance / (self._count**2 << 96)))
        return Spread(average, deviation or 1.0)


def z_scores(exact: Sequence[Values], spreads: Sequence[Spread]) -> Values:
    """The mean over encoders of (score - average) / deviation, float64 [N]."""
    return mean([(each - of.average) / of.deviation for each, of in zip(exact, spreads, strict=True)])


class Ranks:
    """The place of a score among all those of its encoder: 8 bytes of memory for each distractor."""

    def __init__(self, blocks: Iterator[Values]) -> None:
        self._sorted = np.sort(np.concatenate(list(blocks)))

    def of(self, exact: Values) -> Values:
        """Minus the number of larger scores, float64 [N]: 0 is the best, and equal scores share a place."""
        larger = len(self._sorted) - np.searchsorted(self._sorted, exact, side="right")
        return -larger.astype(np.float64)
