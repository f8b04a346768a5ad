"""IVF with product quantisation names candidates; the mapped rows decide."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.index.descriptor_index import Found, Positions, nothing_found
from retrieval.index.engine import load_faiss
from retrieval.index.held_out import Effort, Tuning
from retrieval.index.reranked import reranked


class IvfCandidates:
    """Lists as FAISS maps them from `lists.faiss`; threads may search at once."""

    def __init__(self, lists: Any, vectors: npt.NDArray[Any], tuning: Tuning | None = None) -> None:
        self._lists = lists
        self._vectors = vectors
        self._tuning = tuning or Tuning([])

    def search(self, queries: npt.NDArray[np.float32], k: int, hidden: Positions) -> Found:
        """The k best of the candidates of the least tuned effort that covers k; far queries get their own."""
        if not self._tuning.far:
            return self.with_effort(queries, k, _covering(self._tuning.near, k), hidden)
        found = nothing_found(len(queries), k)
        far = self.centrality(queries) < self._tuning.floor
        for chosen, efforts in ((~far, self._tuning.near), (far, self._tuning.far)):
            if chosen.any():
                part = self.with_effort(queries[chosen], k, _covering(efforts, k), hidden)
                found.positions[chosen], found.similarities[chosen] = part
        return found

    def with_effort(
        self, queries: npt.NDArray[np.float32], k: int, effort: Effort, hidden: Positions
    ) -> Found:
        """The k best of the candidates of this effort; more candidates where k is beyond its depth."""
        faiss = load_faiss()
        wanted = min(len(self._vectors), math.ceil(effort.candidates * max(1.0, k / effort.k)))
        parameters = faiss.SearchParametersIVF(nprobe=effort.nprobe, sel=everything_but(hidden))
        _, named = self._lists.search(queries, wanted, params=parameters)
        return reranked(self._vectors, queries, named, k)

    def centrality(self, queries: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """The similarity of each query to its nearest centroid, [Q]."""
        values, _ = self._lists.quantizer.search(queries, 1)
        return np.asarray(values[:, 0], dtype=np.float32)


def _covering(efforts: Sequence[Effort], k: int) -> Effort:
    return next((effort for effort in efforts if effort.k >= k), efforts[-1])


def everything_but(hidden: Positions) -> Any:
    """A FAISS selector without these positions; None when nothing is hidden, which costs nothing."""
    if not len(hidden):
        return None
    faiss = load_faiss()
    return faiss.IDSelectorNot(faiss.IDSelectorBatch(hidden))
