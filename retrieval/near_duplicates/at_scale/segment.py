"""One part of the inverted file: the features of so many images, sorted by cell, in plain arrays."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from retrieval.fingerprints.vocabulary import default_vocabulary
from retrieval.near_duplicates.at_scale.features import ANGLES, NO_WORD, OCTAVES, STEPS_PER_OCTAVE, Rows
from retrieval.near_duplicates.at_scale.kernels import agreements, fill, scan, shared
from retrieval.near_duplicates.at_scale.probing import CELL_BITS, Probes, cells_of

# Of 64 bits; more would bring many more strangers and few more copies (docs/near-duplicates-at-scale.md).
FARTHEST_BITS: Final = 16
FEWEST_AGREEING: Final = 3
# A cell this many times fuller than the mean holds a pattern that is everywhere (or stop marks).
FULLEST: Final = 64
NEVER_FULL: Final = 4096
ROOM: Final = 1 << 20
PARTS: Final = ("starts", "signatures", "images", "places")


@dataclass(frozen=True)
class Votes:
    """Images int64 [n] with the features that agree int64 [n], and whether mirrored bool [n]."""

    images: npt.NDArray[np.int64]
    agreeing: npt.NDArray[np.int64]
    mirrored: npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Segment:
    """starts int64 [C + 1]; signatures uint64, images uint32 and places uint8 [m, 4] in that order."""

    count: int
    starts: npt.NDArray[np.int64]
    signatures: npt.NDArray[np.uint64]
    images: npt.NDArray[np.uint32]
    places: npt.NDArray[np.uint8]

    @classmethod
    def of(cls, rows: Rows, per_image: int) -> "Segment":
        """Sorts the first `per_image` features of each row of ROW [N, 48]."""
        kept = np.ascontiguousarray(rows[:, :per_image]).reshape(-1)
        there = kept["word"] != NO_WORD
        cells = cells_of(kept["word"], kept["signature"])
        cells[~there] = -1
        starts = np.zeros((len(default_vocabulary().words) << CELL_BITS) + 1, dtype=np.int64)
        order = np.empty(int(there.sum()), dtype=np.uint32)
        images = np.empty(len(order), dtype=np.uint32)
        fill(cells, per_image, starts, order, images)
        return cls(len(rows), starts, kept["signature"][order], images, kept["place"][order])

    def save(self, folder: Path) -> None:
        """Writes four npy files into a folder that is there."""
        for part in PARTS:
            np.save(folder / f"{part}.npy", getattr(self, part))

    @classmethod
    def open(cls, folder: Path, count: int) -> "Segment":
        """The stored segment of `count` images, memory-mapped; OSError or ValueError if it is not whole."""
        arrays: dict[str, Any] = {
            part: np.load(folder / f"{part}.npy", mmap_mode="r", allow_pickle=False) for part in PARTS
        }
        # As plain arrays over the same memory: those in memory and mapped ones share machine code.
        return cls(count, **{part: np.asarray(array) for part, array in arrays.items()})

    @property
    def size(self) -> int:
        """Bytes of the arrays."""
        return sum(getattr(self, part).nbytes for part in PARTS)

    def votes(self, probes: Probes) -> Votes:
        """The images of which at least three features agree with the query on one motion."""
        hits = self._near(probes)
        hits = hits[np.lexsort((probes.features[hits[:, 2]], hits[:, 1], hits[:, 0]))]
        names, firsts = np.unique(hits[:, 0], return_index=True)
        limits = np.append(firsts, len(hits)).astype(np.int64)
        features = probes.features[hits[:, 2]].astype(np.int64)
        geometry = (probes.geometry[features], _geometry(self.places[hits[:, 1]]))
        out = np.zeros((len(names), 2), dtype=np.int64)
        half = len(probes.geometry) // 2
        agreements(limits, geometry, np.column_stack([features, hits[:, 1]]), half, out)
        enough = out[:, 0] >= FEWEST_AGREEING
        return Votes(names[enough], out[enough, 0], out[enough, 1] > 0)

    def _near(self, probes: Probes) -> npt.NDArray[np.int64]:
        """Image, posting and probe int64 [n, 3] of the near postings of images that have enough."""
        longest = max(NEVER_FULL, FULLEST * len(self.signatures) // len(self.starts))
        lists = (self.starts, self.signatures, self.images)
        room = ROOM
        while True:
            counts = np.zeros(self.count, dtype=np.uint8)
            hits = np.empty((room, 3), dtype=np.int64)
            opened = (probes.cells, probes.signatures)
            count = int(scan(lists, opened, (FARTHEST_BITS, longest), counts, hits))
            if count <= room:
                return np.asarray(shared(hits[:count], counts, FEWEST_AGREEING))
            room = count


def _geometry(places: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """What `geometry_of` gave, to the precision of a byte."""
    numbers = places.astype(np.float32)
    return np.column_stack(
        [
            numbers[:, 0] / 255,
            numbers[:, 1] / 255,
            numbers[:, 2] * np.float32(2 * np.pi / ANGLES),
            numbers[:, 3] / STEPS_PER_OCTAVE - OCTAVES,
        ]
    ).astype(np.float32)
