"""How scores are spread, counted block by block."""

from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt

MOST_BINS: Final = 120
_FINEST = 1 / 1024  # width of the bins that are counted


@dataclass(eq=False)
class Histogram:
    """Counts in bins of 2^-10 of any range of scores; memory grows with the range, not with their number."""

    _counts: dict[int, int] = field(default_factory=dict)

    def add(self, values: npt.NDArray[np.floating]) -> None:
        """Further values, [n]."""
        places = np.floor(np.asarray(values, dtype=np.float64) / _FINEST).astype(np.int64)
        for place, count in zip(*np.unique(places, return_counts=True), strict=True):
            self._counts[int(place)] = self._counts.get(int(place), 0) + int(count)

    @property
    def range(self) -> tuple[int, int]:
        """First and last bin that hold anything; (0, 0) when none does."""
        return min(self._counts, default=0), max(self._counts, default=0)

    def counts(self, edges: list[float]) -> list[int]:
        """How many lie between each two neighbouring edges of `edges_of`."""
        bins = [round(edge / _FINEST) for edge in edges]
        counted = [0] * (len(bins) - 1)
        width = bins[1] - bins[0]
        for place, count in self._counts.items():
            where = (place - bins[0]) // width
            if 0 <= where < len(counted):
                counted[where] += count
        return counted


def edges_of(histogram: Histogram) -> list[float]:
    """At most 121 edges of equally wide bins over everything that was counted."""
    first, last = histogram.range
    width = max(1, -(-(last - first + 1) // MOST_BINS))
    number = -(-(last - first + 1) // width)
    return [(first + place * width) * _FINEST for place in range(number + 1)]
