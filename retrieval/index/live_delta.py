"""Shards that came after an index was built: searched flat beside it."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.index.descriptor_index import NOWHERE, Found, Positions, ShardSpan, nothing_found
from retrieval.index.flat_rows import FlatRows
from retrieval.index.shard_vectors import ShardVectors, float16_blocks


class _Piece:
    """Consecutive shards as one flat index."""

    def __init__(self, names: Sequence[str], vectors: npt.NDArray[Any]) -> None:
        self.names = names
        self.vectors = vectors
        self.rows = FlatRows(vectors)

    def joined(self, other: "_Piece") -> "_Piece":
        return _Piece([*self.names, *other.names], np.vstack([self.vectors, other.vectors]))


@dataclass(frozen=True)
class Delta:
    """Shards in the order they came; it never changes, one more shard is another delta."""

    dimension: int
    shards: tuple[ShardSpan, ...] = ()
    pieces: tuple[_Piece, ...] = ()

    def __len__(self) -> int:
        return self.shards[-1].first + self.shards[-1].rows if self.shards else 0

    @cached_property
    def _places(self) -> dict[str, int]:
        names = (name for piece in self.pieces for name in piece.names)
        return {name: place for place, name in enumerate(names)}

    def with_shard(self, shard: ShardVectors) -> "Delta":
        """One shard more; pieces are joined as in a binary counter, so that their number stays logarithmic."""
        span = ShardSpan(shard.name, len(self), len(shard))
        if not len(shard):
            return Delta(self.dimension, (*self.shards, span), self.pieces)
        pieces = [*self.pieces, _Piece(list(shard.ids()), np.vstack(list(float16_blocks(shard))))]
        while len(pieces) > 1 and len(pieces[-1].names) >= len(pieces[-2].names):
            last = pieces.pop()
            pieces[-1] = pieces[-1].joined(last)
        return Delta(self.dimension, (*self.shards, span), tuple(pieces))

    def without_shards(self, names: Set[str]) -> "Delta":
        """Those shards that are not named, in their order."""
        kept = Delta(self.dimension)
        for span in self.shards:
            if span.name not in names:
                kept = kept.with_shard(self._shard(span))
        return kept

    def search(self, queries: npt.NDArray[np.float32], k: int, hidden: Positions) -> Found:
        """The k nearest of each query [Q, D], equals by position."""
        found = nothing_found(len(queries), k)
        first = 0
        for piece in self.pieces:
            inside = hidden[(hidden >= first) & (hidden < first + len(piece.names))] - first
            near = piece.rows.search(queries, k, inside)
            places = np.where(near.positions < 0, NOWHERE, near.positions + first)
            values = np.hstack([found.similarities, near.similarities])
            best = np.argsort(-values, axis=1, kind="stable")[:, :k]
            found = Found(
                np.take_along_axis(np.hstack([found.positions, places]), best, axis=1),
                np.take_along_axis(values, best, axis=1),
            )
            first += len(piece.names)
        return found

    def name(self, position: int) -> str:
        """The name of a row; IndexError beyond the last."""
        for piece in self.pieces:
            if position < len(piece.names):
                return piece.names[position]
            position -= len(piece.names)
        raise IndexError(position)

    def find(self, name: str) -> int:
        """The position of a name, -1 where it is not in."""
        return self._places.get(name, NOWHERE)

    def _shard(self, span: ShardSpan) -> ShardVectors:
        first = 0
        for piece in self.pieces:
            if first <= span.first < first + len(piece.names):
                rows = slice(span.first - first, span.first - first + span.rows)
                return ShardVectors(span.name, piece.names[rows], piece.vectors[rows])
            first += len(piece.names)
        return ShardVectors(span.name, [], np.zeros((0, self.dimension), dtype=np.float16))
