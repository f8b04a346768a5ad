"""How full the buckets are: random hashes fill them evenly, those of photographs do not."""

from typing import Any

import numpy as np
import numpy.typing as npt


class BucketSizes:
    """Sizes of the buckets of all chunks that hold anything."""

    def __init__(self) -> None:
        self._sizes = np.empty(0, np.int64)
        self._buckets = np.empty(0, np.int64)

    def add(self, sizes: npt.NDArray[np.uint32]) -> None:
        """Takes the sizes of one chunk's buckets."""
        found, number = np.unique(sizes[sizes > 0], return_counts=True)
        everything = np.concatenate([self._sizes, found.astype(np.int64)])
        self._sizes, places = np.unique(everything, return_inverse=True)
        weights = np.concatenate([self._buckets, number])
        self._buckets = np.bincount(places, weights=weights).astype(np.int64)

    def as_dict(self) -> dict[str, Any]:
        """Median, p99 and largest size over buckets; `met_p99`: the p99 that stored rows share a bucket with."""
        if not len(self._sizes):
            return {}
        return {
            "occupied": int(self._buckets.sum()),
            "p50": self._quantile(self._buckets, 0.5),
            "p99": self._quantile(self._buckets, 0.99),
            "largest": int(self._sizes[-1]),
            "met_p99": self._quantile(self._buckets * self._sizes, 0.99),
        }

    def _quantile(self, weights: npt.NDArray[np.int64], share: float) -> int:
        reached = np.cumsum(weights) >= share * weights.sum()
        return int(self._sizes[int(np.argmax(reached))])
