"""The hashes of a set: those that were built, mapped, and those that came since, in memory."""

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from retrieval.index.hashes.builder import Progress, build, checked
from retrieval.index.hashes.plan import RADIUS, HashPlan
from retrieval.index.hashes.scan import Found, joined, scan
from retrieval.index.hashes.segment import Segment, as_words
from retrieval.index.hashes.stored import read_segment

# Rows that came since are scanned (0.3 ms here) up to this number, then sorted into a segment.
MOST_SCANNED: Final = 262_144


@dataclass(frozen=True)
class _State:
    """What a search sees: it never changes, a writer puts another in its place."""

    segments: tuple[Segment, ...]
    fresh: npt.NDArray[np.uint8]  # [n, 32], a view of the first n rows of the writer's buffer

    def __len__(self) -> int:
        return sum(len(segment) for segment in self.segments) + len(self.fresh)


class HashIndex:
    """Exact search for 256-bit hashes: positions count the rows in the order they were given.

    Searches may run in any number of threads, also while rows are added: each sees all rows that
    were added before it began.
    """

    def __init__(self, segments: Iterable[Segment] = (), manifest: Mapping[str, Any] | None = None) -> None:
        self._writing = threading.Lock()
        self._buffer = np.empty((1024, 32), np.uint8)
        self._state = _State(tuple(segments), self._buffer[:0])
        self.manifest: dict[str, Any] = dict(manifest or {})

    @classmethod
    def build(
        cls,
        blocks: Iterable[npt.NDArray[np.uint8]],
        out: Path,
        about: Mapping[str, Any] | None = None,
        progress: Progress | None = None,
    ) -> "HashIndex":
        """Writes an index of the blocks uint8 [n, 32] into a new folder and opens it (see `builder.build`)."""
        build(blocks, out, about, progress)
        return cls.open(out)

    @classmethod
    def open(cls, folder: Path, verify: bool = False) -> "HashIndex":
        """Maps a folder that was built; RetrievalError `index.unreadable` when it is not whole."""
        segment, manifest = read_segment(folder, verify)
        opened = cls([segment], manifest)
        opened.warm()
        return opened

    def save(self, out: Path, about: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Writes all rows, added ones included, as one index into a new folder; its manifest."""
        state = self._state
        return build([*(segment.codes for segment in state.segments), state.fresh], out, about)

    def __len__(self) -> int:
        return len(self._state)

    @property
    def ram(self) -> int:
        """Bytes of codes and tables; those of mapped files are shared by all processes."""
        return sum(segment.plan.ram for segment in self._state.segments) + self._buffer.nbytes

    def add(self, rows: npt.NDArray[np.uint8]) -> None:
        """Takes further codes uint8 [n, 32]; the next search sees them. RetrievalError `index.shape`."""
        new = checked(rows)
        with self._writing:
            for first in range(0, len(new), MOST_SCANNED):
                self._append(new[first : first + MOST_SCANNED])

    def _append(self, new: npt.NDArray[np.uint8]) -> None:
        state = self._state
        used, needed = len(state.fresh), len(state.fresh) + len(new)
        if needed > len(self._buffer):
            larger = np.empty((max(needed, 2 * len(self._buffer)), 32), np.uint8)
            larger[:used] = state.fresh
            self._buffer = larger
        self._buffer[used:needed] = new  # beyond the rows that a running search looks at
        if needed <= MOST_SCANNED:
            self._state = _State(state.segments, self._buffer[:needed])
            return
        segment = Segment.of(self._buffer[:needed].copy())
        self._buffer = np.empty((1024, 32), np.uint8)
        self._state = _State((*state.segments, segment), self._buffer[:0])

    def within(self, queries: npt.NDArray[np.uint8], radius: int = RADIUS) -> list[Found]:
        """All rows within `radius` bits of each query uint8 [Q, 32], none missed.

        Positions int64 [n] and distances int32 [n] of each query, by distance, then position.
        RetrievalError `index.shape` for other queries, ValueError for a negative radius.
        """
        if radius < 0:
            message = f"A radius of {radius} bits: it is 0 or more."
            raise ValueError(message)
        words = as_words(checked(queries))
        state = self._state
        parts: list[list[Found]] = [[] for _ in words]
        first = 0
        for segment in state.segments:
            _collect(parts, segment.within(words, radius), first)
            first += len(segment)
        if len(state.fresh):
            _collect(parts, scan(as_words(state.fresh), words, radius), first)
        return [_sorted(joined(part)) for part in parts]

    def warm(self) -> None:
        """Compiles what a search needs, or loads it from its cache, so that the first is not slow."""
        codes = np.zeros((1, 32), np.uint8)
        Segment.of(codes, HashPlan(1, (8, 8))).within(as_words(codes), 3)
        scan(as_words(codes), as_words(codes), 3)


def _collect(parts: list[list[Found]], found: list[Found], first: int) -> None:
    for part, (positions, distances) in zip(parts, found, strict=True):
        if len(positions):
            part.append((positions + first, distances))


def _sorted(found: Found) -> Found:
    positions, distances = found
    if len(positions) < 2:
        return found
    order = np.lexsort((positions, distances))
    return positions[order], distances[order]
