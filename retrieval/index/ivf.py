"""IVF with product quantisation names candidates; the mapped rows decide."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.index.descriptor_index import Found, Positions
from retrieval.index.engine import load_faiss
from retrieval.index.held_out import Effort
from retrieval.index.reranked import reranked


class IvfCandidates:
    """Lists as FAISS maps them from `lists.faiss`; threads may search at once."""

    def __init__(self, lists: Any, vectors: npt.NDArray[Any], efforts: Sequence[Effort] = ()) -> None:
        self._lists = lists
        self._vectors = vectors
        self._efforts = sorted(efforts, key=lambda effort: effort.k)

    def search(self, queries: npt.NDArray[np.float32], k: int, hidden: Positions) -> Found:
        """The k best of the candidates of the least tuned effort that covers k."""
        return self.with_effort(queries, k, self._effort(k), hidden)

    def with_effort(
        self, queries: npt.NDArray[np.float32], k: int, effort: Effort, hidden: Positions
    ) -> Found:
        """The k best of the candidates of this effort; more candidates where k is beyond its depth."""
        faiss = load_faiss()
        wanted = min(len(self._vectors), math.ceil(effort.candidates * max(1.0, k / effort.k)))
        parameters = faiss.SearchParametersIVF(nprobe=effort.nprobe, sel=everything_but(hidden))
        _, named = self._lists.search(queries, wanted, params=parameters)
        return reranked(self._vectors, queries, named, k)

    def _effort(self, k: int) -> Effort:
        return next((effort for effort in self._efforts if effort.k >= k), self._efforts[-1])


def everything_but(hidden: Positions) -> Any:
    """A FAISS selector without these positions; None when nothing is hidden, which costs nothing."""
    if not len(hidden):
        return None
    faiss = load_faiss()
    return faiss.IDSelectorNot(faiss.IDSelectorBatch(hidden))
