"""Measuring recall on rows that trained nothing, and raising the effort of a search until it is enough."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.index.descriptor_index import Found, Positions
from retrieval.index.ivf_training import sample_positions
from retrieval.index.plan import SEED, IndexPlan
from retrieval.index.reranked import exact_search

# Depths at which an index is tuned: a shortlist, and as far as an audit looks down a list.
NEAR = ((10, 256, 0.99), (1000, 48, 0.98))  # k, held-out queries, recall to reach
FAR = ((10, 128, 0.98), (1000, 24, 0.97))
CANDIDATES_PER_K = {10: (4, 8, 16, 32, 64, 128), 1000: (1, 2, 4, 8)}
MOST_PROBES = 1024
FAR_SPREAD = 2.0
FAR_SHARE = 0.1  # of rows of the index that are treated as far, too

Queries = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Effort:
    """How a search for the best `k` is made: lists probed, candidates re-ranked, and the recall that gave."""

    k: int
    nprobe: int
    candidates: int
    recall: float
    queries: int


@dataclass(frozen=True)
class Tuning:
    """Efforts for queries like the rows, for queries far from them, and what tells the two apart.

    A query is far when its similarity to the nearest centroid is below `floor`.
    """

    near: Sequence[Effort]
    far: Sequence[Effort] = ()
    floor: float = -np.inf

    def as_dict(self) -> dict[str, Any]:
        """For the manifest."""
        said: dict[str, Any] = {"efforts": [asdict(effort) for effort in self.near]}
        if self.far:
            said |= {"far_efforts": [asdict(effort) for effort in self.far], "far_below": self.floor}
        return said

    @classmethod
    def from_dict(cls, said: dict[str, Any]) -> "Tuning":
        """What `as_dict` gave."""
        near, far = ([Effort(**one) for one in said.get(name, ())] for name in ("efforts", "far_efforts"))
        return cls(near, far, float(said.get("far_below", -np.inf)))


Search = Callable[[Queries, int, Effort], Found]
Centrality = Callable[[Queries], npt.NDArray[np.float32]]


def tuned(plan: IndexPlan, vectors: npt.NDArray[Any], search: Search, centrality: Centrality) -> Tuning:
    """The least effort per depth that reaches the recall wanted, or the most there is, with what it reached.

    Near queries are rows of the index outside the training sample (as far as there are any); a row does not find
    itself. Far ones, as texts are among photographs, are such rows moved by twice the direction between two
    others. Recall counts what is as near as the k-th nearest, so that equal rows do not count as missed.
    `centrality` gives the similarity of queries to their nearest centroid.
    """
    near, far = [], []
    for k, size, target in NEAR:
        if k < plan.count:
            own = _held_out(plan, size)
            near.append(_least(plan, _trial(k, vectors, _rows(vectors, own), own, search), target))
    for k, size, target in FAR:
        if k < plan.count:
            queries = _moved(vectors, _held_out(plan, 3 * size))
            nobody = np.full(len(queries), -2, dtype=np.int64)
            far.append(_least(plan, _trial(k, vectors, queries, nobody, search), target))
    if not near:
        return Tuning([Effort(plan.count, plan.nlist, plan.count, 1.0, 0)])
    rows = _rows(vectors, _held_out(plan, NEAR[0][1]))
    return Tuning(near, far, round(float(np.quantile(centrality(rows), FAR_SHARE)), 4))


@dataclass(frozen=True)
class _Trial:
    """Queries with the similarity that each of their k nearest has at least."""

    k: int
    own: Positions
    queries: Queries
    floor: npt.NDArray[np.float32]
    search: Search

    def measured(self, nprobe: int, candidates: int) -> Effort:
        number = len(self.queries)
        asked = Effort(self.k, nprobe, candidates, 0.0, number)
        found = _without(self.search(self.queries, self.k + 1, asked), self.own)
        hits = int((found.similarities[:, : self.k] >= self.floor[:, None]).sum())
        return Effort(self.k, nprobe, candidates, round(hits / (self.k * number), 5), number)


def _trial(k: int, vectors: npt.NDArray[Any], queries: Queries, own: Positions, search: Search) -> _Trial:
    truth = _without(exact_search(vectors, queries, k + 1), own)
    return _Trial(k, own, queries, truth.similarities[:, k - 1], search)


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


def _rows(vectors: npt.NDArray[Any], positions: Positions) -> Queries:
    return np.asarray(vectors[positions], dtype=np.float32)


def _moved(vectors: npt.NDArray[Any], positions: Positions) -> Queries:
    """A query of each three rows: the first, moved by the direction from the second to the third."""
    rows = _rows(vectors, positions[: len(positions) // 3 * 3])
    first, second, third = np.split(rows[np.random.default_rng(SEED).permutation(len(rows))], 3)
    return _unit(first + FAR_SPREAD * _unit(third - second))


def _unit(rows: Queries) -> Queries:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, np.float32(1e-12)), dtype=np.float32)


def _without(found: Found, own: Positions) -> Found:
    """The same without the row that asked, or without the last where it was not found."""
    width = found.positions.shape[1] - 1
    kept = found.positions != own[:, None]
    order = np.argsort(~kept, axis=1, kind="stable")[:, :width]
    return Found(
        np.take_along_axis(found.positions, order, axis=1),
        np.take_along_axis(found.similarities, order, axis=1),
    )
