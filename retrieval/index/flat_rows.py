"""Comparing with every row: half precision rows in memory name candidates, exact products decide."""

from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.index.descriptor_index import Found, Positions
from retrieval.index.engine import load_faiss
from retrieval.index.ivf import everything_but
from retrieval.index.reranked import BEYOND, reranked


class FlatRows:
    """Rows float16 [N, D]; FAISS takes their bytes as they are."""

    def __init__(self, vectors: npt.NDArray[Any]) -> None:
        faiss = load_faiss()
        self._vectors = vectors
        self._rows = faiss.IndexScalarQuantizer(
            vectors.shape[1], faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        )
        whole = np.ascontiguousarray(vectors, dtype="<f2")
        faiss.copy_array_to_vector(whole.view(np.uint8).ravel(), self._rows.codes)
        self._rows.ntotal = len(whole)

    def search(self, queries: npt.NDArray[np.float32], k: int, hidden: Positions) -> Found:
        """The k nearest of all rows that are not hidden."""
        faiss = load_faiss()
        wanted = min(len(self._vectors), k + BEYOND)
        parameters = faiss.SearchParameters(sel=everything_but(hidden))
        _, named = self._rows.search(queries, wanted, params=parameters)
        return reranked(self._vectors, queries, named, k)
