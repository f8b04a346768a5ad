"""The COCO layout: one JSON of queries and one of positives, and the images they name.

Every id is an integer from 1: pycocotools takes strings for no results, and a match with id 0 for none
(F 5.4). An object is a category; its boxes are annotations without masks.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice

from retrieval.bundle.layouts.ilias import core_path, image_parts
from retrieval.bundle.manifest import ExportOptions
from retrieval.bundle.naming import NamedImage, in_order, named_images, object_id
from retrieval.bundle.parts import FilePart, Part
from retrieval.bundle.schema import Release, ReleaseObject, Role
from retrieval.bundle.strict_json import JsonValue

FILES: tuple[tuple[str, Role], ...] = (("coco/queries.json", "query"), ("coco/positives.json", "positive"))
_ROWS_PER_PIECE = 500
_dumps = partial(json.dumps, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def parts(release: Release, options: ExportOptions) -> Iterator[Part]:
    """The two JSON files, and the images as the ILIAS layout has them."""
    for path, role in FILES:
        yield FilePart(path, partial(_pieces, release, role))
    yield from image_parts(release)


@dataclass(frozen=True, slots=True)
class _Numbered:
    """An image with its id and that of its category."""

    id: int
    category: int
    named: NamedImage


def _pieces(release: Release, role: Role) -> Iterator[bytes]:
    """The whole JSON, some hundred rows at a time: {info, licenses, categories, images, annotations}."""
    objects = in_order(release)
    licences = {name: place for place, name in enumerate(_licences(objects), start=1)}
    tables: tuple[tuple[str, Iterable[dict[str, JsonValue]]], ...] = (
        ("licenses", (_licence(place, name) for name, place in licences.items())),
        ("categories", map(_category, objects)),
        ("images", (_image(entry, licences) for entry in _numbered(objects, role))),
        ("annotations", _annotations(_numbered(objects, role))),
    )
    yield f'{{"info":{_dumps(_info(release, role))}'.encode()
    for name, rows in tables:
        yield f',\n"{name}":['.encode()
        yield from _rows(rows)
        yield b"\n]"
    yield b"}\n"


def _rows(rows: Iterable[dict[str, JsonValue]]) -> Iterator[bytes]:
    """One row per line, so that two versions can be told apart line by line."""
    remaining = iter(rows)
    before = "\n"
    while batch := list(islice(remaining, _ROWS_PER_PIECE)):
        yield (before + ",\n".join(map(_dumps, batch))).encode()
        before = ",\n"


def _numbered(objects: list[ReleaseObject], role: Role) -> Iterator[_Numbered]:
    place = 0
    for thing in objects:
        for named in named_images(thing):
            if named.image.role == role:
                place += 1
                yield _Numbered(place, _category_id(thing), named)


def _licences(objects: list[ReleaseObject]) -> list[str]:
    return sorted({image.licence for thing in objects for image in thing.images})


def _category_id(thing: ReleaseObject) -> int:
    """The number of the object plus one: the same in both files and in every version."""
    return thing.number + 1


def _info(release: Release, role: Role) -> dict[str, JsonValue]:
    people = (f"{person.given_name} {person.family_name}".strip() for person in release.about.creators)
    return {
        "description": f"{release.title}: {'queries' if role == 'query' else 'positives'}",
        "url": release.about.url,
        "version": release.version,
        "year": int(release.date[:4]) if release.date else None,
        "contributor": ", ".join(people),
        "date_created": release.date,
    }


def _licence(place: int, name: str) -> dict[str, JsonValue]:
    """An SPDX id with its page; a LicenseRef is explained by those who gave it, not there."""
    own = name.startswith("LicenseRef-")
    return {"id": place, "name": name, "url": "" if own else f"https://spdx.org/licenses/{name}.html"}


def _category(thing: ReleaseObject) -> dict[str, JsonValue]:
    return {
        "id": _category_id(thing),
        "name": object_id(thing),  # names of objects may repeat, and tools join categories by name
        "supercategory": "/".join(thing.categories.names),
        "object": thing.key,
        "object_name": thing.name,
        "text": thing.text,
    }


def _image(entry: _Numbered, licences: dict[str, int]) -> dict[str, JsonValue]:
    image = entry.named.image
    return {
        "id": entry.id,
        "file_name": core_path(entry.named.id),
        "width": image.width,
        "height": image.height,
        "license": licences[image.licence],
        "ilias_id": entry.named.id,
        "image": image.id,
        "object": image.object_key,
        "sha256": image.sha256,
        "author": image.author,
        "origin": image.origin,
        "source_url": image.source_url,
        "camera": image.camera,
        "scale": image.scale,
        "clutter": image.clutter,
    }


def _annotations(images: Iterable[_Numbered]) -> Iterator[dict[str, JsonValue]]:
    boxes = ((entry, box) for entry in images for box in entry.named.image.boxes)
    for place, (entry, box) in enumerate(boxes, start=1):
        yield {
            "id": place,
            "image_id": entry.id,
            "category_id": entry.category,
            "bbox": (box.x, box.y, box.width, box.height),
            "area": box.area,
            "iscrowd": 0,
            "segmentation": (),  # boxes were drawn, and a box is no mask
        }
