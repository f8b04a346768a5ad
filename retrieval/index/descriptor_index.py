"""The port of every index over sets of millions: positions out, names on request."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from retrieval.errors import RetrievalError

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]
Positions = npt.NDArray[np.int64]
Similarities = npt.NDArray[np.float32]

NOWHERE = -1  # the position of a place that could not be filled
NOTHING_HIDDEN: Positions = np.zeros(0, dtype=np.int64)


class Found(NamedTuple):
    """Positions int64 [Q, k] and similarities float32 [Q, k], nearest first, equals by position.

    Places beyond what was found hold position -1 and similarity -inf.
    """

    positions: Positions
    similarities: Similarities


class ShardSpan(NamedTuple):
    """Where the rows of a shard lie: positions `first` to `first + rows - 1`."""

    name: str
    first: int
    rows: int


class DescriptorIndex(Protocol):
    """Inner products of unit vectors [D]; positions run over the shards in their order."""

    @property
    def encoder_version(self) -> str:
        """What described the rows; queries of another encoder make no sense here."""

    @property
    def dimension(self) -> int:
        """Length D of a descriptor."""

    @property
    def shards(self) -> Sequence[ShardSpan]:
        """The shards in the order of their positions."""

    def __len__(self) -> int:
        """Number of rows."""

    def search(self, queries: npt.NDArray[Any], k: int, hidden: Positions = NOTHING_HIDDEN) -> Found:
        """The k nearest rows of each query float32 [Q, D], without the hidden positions."""

    def name(self, position: int) -> str:
        """The name "<shard>/<key>" of a row."""

    def find(self, name: str) -> int:
        """The position of a name, -1 where it is not in."""


def checked_queries(queries: npt.NDArray[Any], dimension: int) -> npt.NDArray[np.float32]:
    """Queries as float32 [Q, D] in one piece; RetrievalError `index.shape` for others."""
    rows: npt.NDArray[np.float32] = np.ascontiguousarray(queries, dtype=np.float32)
    if rows.ndim != 2 or rows.shape[1] != dimension:
        raise RetrievalError(
            "index.shape", f"Queries of shape {rows.shape} came; the index holds rows of [N, {dimension}]."
        )
    return rows


def nothing_found(queries: int, k: int) -> Found:
    """Places for k hits of each query, none of them filled."""
    return Found(
        np.full((queries, k), NOWHERE, dtype=np.int64), np.full((queries, k), -np.inf, dtype=np.float32)
    )
