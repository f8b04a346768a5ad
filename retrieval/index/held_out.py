"""Measuring recall on rows that trained nothing, and raising the effort of a search until it is enough."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.index.descriptor_index import Found, Positions
from retrieval.index.ivf_training import sample_positions
from retrieval.index.plan import SEED, IndexPlan
from retrieval.index.reranked import exact_search

# Depths at which an index is tuned: a shortlist, and as far as an audit looks down a list.
DEPTHS = ((10, 256, 0.99), (1000, 48, 0.98))  # k, held-out queries, recall to reach
CANDIDATES_PER_K = {10: (4, 8, 16, 32, 64, 128), 1000: (1, 2, 4, 8)}
MOST_PROBES = 1024


@dataclass(frozen=True)
class Effort:
    """How a search for the best `k` is made: lists probed, candidates re-ranked, and the recall that gave."""

    k: int
    nprobe: int
    candidates: int
    recall: float
    queries: int

    def as_dict(self) -> dict[str, Any]:
        """For the manifest."""
        return asdict(self)


Search = Callable[[npt.NDArray[np.float32], int, Effort], Found]


def tuned(plan: IndexPlan, vectors: npt.NDArray[Any], search: Search) -> list[Effort]:
    """The least effort per depth that reaches the recall wanted, or the most there is, with what it reached.

    Queries are rows of the index outside the training sample (as far as there are any); a row does not find
    itself. Recall counts what is as near as the k-th nearest, so that equal rows do not count as missed.
    """
    efforts = []
    for k, size, target in DEPTHS:
        if k < plan.count:
            own = _held_out(plan, size)
            queries = vectors[own].astype(np.float32)
            truth = _without(exact_search(vectors, queries, k + 1), own)
            trial = _Trial(k, own, queries, truth.similarities[:, k - 1], search)
            efforts.append(_least(plan, trial, target))
    return efforts or [Effort(plan.count, plan.nlist, plan.count, 1.0, 0)]


@dataclass(frozen=True)
class _Trial:
    """Queries with the similarity that each of their k nearest has at least."""

    k: int
    own: Positions
    queries: npt.NDArray[np.float32]
    floor: npt.NDArray[np.float32]
    search: Search

    def measured(self, nprobe: int, candidates: int) -> Effort:
        asked = Effort(self.k, nprobe, candidates, 0.0, len(self.queries))
        found = _without(self.search(self.queries, self.k + 1, asked), self.own)
        hits = (found.similarities[:, : self.k] >= self.floor[:, None]).sum()
        return Effort(self.k, nprobe, candidates, round(int(hits) / (self.k * len(self.queries)), 5), len(self.queries))


def _least(plan: IndexPlan, trial: _Trial, target: float) -> Effort:
    """First enough probes with as many candidates as help, then as few candidates as are enough."""
    steps = sorted({min(plan.count, trial.k * n) for n in CANDIDATES_PER_K[trial.k]})
    nprobe = 4
    best = trial.measured(min(nprobe, plan.nlist), steps[-1])
    while best.recall < target and nprobe < min(plan.nlist, MOST_PROBES):
        nprobe *= 2
        best = trial.measured(min(nprobe, plan.nlist), steps[-1])
    for candidates in steps[:-1]:
        cheaper = trial.measured(best.nprobe, candidates)
        if cheaper.recall >= min(target, best.recall):
            return cheaper
    return best


def _held_out(plan: IndexPlan, size: int) -> Positions:
    trained = sample_positions(plan.count, plan.sample)
    drawn = sample_positions(plan.count, min(plan.count, 4 * size + 8), SEED + 1)
    others = np.setdiff1d(drawn, trained)
    chosen = others if len(others) >= size else drawn
    return np.asarray(chosen[:: max(1, len(chosen) // size)][:size], dtype=np.int64)


def _without(found: Found, own: Positions) -> Found:
    """The same without the row that asked, or without the last where it was not found."""
    width = found.positions.shape[1] - 1
    kept = found.positions != own[:, None]
    order = np.argsort(~kept, axis=1, kind="stable")[:, :width]
    return Found(
        np.take_along_axis(found.positions, order, axis=1), np.take_along_axis(found.similarities, order, axis=1)
    )
