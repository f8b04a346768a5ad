"""The inverted file over the compact features of millions of images: built, opened, grown, asked."""

import json
import shutil
from collections.abc import Container, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

import numpy as np

from retrieval.errors import RetrievalError
from retrieval.near_duplicates.at_scale.features import FEATURES_VERSION, PER_IMAGE, ROW, Rows
from retrieval.near_duplicates.at_scale.probing import probes_of
from retrieval.near_duplicates.at_scale.segment import Segment
from retrieval.near_duplicates.fingerprint import Fingerprint

MANIFEST: Final = "manifest.json"
PER_SEGMENT: Final = 1 << 20
THREADS: Final = 2
ORDINARY: Final = 32  # candidates that a caller usually wants


@dataclass(frozen=True)
class Shared:
    """An image that shares features with the query: its position, how many agree, and whether mirrored."""

    position: int
    agreeing: int
    mirrored: bool


@dataclass
class CompactIndex:
    """Rows of `compact_features` by position, in the order they came; nothing is ever taken out."""

    segments: list[Segment] = field(default_factory=list)
    per_image: int = PER_IMAGE
    threads: int = THREADS
    _late: list[Rows] = field(default_factory=list)
    _late_segments: list[Segment] = field(default_factory=list)

    def __len__(self) -> int:
        return sum(segment.count for segment in self.segments) + sum(len(rows) for rows in self._late)

    @property
    def size(self) -> int:
        """Bytes of all arrays."""
        return sum(segment.size for segment in (*self.segments, *self._late_segments))

    @classmethod
    def build(
        cls, blocks: Iterable[Rows], out: Path, per_image: int = PER_IMAGE, per_segment: int = PER_SEGMENT
    ) -> Self:
        """Writes the index of all rows ROW [N, 48] into a new folder, then opens it.

        The same rows give the same bytes however they are cut into blocks. A segment's rows lie in
        memory at a time (1.6 GB at 1,048,576 images). A folder that is there is replaced at the end.
        """
        staged = out.with_name(out.name + ".part")
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir(parents=True)
        counts = []
        for number, rows in enumerate(_cut(blocks, per_segment)):
            folder = staged / f"{number:05d}"
            folder.mkdir()
            Segment.of(rows, per_image).save(folder)
            counts.append(len(rows))
        manifest = {"features": FEATURES_VERSION, "per_image": per_image, "counts": counts}
        (staged / MANIFEST).write_text(json.dumps(manifest, sort_keys=True) + "\n", encoding="utf-8")
        shutil.rmtree(out, ignore_errors=True)
        staged.replace(out)
        return cls.open(out)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The stored index, memory-mapped.

        Raises RetrievalError `index.unreadable` when it is not whole and `compact.outdated` when its
        features are those of another version.
        """
        try:
            manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
            _same_version(manifest["features"])
            counts = [int(count) for count in manifest["counts"]]
            segments = [Segment.open(folder / f"{n:05d}", count) for n, count in enumerate(counts)]
            return cls(segments, int(manifest["per_image"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise RetrievalError(
                "index.unreadable",
                f"The index of compact features in {folder.name} is not whole. Build it anew.",
            ) from error

    def add(self, rows: Rows) -> None:
        """Takes further rows ROW [N, 48]; the next question sees them."""
        if rows.dtype != ROW or rows.ndim != 2 or rows.shape[1] != PER_IMAGE:
            raise RetrievalError(
                "index.shape", f"Rows of compact features have {PER_IMAGE} places. These do not fit."
            )
        self._late.append(rows)
        self._late_segments.append(Segment.of(rows, self.per_image))
        while len(self._late) > 1 and 2 * len(self._late[-1]) >= len(self._late[-2]):
            last = self._late.pop()
            self._late[-1] = np.concatenate([self._late[-1], last])
            del self._late_segments[-2:]
            self._late_segments.append(Segment.of(self._late[-1], self.per_image))

    def candidates(
        self, fingerprint: Fingerprint, limit: int = ORDINARY, hidden: Container[int] = ()
    ) -> list[Shared]:
        """The images that share most features with the query, as it is or mirrored; equals by position."""
        if not len(fingerprint.local):
            return []
        probes = probes_of(fingerprint.local)
        parts = [*self.segments, *self._late_segments]
        if self.threads > 1 and len(parts) > 1:
            with ThreadPoolExecutor(self.threads) as pool:
                votes = list(pool.map(lambda segment: segment.votes(probes), parts))
        else:
            votes = [segment.votes(probes) for segment in parts]
        found, offset = [], 0
        for part, vote in zip(parts, votes, strict=True):
            rows = zip(vote.images.tolist(), vote.agreeing.tolist(), vote.mirrored.tolist(), strict=True)
            found += [Shared(offset + image, agreeing, mirror) for image, agreeing, mirror in rows]
            offset += part.count
        allowed = [shared for shared in found if shared.position not in hidden]
        return sorted(allowed, key=lambda shared: (-shared.agreeing, shared.position))[:limit]


def _cut(blocks: Iterable[Rows], per_segment: int) -> Iterator[Rows]:
    """The same rows in blocks of `per_segment`, the last one shorter."""
    waiting: list[Rows] = []
    count = 0
    for block in blocks:
        rest = block
        while count + len(rest) >= per_segment:
            taken = per_segment - count
            full = np.concatenate([*waiting, rest[:taken]])
            waiting, count, rest = [], 0, rest[taken:]
            yield full
        if len(rest):
            waiting.append(rest)
            count += len(rest)
    if count:
        yield np.concatenate(waiting)


def _same_version(version: str) -> None:
    if version != FEATURES_VERSION:
        raise RetrievalError(
            "compact.outdated",
            f"The compact features are of version {version}, this program compares version "
            f"{FEATURES_VERSION}. Compute them anew from the images.",
        )
