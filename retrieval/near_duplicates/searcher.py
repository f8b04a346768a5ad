"""The port of the two searches over all images, by hash and by descriptor, and its numpy form."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

GROWTH = 256

Rows = npt.NDArray[Any]
Positions = npt.NDArray[np.int64]
Distances = npt.NDArray[np.float32]


class Searcher(Protocol):
    """Rows by position, in the order they were added; nothing is ever taken out."""

    def add(self, rows: Rows) -> None:
        """Takes further rows [N, C]."""

    def search(self, queries: Rows, k: int) -> tuple[Positions, Distances]:
        """The k nearest rows of each query [Q, C], nearest first, equals in any order.

        Both answers are [Q, min(k, N)]. A distance counts differing bits, or is 1 minus the inner
        product of unit vectors.
        """

    def __len__(self) -> int:
        """Number of rows."""


class NumpySearcher:
    """Measures every row each time; they lie in one array that doubles when it is full."""

    def __init__(self, measure: Callable[[Rows, Rows], Distances]) -> None:
        self._measure = measure
        self._room: Rows = np.zeros((0, 0))
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, rows: Rows) -> None:
        """Takes further rows [N, C]."""
        needed = self._count + len(rows)
        if needed > len(self._room):
            room = np.zeros((max(needed, 2 * self._count, GROWTH), rows.shape[1]), dtype=rows.dtype)
            if self._count:
                room[: self._count] = self._room[: self._count]
            self._room = room
        self._room[self._count : needed] = rows
        self._count = needed

    def search(self, queries: Rows, k: int) -> tuple[Positions, Distances]:
        """The k nearest rows of each query [Q, C], nearest first."""
        k = min(k, self._count)
        if k <= 0:
            return np.zeros((len(queries), 0), dtype=np.int64), np.zeros((len(queries), 0), dtype=np.float32)
        distances = self._measure(queries, self._room[: self._count])
        near = np.argpartition(distances, k - 1, axis=1)[:, :k]
        values = np.take_along_axis(distances, near, axis=1)
        order = np.argsort(values, axis=1)
        return np.take_along_axis(near, order, axis=1), np.take_along_axis(values, order, axis=1)


def differing_bits(queries: Rows, rows: Rows) -> Distances:
    """Between uint8 queries [Q, bytes] and rows [N, bytes]: float32 [Q, N]."""
    bits = np.bitwise_count(queries[:, None, :] ^ rows[None, :, :])
    return np.asarray(bits.sum(axis=2, dtype=np.int64), dtype=np.float32)


def one_minus_cosine(queries: Rows, rows: Rows) -> Distances:
    """Between float32 unit vectors [Q, D] and [N, D]: float32 [Q, N]."""
    return np.asarray(1.0 - queries @ rows.T, dtype=np.float32)


@dataclass(frozen=True)
class Searchers:
    """The two an index searches by; both empty at first. Without others it is numpy's."""

    hashes: Searcher = field(default_factory=lambda: NumpySearcher(differing_bits))
    descriptors: Searcher = field(default_factory=lambda: NumpySearcher(one_minus_cosine))
