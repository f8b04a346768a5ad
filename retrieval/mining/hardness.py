"""How hard a choice of distractors makes retrieval: mAP@1k of one encoder against it (ILIAS, Table 3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

K: Final = 1000
_AT_ONCE: Final = 4096  # distractors that are compared with all queries together
Floats = npt.NDArray[np.floating]


@dataclass(frozen=True, eq=False)
class Posed:
    """Unit rows of queries [Q, D] and positives [P, D], and the query's object of each, int [Q] and [P]."""

    queries: npt.NDArray[np.float32]
    query_objects: npt.NDArray[np.int64]
    positives: npt.NDArray[np.float32]
    positive_objects: npt.NDArray[np.int64]


class Hardness:
    """Counts for each positive of each query the distractors above it, in several choices at once.

    Positives of other objects stand among the distractors of a query, as in the database of ILIAS. Of
    equal similarities the distractor comes first. Memory: a count for each pair of query and positive of
    its object, times the choices.
    """

    def __init__(self, posed: Posed, choices: int) -> None:
        self._queries = posed.queries
        sims = posed.queries @ posed.positives.T
        own = posed.query_objects[:, None] == posed.positive_objects[None, :]
        if not own.any(axis=1).all():
            message = "A query has no positive, so that its average precision is not defined."
            raise ValueError(message)
        self._own = [np.sort(sims[row][own[row]]) for row in range(len(sims))]  # ascending
        others = [np.sort(sims[row][~own[row]]) for row in range(len(sims))]
        self._above = [
            np.tile(len(other) - np.searchsorted(other, mine, side="left"), (choices, 1))
            for mine, other in zip(self._own, others, strict=True)
        ]

    def add(self, rows: Floats, members: npt.NDArray[np.bool_]) -> None:
        """Further distractors [n, D], and in which choices each of them is, bool [choices, n]."""
        for first in range(0, len(rows), _AT_ONCE):
            block = np.asarray(rows[first : first + _AT_ONCE], dtype=np.float32)
            inside = members[:, first : first + _AT_ONCE]
            if inside.any():
                self._count(self._queries @ block.T, inside)

    def _count(self, sims: npt.NDArray[np.float32], inside: npt.NDArray[np.bool_]) -> None:
        for above, own, row in zip(self._above, self._own, sims, strict=True):
            near = np.flatnonzero(row >= own[0])
            if len(near) == 0:
                continue
            # how many of the own positives each of them is at or above
            beaten = np.searchsorted(own, row[near], side="right")
            for choice, members in enumerate(inside[:, near]):
                counts = np.bincount(beaten[members], minlength=len(own) + 1)
                above[choice] += counts[::-1].cumsum()[::-1][1:]

    def mean_average_precision(self) -> list[float]:
        """mAP@1k of each choice: the mean over queries of their average precision (spec §14)."""
        return [
            float(np.mean([_average_precision(above[choice]) for above in self._above]))
            for choice in range(len(self._above[0]))
        ]


def _average_precision(above: npt.NDArray[np.int64]) -> float:
    """Of positives with that many others above each, the last one the nearest."""
    nearest_first = above[::-1]
    hits = np.arange(1, len(above) + 1)
    ranks = nearest_first + hits
    inside = ranks <= K
    return float((hits[inside] / ranks[inside]).sum()) / min(K, len(above))


def equal_size(sizes: Sequence[int], maps: Sequence[float], wanted: float) -> int | None:
    """The size of a random choice that is as hard as `wanted`: between two measured ones on a logarithmic scale.

    `sizes` ascend. None when even the largest is easier, which is all that is known then.
    """
    for place, reached in enumerate(maps):
        if reached <= wanted:
            if place == 0:
                return sizes[0]
            share = (maps[place - 1] - wanted) / (maps[place - 1] - reached)
            logs = np.log(sizes[place - 1 : place + 1])
            return round(float(np.exp(logs[0] + share * (logs[1] - logs[0]))))
    return None
