"""An index that takes further shards at once, hides removed rows and is exchanged while searches go on."""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.errors import RetrievalError
from retrieval.index.descriptor_index import (
    NOTHING_HIDDEN,
    NOWHERE,
    DescriptorIndex,
    Found,
    Positions,
    ShardSpan,
    checked_queries,
    nothing_found,
)
from retrieval.index.index import Hit
from retrieval.index.live_delta import Delta
from retrieval.index.shard_vectors import ShardVectors, demand_shard


@dataclass(frozen=True)
class LiveView:
    """What a search sees: it never changes, so positions and names of one view belong together.

    Positions below `len(index)` are those of the index, later shards follow in the order they were added.
    """

    index: DescriptorIndex
    delta: Delta
    removed: frozenset[str] = frozenset()
    hidden: Positions = field(default_factory=lambda: NOTHING_HIDDEN)

    def __len__(self) -> int:
        return len(self.index) + len(self.delta)

    @property
    def shards(self) -> Sequence[ShardSpan]:
        """All shards in the order of their positions."""
        behind = len(self.index)
        return [*self.index.shards, *(span._replace(first=span.first + behind) for span in self.delta.shards)]

    def search(self, queries: npt.NDArray[Any], k: int) -> Found:
        """The k nearest of each query [Q, D] among index and later shards, removed ones aside."""
        rows = checked_queries(queries, self.index.dimension)
        behind = len(self.index)
        border = int(np.searchsorted(self.hidden, behind))
        found = self.index.search(rows, k, self.hidden[:border])
        if not len(self.delta) or k < 1:
            return found
        later = self.delta.search(rows, k, self.hidden[border:] - behind)
        places = np.where(later.positions < 0, NOWHERE, later.positions + behind)
        return _merged(found, Found(places, later.similarities), k)

    def nearest(self, queries: npt.NDArray[Any], k: int) -> list[list[Hit]]:
        """As `search`, with names instead of positions, and without empty places."""
        found = self.search(queries, k)
        return [
            [
                Hit(self.name(int(place)), float(value))
                for place, value in zip(*row, strict=True)
                if place >= 0
            ]
            for row in zip(found.positions, found.similarities, strict=True)
        ]

    def name(self, position: int) -> str:
        """The name "<shard>/<key>" of a row."""
        behind = len(self.index)
        return self.index.name(position) if position < behind else self.delta.name(position - behind)

    def find(self, name: str) -> int:
        """The position of a name, also of a removed one; -1 where it is not in."""
        inside = self.index.find(name)
        if inside >= 0:
            return inside
        later = self.delta.find(name)
        return later + len(self.index) if later >= 0 else NOWHERE

    def without(self, removed: frozenset[str]) -> "LiveView":
        """The same with exactly these names hidden; names that are not in are kept for later shards."""
        places = [place for name in removed if (place := self.find(name)) >= 0]
        return replace(self, removed=removed, hidden=np.array(sorted(places), dtype=np.int64))


class LiveIndex:
    """One index for many threads: a search takes the view of its moment and keeps it to its end."""

    def __init__(self, index: DescriptorIndex) -> None:
        self._view = LiveView(index, Delta(index.dimension))
        self._changing = threading.Lock()

    def view(self) -> LiveView:
        """What is there now; keep it for as long as positions and names shall fit together."""
        return self._view

    def __len__(self) -> int:
        return len(self._view)

    def search(self, queries: npt.NDArray[Any], k: int) -> Found:
        """As `LiveView.search` of this moment; positions are good until the next `replace`."""
        return self._view.search(queries, k)

    def nearest(self, queries: npt.NDArray[Any], k: int) -> list[list[Hit]]:
        """As `LiveView.nearest` of this moment."""
        return self._view.nearest(queries, k)

    def add(self, shard: ShardVectors) -> None:
        """Takes a further shard; the next search finds it. A shard that is in already is left as it is.

        Raises RetrievalError `index.shape` and `index.not-normalised`.
        """
        with self._changing:
            view = self._view
            demand_shard(shard, view.index.dimension)
            if any(span.name == shard.name for span in view.shards):
                return
            self._view = replace(view, delta=view.delta.with_shard(shard)).without(view.removed)

    def remove(self, names: Iterable[str]) -> None:
        """Hides rows by name, now and in every index that comes later."""
        with self._changing:
            view = self._view
            self._view = view.without(view.removed | frozenset(names))

    def replace(self, index: DescriptorIndex) -> None:
        """Puts another index in place; later shards that it holds by now are no longer searched beside it.

        Raises RetrievalError `index.other-encoder` for an index of another encoder.
        """
        with self._changing:
            view = self._view
            if index.encoder_version != view.index.encoder_version:
                raise RetrievalError(
                    "index.other-encoder",
                    f"An index of {index.encoder_version!r} can't replace one of {view.index.encoder_version!r}; "
                    "open it as an index of its own.",
                )
            held = {span.name for span in index.shards}
            self._view = LiveView(index, view.delta.without_shards(held)).without(view.removed)


def _merged(first: Found, second: Found, k: int) -> Found:
    """The k best of both; positions of the second are the larger ones, so a stable sort keeps equals in order."""
    values = np.hstack([first.similarities, second.similarities])
    places = np.hstack([first.positions, second.positions])
    best = np.argsort(-values, axis=1, kind="stable")[:, :k]
    merged = nothing_found(len(values), k)
    merged.positions[:] = np.take_along_axis(places, best, axis=1)
    merged.similarities[:] = np.take_along_axis(values, best, axis=1)
    return merged
