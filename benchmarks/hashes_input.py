"""Hashes to measure with: random ones, and ones that are distributed as those of photographs are."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from benchmarks.drawn_photographs import drawn_photograph
from retrieval.fingerprints.pdq import pdq_dihedral

Codes = npt.NDArray[np.uint8]

SUFFIXES: Final = {".jpg", ".jpeg", ".png", ".webp"}
CROPS: Final = 4  # of each photograph: other hashes with the statistics of the same world
DRAWN: Final = 48  # where there is no photograph
BLOCK: Final = 100_000
# Of what is crawled from the web, some is the same picture again: plain pages, placeholders, covers.
REPEATED_SHARE: Final = 0.03
REPEATED_PICTURES: Final = 2_000
MOST_BITS: Final = 12  # by which the copies of one picture differ from it


@dataclass(frozen=True)
class Set:
    """Stored codes uint8 [N, 32] and queries uint8 [Q, 32] that are known to find some of them."""

    name: str
    codes: Codes
    queries: Codes


def random_set(rows: int, queries: int, seed: int) -> Set:
    """Independent bits; half of the queries are stored codes with 0 to 31 bits changed."""
    rng = np.random.default_rng(seed)
    codes = rng.integers(0, 256, size=(rows, 32), dtype=np.uint8)
    planted = near(codes[rng.integers(0, rows, size=queries // 2)], 31, rng)
    others = rng.integers(0, 256, size=(queries - len(planted), 32), dtype=np.uint8)
    return Set("random", codes, np.ascontiguousarray(rng.permutation(np.concatenate([planted, others]))))


def photographic_set(rows: int, queries: int, seed: int, folder: Path | None) -> Set:
    """Bits that go together as in photographs, and copies of some pictures by the thousand.

    A quarter of the queries are hashes of photographs themselves, the others stored codes with up to
    31 bits changed, repeated pictures among them as often as they are stored.
    """
    rng = np.random.default_rng(seed)
    seen = photographed(folder, rng)
    codes = np.concatenate(list(alike(seen, rows, rng)))
    repeated = rng.permutation(rows)[: round(REPEATED_SHARE * rows)]
    shares = 1.0 / np.arange(1, REPEATED_PICTURES + 1)
    pictures = rng.choice(REPEATED_PICTURES, size=len(repeated), p=shares / shares.sum())
    codes[repeated] = near(codes[pictures], MOST_BITS, rng)
    planted = near(codes[rng.integers(0, rows, size=queries - queries // 4)], 31, rng)
    own = seen[rng.integers(0, len(seen), size=queries // 4)]
    return Set("photographic", codes, np.ascontiguousarray(rng.permutation(np.concatenate([planted, own]))))


def near(codes: Codes, most: int, rng: np.random.Generator) -> Codes:
    """Each code with 0 to `most` of its bits changed, every number as often."""
    order = rng.random((len(codes), 256), dtype=np.float32).argsort(axis=1)
    changed = order < (np.arange(len(codes)) % (most + 1))[:, None]
    return np.packbits(np.unpackbits(codes, axis=1) ^ changed, axis=1)


def photographed(folder: Path | None, rng: np.random.Generator) -> Codes:
    """PDQ uint8 [n, 32] of crops of the photographs of a folder, in any of the eight orientations."""
    hashes = []
    for image in _images(folder):
        height, width = image.shape[:2]
        for share in rng.uniform(0.4, 1.0, CROPS):
            rows, columns = round(height * share), round(width * share)
            top, left = rng.integers(0, height - rows + 1), rng.integers(0, width - columns + 1)
            part = np.ascontiguousarray(image[top : top + rows, left : left + columns, ::-1])
            hashes.append(pdq_dihedral(part)[rng.integers(0, 8)])
    return np.stack(hashes)


def _images(folder: Path | None) -> Iterator[npt.NDArray[np.uint8]]:
    paths = sorted(p for p in folder.rglob("*") if p.suffix.lower() in SUFFIXES) if folder else []
    sources = (np.fromfile(path, dtype=np.uint8) for path in paths)
    drawn = (np.frombuffer(drawn_photograph(n, 900, 600), dtype=np.uint8) for n in range(DRAWN))
    for data in sources if paths else drawn:
        image = cv2.imdecode(data, cv2.IMREAD_REDUCED_COLOR_2)
        if image is not None:
            yield np.asarray(image, dtype=np.uint8)


def alike(seen: Codes, rows: int, rng: np.random.Generator) -> Iterator[Codes]:
    """Codes whose bits go together as those of the seen ones: signs of a Gaussian of their correlation.

    The correlation of the Gaussian is sin(pi / 2 * r) for a correlation r of its signs (the arcsine law).
    """
    signs = 2.0 * np.unpackbits(seen, axis=1) - 1.0
    values, vectors = np.linalg.eigh(np.sin(np.pi / 2 * np.corrcoef(signs.T)))
    root = (vectors * np.sqrt(np.maximum(values, 0))).T.astype(np.float32)
    for first in range(0, rows, BLOCK):
        drawn = rng.standard_normal((min(BLOCK, rows - first), 256), dtype=np.float32) @ root
        yield np.packbits(drawn > drawn.mean(axis=1, keepdims=True), axis=1)
