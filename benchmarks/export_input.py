"""What the export benchmark exports: drawn JPEGs of real size as files, and rows without end of a tiny one."""

import hashlib
import io
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
from PIL import Image

from retrieval.bundle.about import About, Creator
from retrieval.bundle.image_bytes import read_file
from retrieval.bundle.parts import Entry
from retrieval.bundle.schema import Release, ReleaseDistractor, ReleaseImage, ReleaseObject, Role
from retrieval.bundle.untouched import untouched_since
from retrieval.geometry import Box, scale_ratio
from retrieval.taxonomy import CategoryPath

WIDTH, HEIGHT = 500, 375
_SMALL = 16


@dataclass(frozen=True, slots=True)
class Stored:
    """A file with what the database knows of it since ingest."""

    key: str
    path: Path
    sha256: str


@dataclass(frozen=True)
class Source:
    """Distractors as files, cut into shards of `per_shard`."""

    files: tuple[Stored, ...]
    per_shard: int
    hashed_ns: int  # when all of them had been written and hashed

    @cached_property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.path.stat().st_size for file in self.files)

    @cached_property
    def _paths(self) -> dict[str, Path]:
        return {file.sha256: file.path for file in self.files}

    def read(self, entry: Entry) -> bytes:
        """As the application's storage: a file by its hash; the drawn one for queries and positives."""
        path = self._paths.get(entry.sha256)
        return read_file(path) if path is not None else small_source().data

    def unchanged(self, entry: Entry) -> bool:
        """Whether the file is still the one that was hashed when it was drawn."""
        path = self._paths.get(entry.sha256)
        return path is not None and untouched_since(path, self.hashed_ns)

    def rows(self) -> Iterator[ReleaseDistractor]:
        """What the release says of them."""
        return (distractor(file.key, file.sha256, WIDTH, HEIGHT) for file in self.files)

    def members(self) -> list[tuple[str, str]]:
        """Name and SHA-256 that every way of packing must hold, in order."""
        return [(f"{file.key}.jpg", file.sha256) for file in self.files]


def drawn_source(folder: Path, count: int, shards: int) -> Source:
    """So many different JPEGs of about 60 KB: noise over clouds, cut from one large drawing."""
    folder.mkdir()
    rng = np.random.default_rng(7)
    clouds = Image.fromarray(rng.integers(0, 256, (40, 50, 3), dtype=np.uint8))
    large = np.asarray(clouds.resize((1_000, 750), Image.Resampling.BICUBIC)).astype(np.int16)
    pixels = (large + rng.integers(-5, 6, large.shape)).clip(0, 255).astype(np.uint8)
    files = []
    for number in range(count):
        x, y = int(rng.integers(1_000 - WIDTH)), int(rng.integers(750 - HEIGHT))
        cut = np.roll(pixels[y : y + HEIGHT, x : x + WIDTH], number % 3, axis=2)
        data = _jpeg(cut)
        path = folder / f"{number:06d}"
        path.write_bytes(data)
        files.append(Stored(f"d{number:06d}", path, hashlib.sha256(data).hexdigest()))
    return Source(tuple(files), -(-count // shards), time.time_ns())


@dataclass(frozen=True, slots=True)
class Small:
    """One tiny JPEG."""

    data: bytes
    sha256: str


def small_source() -> Small:
    """The same for every row: what grows with rows must be seen, not the images."""
    return _SMALL_SOURCE


@dataclass(frozen=True, slots=True)
class Rows:
    """Distractors that are made when they are asked for."""

    count: int

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[ReleaseDistractor]:
        return self.between(0, self.count)

    def between(self, start: int, stop: int) -> Iterator[ReleaseDistractor]:
        """Those at the places start to stop - 1."""
        sha256 = small_source().sha256
        return (distractor(f"d{place:09d}", sha256, _SMALL, _SMALL) for place in range(start, stop))


def distractor(key: str, sha256: str, width: int, height: int) -> ReleaseDistractor:
    """A row as a dump of a photo site gives it."""
    return ReleaseDistractor(
        key=key,
        sha256=sha256,
        width=width,
        height=height,
        licence="CC-BY-2.0",
        author=f"somebody {key[-3:]}",
        source_url=f"https://www.example.org/photos/{key}",
    )


def core(objects: int = 2, images: int = 3, boxes: int = 1) -> Release:
    """Objects with one query and `images` - 1 positives each, every image with `boxes` boxes."""
    people = (Creator(given_name="Ada", family_name="Lovelace"),)
    return Release(
        slug="drawn",
        title="Drawn",
        version="1.0.0",
        cutoff="2014-01-01",
        code_version="0.1.0",
        date="2026-11-21",
        about=About(description="Drawn things.", creators=people, licence="CC-BY-4.0"),
        objects=tuple(_object(number, images, boxes) for number in range(objects)),
    )


def _object(number: int, images: int, boxes: int) -> ReleaseObject:
    key = f"thing{number}"
    roles: list[Role] = ["query"]
    roles += ["positive" for _ in range(images - 1)]
    return ReleaseObject(
        key=key,
        number=number,
        name=f"Thing {number}",
        categories=CategoryPath("home", "kitchen", "mug"),
        text=f"the mug with the number {number}",
        images=tuple(_image(key, place, role, boxes) for place, role in enumerate(roles)),
    )


def _image(key: str, place: int, role: Role, boxes: int) -> ReleaseImage:
    drawn = tuple(Box(1 + box, 2, 8, 9) for box in range(boxes))
    query = ReleaseImage(
        id=f"{key}-{place}",
        object_key=key,
        role=role,
        sha256=small_source().sha256,
        width=_SMALL,
        height=_SMALL,
        boxes=drawn,
        licence="CC-BY-4.0",
        author="Ada",
        origin="captured",
    )
    if role == "query":
        return query
    return replace(query, scale=scale_ratio(drawn, _SMALL, _SMALL), clutter=place)


def _jpeg(pixels: "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]") -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", quality=90, subsampling="4:4:4")
    return buffer.getvalue()


_SMALL_JPEG = _jpeg(np.full((_SMALL, _SMALL, 3), 90, dtype=np.uint8))
_SMALL_SOURCE = Small(_SMALL_JPEG, hashlib.sha256(_SMALL_JPEG).hexdigest())
