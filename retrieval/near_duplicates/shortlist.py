"""The nearest images by one search: the same ones whichever searcher answers, ties included."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.near_duplicates.searcher import Distances, Positions, Rows, Searcher

# Two programs that add the same products in another order differ by less than this.
ROUNDING = 1e-5
BEYOND = 20
WIDER = 4


@dataclass(frozen=True)
class Wanted:
    """How many of the allowed bool [N], none of them farther than `farthest`."""

    count: int
    allowed: npt.NDArray[np.bool_]
    farthest: float = float("inf")


def nearest(
    searcher: Searcher, queries: Rows, wanted: Wanted, exact: Callable[[Positions], npt.NDArray[np.float64]]
) -> list[int]:
    """The wanted slots nearest to any of the queries [Q, C], nearest first, equals by slot.

    The searcher only proposes: it is asked for more until nothing beyond its answer can be as near
    as the last one wanted; then `exact` measures what it proposed, float64 [n] of slots int64 [n].
    """
    total = len(searcher)
    k = min(total, wanted.count + BEYOND)
    while True:
        positions, distances = searcher.search(queries, k)
        if k >= total or all(_complete(*row, wanted) for row in zip(positions, distances, strict=True)):
            break
        k = min(total, WIDER * k)
    slots = np.unique(positions)
    slots = slots[wanted.allowed[slots]]
    measured = exact(slots)
    near = measured <= wanted.farthest
    slots, measured = slots[near], measured[near]
    order = np.lexsort((slots, measured))
    return [int(slot) for slot in slots[order][: wanted.count]]


def _complete(positions: Positions, distances: Distances, wanted: Wanted) -> bool:
    """Whether everything beyond this row of an answer is certainly not wanted."""
    last = float(distances[-1])
    if last > wanted.farthest + ROUNDING:
        return True
    allowed = distances[wanted.allowed[positions]]
    return len(allowed) >= wanted.count and last > float(allowed[wanted.count - 1]) + 2 * ROUNDING
