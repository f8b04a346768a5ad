"""A release of real photographs, from the tables that lie beside them."""

import csv
import hashlib
import io
from collections import defaultdict
from pathlib import Path

from PIL import Image, ImageOps

from retrieval.bundle.distractors import Listed
from retrieval.bundle.schema import (
    Release,
    ReleaseDistractor,
    ReleaseImage,
    ReleaseObject,
    Subset,
)
from retrieval.geometry import Box, resized, scale_ratio
from retrieval.taxonomy import CategoryPath
from tests.retrieval.bundle.drawn import ABOUT, Drawn

SIDE = 500


class Photographs:
    """Shrinks each photograph to a plain JPEG once, and remembers its bytes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.blobs: dict[str, bytes] = {}

    def shrunk(self, path: str) -> tuple[str, tuple[int, int], tuple[int, int]]:
        """SHA-256 of the small JPEG, the size of the upright photograph, and that of the JPEG."""
        with Image.open(self._folder / path) as opened:
            whole = ImageOps.exif_transpose(opened).size
            opened.draft("RGB", (SIDE, SIDE))
            small = ImageOps.exif_transpose(opened).convert("RGB")
        small.thumbnail((SIDE, SIDE))
        target = io.BytesIO()
        small.info.clear()
        small.save(target, "JPEG", quality=90, subsampling=0)
        sha256 = hashlib.sha256(target.getvalue()).hexdigest()
        self.blobs[sha256] = target.getvalue()
        return sha256, whole, small.size


def photographed_release(folder: Path, distractors: int) -> Drawn:
    """All objects of the tables with all their images, and the first distractors."""
    photographs = Photographs(folder)
    boxes = defaultdict(list)
    for row in _table(folder, "boxes"):
        boxes[row["path"]].append(Box(*(int(row[name]) for name in ("x", "y", "width", "height"))))
    images = defaultdict(list)
    for row in _table(folder, "images"):
        images[row["object"]].append(_image(photographs, row, boxes[row["path"]]))
    texts = {row["object"]: row["text"] for row in _table(folder, "texts")}
    objects = tuple(
        ReleaseObject(
            key=row["object"],
            number=number,
            name=row["name"],
            categories=CategoryPath(row["coarse"], row["mid"], row["fine"]),
            text=texts[row["object"]],
            images=tuple(images[row["object"]]),
        )
        for number, row in enumerate(_table(folder, "objects"))
    )
    chosen = Listed(_distractor(photographs, row) for row in _table(folder, "distractors")[:distractors])
    release = Release(
        slug="photographs",
        title="Photographs",
        version="1.0.0",
        cutoff="1850-01-01",
        code_version="0",
        objects=objects,
        date="2026-11-21",
        about=ABOUT,
        distractors=chosen,
        subsets=(Subset(name="mini", keys=tuple(entry.key for entry in chosen[::3])),),
    )
    return Drawn(release, photographs.blobs)


def _image(photographs: Photographs, row: dict[str, str], boxes: list[Box]) -> ReleaseImage:
    sha256, whole, size = photographs.shrunk(row["path"])
    small = tuple(resized(box, whole, size) for box in boxes)
    positive = row["role"] == "positive"
    return ReleaseImage(
        id=Path(row["path"]).stem,
        object_key=row["object"],
        role="positive" if positive else "query",
        sha256=sha256,
        width=size[0],
        height=size[1],
        boxes=small,
        licence=row["licence"],
        author=row["author"],
        origin="downloaded" if row["source_url"] else "captured",
        source_url=row["source_url"],
        scale=scale_ratio(small, *size) if positive else None,
        clutter=len(photographs.blobs) % 60 if positive else None,
    )


def _distractor(photographs: Photographs, row: dict[str, str]) -> ReleaseDistractor:
    sha256, _, (width, height) = photographs.shrunk(row["path"])
    return ReleaseDistractor(
        key=Path(row["path"]).stem,
        sha256=sha256,
        width=width,
        height=height,
        licence=row["licence"],
        author=row["author"],
        source_url=row["source_url"],
    )


def _table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))
