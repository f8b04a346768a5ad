"""Reads an exported folder back as a release; needs nothing but the folder."""

import csv
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from retrieval.bundle import metadata
from retrieval.bundle.errors import BundleError
from retrieval.bundle.ilias_files import core_path
from retrieval.bundle.manifest import FORMAT, RELEASE_JSON, IliasOptions, options_of
from retrieval.bundle.naming import text_id
from retrieval.bundle.schema import (
    LeftOut,
    Release,
    ReleaseDistractor,
    ReleaseEvidence,
    ReleaseImage,
    ReleaseObject,
)
from retrieval.bundle.strict_json import decode
from retrieval.geometry import Box
from retrieval.taxonomy import CategoryPath

T = TypeVar("T")
Row = dict[str, str]


def read_release(folder: Path) -> Release:
    """The release that was exported there. Raises BundleError when a table cannot be read.

    Objects come by number and images in the order of their file names, as they were written.
    """
    head = read_head(folder)
    images = _grouped(_rows(folder, metadata.IMAGES, metadata.IMAGE_COLUMNS, _image))
    evidence = _evidence(folder)

    def whole(row: Row) -> ReleaseObject:
        thing = replace(
            _object(row),
            images=tuple(images.pop(row["key"], ())),
            evidence=tuple(evidence.pop(row["key"], ())),
        )
        return replace(thing, text=_text(folder, core_path(text_id(thing))))

    objects = tuple(_rows(folder, metadata.OBJECTS, metadata.OBJECT_COLUMNS, whole))
    strays = sorted({*images, *evidence})
    if strays:
        raise BundleError("bundle.table", f"metadata/ speaks of unknown objects: {strays[:5]}.")
    columns = metadata.DISTRACTOR_COLUMNS
    return Release(
        **{name: _string(head, name) for name in ("slug", "title", "version", "cutoff")},
        code_version=_string(head, "code_version"),
        objects=objects,
        distractors=tuple(_rows(folder, metadata.DISTRACTORS, columns, _distractor)),
        left_out=decode(tuple[LeftOut, ...], head.get("left_out"), "$.left_out"),
        parameters=decode(dict[str, Any], head.get("parameters"), "$.parameters"),
    )


def read_head(folder: Path) -> dict[str, Any]:
    """RELEASE.json. Raises BundleError when it is missing, damaged or of another format."""
    try:
        head = json.loads(_text(folder, RELEASE_JSON))
    except ValueError as error:
        raise BundleError("bundle.head", f"{RELEASE_JSON} is not JSON: {error}.") from error
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise BundleError("bundle.head", f"{RELEASE_JSON} is not a release of format {FORMAT}.")
    return head


def read_options(folder: Path) -> IliasOptions:
    """The layout options the folder was written with."""
    return options_of(read_head(folder))


def _text(folder: Path, path: str) -> str:
    try:
        # newline="" keeps the text letter for letter
        with (folder / path).open(encoding="utf-8", newline="") as opened:
            return opened.read()
    except (OSError, UnicodeDecodeError) as error:
        raise BundleError("bundle.file", f"{path} cannot be read: {error}.") from error


def _rows(folder: Path, path: str, columns: tuple[str, ...], build: Callable[[Row], T]) -> Iterator[T]:
    try:
        with (folder / path).open(encoding="utf-8", newline="") as opened:
            reader = csv.reader(opened, strict=True)
            if tuple(next(reader, ())) != columns:
                raise BundleError("bundle.table", f"{path} has not the columns {columns}.")
            for cells in reader:
                yield build(dict(zip(columns, cells, strict=True)))
    except (OSError, ValueError, csv.Error) as error:
        raise BundleError("bundle.table", f"{path} cannot be read: {error}.") from error


def _grouped(images: Iterator[ReleaseImage]) -> dict[str, list[ReleaseImage]]:
    grouped: dict[str, list[ReleaseImage]] = defaultdict(list)
    for image in images:
        grouped[image.object_key].append(image)
    return dict(grouped)


def _evidence(folder: Path) -> dict[str, list[ReleaseEvidence]]:
    grouped: dict[str, list[ReleaseEvidence]] = defaultdict(list)
    for line in _text(folder, metadata.EVIDENCE).split("\n"):
        if line:
            value = _json_object(line)
            key = str(value.pop("object", ""))
            grouped[key].append(decode(ReleaseEvidence, value, metadata.EVIDENCE))
    return dict(grouped)


def _json_object(line: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except ValueError as error:
        raise BundleError("bundle.table", f"{metadata.EVIDENCE} is not JSON: {error}.") from error
    return decode(dict[str, Any], value, metadata.EVIDENCE)


def _object(row: Row) -> ReleaseObject:
    return ReleaseObject(
        key=row["key"],
        number=int(row["number"]),
        name=row["name"],
        categories=CategoryPath(row["coarse"], row["mid"], row["fine"]),
        text="",
        images=(),
    )


def _image(row: Row) -> ReleaseImage:
    numbers = {name: int(row[name]) for name in ("width", "height")}
    same = ("sha256", "licence", "author", "source_url", "camera")
    value: dict[str, object] = {
        **{name: row[name] for name in (*same, "role", "origin")},
        **numbers,
        "id": row["image"],
        "object_key": row["object"],
        "boxes": [],
        "scale": float(row["scale"]) if row["scale"] else None,
        "clutter": int(row["clutter"]) if row["clutter"] else None,
    }
    boxes = tuple(_box(cell) for cell in row["boxes"].split(";") if cell)
    image = decode(ReleaseImage, value, metadata.IMAGES)
    return replace(image, boxes=boxes)


def _box(cell: str) -> Box:
    x, y, width, height = (int(part) for part in cell.split(" "))
    return Box(x, y, width, height)


def _distractor(row: Row) -> ReleaseDistractor:
    same = ("key", "sha256", "licence", "author", "source_url")
    value = {name: row[name] for name in same}
    numbers = {name: int(row[name]) for name in ("width", "height")}
    return decode(ReleaseDistractor, {**value, **numbers}, metadata.DISTRACTORS)


def _string(head: dict[str, Any], name: str) -> str:
    return decode(str, head.get(name), f"$.{name}")
