"""Reads an exported folder back as a release; needs nothing but the folder."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from retrieval.bundle import metadata
from retrieval.bundle.about import About
from retrieval.bundle.errors import BundleError
from retrieval.bundle.filed import FiledDistractors, table_rows
from retrieval.bundle.manifest import FORMAT, RELEASE_JSON, ExportOptions, options_of
from retrieval.bundle.schema import (
    LeftOut,
    Release,
    ReleaseDistractor,
    ReleaseEvidence,
    ReleaseImage,
    ReleaseObject,
    Subset,
    Withdrawn,
)
from retrieval.bundle.strict_json import decode
from retrieval.geometry import Box
from retrieval.taxonomy import CategoryPath

T = TypeVar("T")
Row = dict[str, str]


def read_release(folder: Path) -> Release:
    """The release that was exported there, in any layout. Raises BundleError when a table cannot be read.

    Objects come by number and images in the order of their file names, as they were written. The
    distractors stay in their table and are read when they are asked for.
    """
    head = read_head(folder)
    images = _grouped(_rows(folder, metadata.IMAGES, metadata.IMAGE_COLUMNS, _image))
    evidence = _evidence(folder)

    def whole(row: Row) -> ReleaseObject:
        return replace(
            _object(row),
            images=tuple(images.pop(row["key"], ())),
            evidence=tuple(evidence.pop(row["key"], ())),
        )

    objects = tuple(_rows(folder, metadata.OBJECTS, metadata.OBJECT_COLUMNS, whole))
    strays = sorted({*images, *evidence})
    if strays:
        raise BundleError("bundle.table", f"metadata/ speaks of unknown objects: {strays[:5]}.")
    strings = ("slug", "title", "version", "cutoff", "date", "code_version")
    return Release(
        **{name: _string(head, name) for name in strings},
        about=decode(About, head.get("about"), "$.about"),
        objects=objects,
        distractors=_distractors(folder, head),
        subsets=tuple(_subsets(folder, head)),
        left_out=decode(tuple[LeftOut, ...], head.get("left_out"), "$.left_out"),
        withdrawn=tuple(_rows(folder, metadata.WITHDRAWN, metadata.WITHDRAWN_COLUMNS, _withdrawn)),
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


def read_options(folder: Path) -> ExportOptions:
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
        for row in table_rows(folder, path, columns):
            yield build(row)
    except ValueError as error:
        raise BundleError("bundle.table", f"{path} cannot be read: {error}.") from error


def _distractors(folder: Path, head: dict[str, Any]) -> FiledDistractors:
    counts = decode(dict[str, Any], head.get("counts"), "$.counts")
    count = decode(int, counts.get("distractors"), "$.counts.distractors")
    table = (metadata.DISTRACTORS, metadata.DISTRACTOR_COLUMNS)
    return FiledDistractors(folder, *table, count, _distractor)


def _subsets(folder: Path, head: dict[str, Any]) -> Iterator[Subset]:
    keys: dict[str, list[str]] = defaultdict(list)
    for row in table_rows(folder, metadata.SUBSETS, metadata.SUBSET_COLUMNS):
        keys[row["subset"]].append(row["key"])
    for number, value in enumerate(decode(tuple[dict[str, Any], ...], head.get("subsets"), "$.subsets")):
        where = f"$.subsets[{number}]"
        name = decode(str, value.get("name"), f"{where}.name")
        selection = decode(dict[str, Any], value.get("selection"), f"{where}.selection")
        yield Subset(name=name, keys=tuple(keys.pop(name, ())), selection=selection)
    if keys:
        raise BundleError(
            "bundle.table", f"{metadata.SUBSETS} speaks of unknown subsets: {sorted(keys)[:5]}."
        )


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
        text=row["text"],
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
    return ReleaseDistractor(
        key=row["key"],
        sha256=row["sha256"],
        width=int(row["width"]),
        height=int(row["height"]),
        licence=row["licence"],
        author=row["author"],
        source_url=row["source_url"],
    )


def _withdrawn(row: Row) -> Withdrawn:
    return decode(Withdrawn, row, metadata.WITHDRAWN)


def _string(head: dict[str, Any], name: str) -> str:
    return decode(str, head.get(name), f"$.{name}")
