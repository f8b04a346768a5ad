"""FAISS behind the port of `retrieval.near_duplicates`: rows by position, smaller is nearer."""

from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.index.flat import FlatIndex, Measure


class FlatSearcher:
    """A flat index whose names are positions."""

    def __init__(self, measure: Measure, columns: int) -> None:
        self._measure = measure
        self._index = FlatIndex(measure, columns)

    def __len__(self) -> int:
        return len(self._index)

    def add(self, rows: npt.NDArray[Any]) -> None:
        """Takes further rows [N, columns]; RetrievalError `index.shape` for others."""
        first = len(self._index)
        self._index.add([str(position) for position in range(first, first + len(rows))], rows)

    def search(
        self, queries: npt.NDArray[Any], k: int
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        """Positions and distances [Q, min(k, N)] of each query [Q, columns], nearest first."""
        values, slots = self._index.nearest_slots(queries, k)
        distances = 1.0 - values if self._measure.larger_is_nearer else values
        return slots, np.asarray(distances, dtype=np.float32)
