"""The distractors of an open release as a sequence that is read when it is asked for."""

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import overload

from retrieval.bundle import distractors as rows
from retrieval.bundle.loading.items import Distractor
from retrieval.bundle.schema import ReleaseDistractor


@dataclass(frozen=True, slots=True, eq=False)
class DistractorSequence(Sequence[Distractor]):
    """All distractors, or those of a subset; holds one row at a time.

    Going through it reads the table once; a single one, by place, reads up to ten thousand rows.
    `chosen` are the places of a subset in ascending order.
    """

    table: rows.Distractors
    shard_name: Callable[[int], str]
    chosen: "array[int] | None" = None

    def __len__(self) -> int:
        return len(self.table) if self.chosen is None else len(self.chosen)

    def __iter__(self) -> Iterator[Distractor]:
        every = enumerate(self.table)
        if self.chosen is None:
            return (self._item(place, row) for place, row in every)
        return self._those(every)

    @overload
    def __getitem__(self, index: int) -> Distractor: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Distractor, ...]: ...
    def __getitem__(self, index: int | slice) -> Distractor | tuple[Distractor, ...]:
        if isinstance(index, slice):
            return tuple(self[place] for place in range(*index.indices(len(self))))
        place = self.place(index)
        row = next(self.table.between(place, place + 1))
        return self._item(place, row)

    def place(self, index: int) -> int:
        """Place among all distractors of the one at `index` here. Raises IndexError."""
        index = range(len(self))[index]
        return index if self.chosen is None else self.chosen[index]

    def _those(self, every: Iterator[tuple[int, ReleaseDistractor]]) -> Iterator[Distractor]:
        before = 0
        for place in self.chosen or ():
            for _, row in islice(every, place - before, place - before + 1):
                yield self._item(place, row)
            before = place + 1

    def _item(self, place: int, row: ReleaseDistractor) -> Distractor:
        return Distractor(
            id=f"{self.shard_name(place)}/{row.key}",
            key=row.key,
            place=place,
            sha256=row.sha256,
            width=row.width,
            height=row.height,
            licence=row.licence,
            author=row.author,
            source_url=row.source_url,
        )


def places_of(table: rows.Distractors, keys: frozenset[str]) -> "array[int]":
    """The places of the rows with these keys; reads the table once."""
    return array("Q", (place for place, row in enumerate(table) if row.key in keys))
