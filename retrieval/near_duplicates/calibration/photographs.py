"""Photographs of a folder to calibrate with, read as uploads are."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from retrieval.errors import RetrievalError
from retrieval.images import Ingestor, read_pixels
from retrieval.near_duplicates.calibration.picture import Picture

SUFFIXES: Final = {".jpg", ".jpeg", ".png", ".webp", ".heic", ".avif", ".tif", ".tiff"}
BESIDE: Final = 2  # files before and after: cameras and collectors number what they see in turn
LISTED: Final = "duplicates.csv"

Progress = Callable[[int, int], None]


def photographs(folder: Path, most: int, progress: Progress) -> Iterator[Picture]:
    """At most so many photographs, evenly spread over the sorted files, with those beside each as others.

    Copies that a duplicates.csv (columns path, duplicate_of) above or in the folder names are left
    out. Files that are refused as pictures are passed over. RetrievalError `calibration.no-pictures`.
    """
    paths = _listed_files(folder)
    chosen = [index * len(paths) // most for index in range(most)] if len(paths) > most else range(len(paths))
    beside = {index: _beside(index, len(paths)) for index in chosen}
    needed = sorted({*beside, *(other for others in beside.values() for other in others)})
    read: dict[int, Picture] = {}
    with Ingestor() as ingestor:
        for done, index in enumerate(needed, start=1):
            progress(done, len(needed))
            others = tuple(_name(folder, paths[other]) for other in beside.get(index, ()))
            try:
                pixels = read_pixels(ingestor.ingest(paths[index]).preview)
            except RetrievalError:
                continue
            name = _name(folder, paths[index])
            read[index] = Picture(name, pixels, others, index in beside, "photograph")
    if not any(picture.planted for picture in read.values()):
        raise RetrievalError(
            "calibration.no-pictures",
            f"{folder} holds no picture that could be read. Name a folder of photographs.",
        )
    yield from read.values()


def _listed_files(folder: Path) -> list[Path]:
    copies = _known_copies(folder)
    found = (path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)
    return sorted(path for path in found if path.resolve() not in copies)


def _known_copies(folder: Path) -> set[Path]:
    for place in (folder, *folder.resolve().parents[:1]):
        listed = place / LISTED
        if listed.is_file():
            with listed.open(encoding="utf-8", newline="") as stream:
                return {(place / row["path"]).resolve() for row in csv.DictReader(stream)}
    return set()


def _beside(index: int, count: int) -> list[int]:
    near = range(max(0, index - BESIDE), min(count, index + BESIDE + 1))
    return [other for other in near if other != index]


def _name(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()
