"""The record sets of croissant.json: tables of objects, texts, images, boxes, distractors, and the pictures."""

from collections.abc import Iterator

from retrieval.bundle import metadata, parquet
from retrieval.bundle.describe.croissant_files import PICTURES, Node, Pictures
from retrieval.bundle.parquet_file import BOXES, SHARE, SIZE, TEXT
from retrieval.bundle.schema import Release
from retrieval.bundle.strict_json import JsonValue

_TYPES = {TEXT: "sc:Text", SIZE: "sc:Integer", SHARE: "sc:Float", BOXES: "sc:Integer"}
_ADDRESSES = {"source_url": "sc:URL"}
_MEANINGS = {
    "id": "Path of the image below ilias_core: the id that the evaluation of ILIAS uses.",
    "image": "Id of the image in every version of this benchmark.",
    "object": "Key of the object that the image shows.",
    "object_id": "Folder of the object in the layout of ILIAS.",
    "text_id": "Path of the text query below ilias_core.",
    "text": "The text query of the object.",
    "role": "query or positive.",
    "licence": "SPDX id of the licence of this image.",
    "scale": "Share of a positive that its boxes cover.",
    "clutter": "Number of segments outside the boxes of a positive.",
    "boxes": "x, y, width, height of each box in pixels of the upright image.",
    "path": "Path of the image in the folder, where the layout ilias or coco is in it.",
    "shard": "The tar that holds the distractor.",
}


def record_sets(release: Release, found: Pictures | None) -> Iterator[Node]:
    """Every record set that has a record."""
    if release.objects:
        yield _table("objects", "The objects: each is a class.", parquet.OBJECTS, parquet.OBJECT_COLUMNS)
        texts = {name: parquet.OBJECT_COLUMNS[name] for name in ("text_id", "key", "text")}
        yield _table("texts", "The text queries, one per object.", parquet.OBJECTS, texts)
    if any(thing.images for thing in release.objects):
        yield _table("images", "Queries and positives.", parquet.IMAGES, parquet.IMAGE_COLUMNS)
        yield _boxes()
        if found:
            yield _pictures(found)
    if len(release.distractors):
        columns = parquet.DISTRACTOR_COLUMNS
        yield _table("distractors", "Images that show no object.", parquet.DISTRACTORS, columns)


def _table(name: str, description: str, path: str, columns: dict[str, str]) -> Node:
    key = next(iter(columns))
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": description,
        "key": {"@id": f"{name}/{key}"},
        "field": [_column(name, path, column, kind) for column, kind in columns.items()],
    }


def _column(record_set: str, path: str, column: str, kind: str) -> Node:
    source: Node = {"fileObject": {"@id": path}, "extract": {"column": column}}
    node = _field(record_set, column, _ADDRESSES.get(column, _TYPES[kind]), source)
    if kind == BOXES:
        node |= {"isArray": True, "arrayShape": "-1,4"}
    return node


def _boxes() -> Node:
    """The boxes once more with the type of boxes, which is read from text alone."""
    table: JsonValue = {"@id": metadata.IMAGES}
    identifier: Node = {"fileObject": table, "extract": {"column": "id"}}
    boxes: Node = {"fileObject": table, "extract": {"column": "boxes"}, "transform": {"separator": ";"}}
    return {
        "@type": "cr:RecordSet",
        "@id": "boxes",
        "name": "boxes",
        "description": "The boxes of each query and positive.",
        "key": {"@id": "boxes/id"},
        "field": [
            _field("boxes", "id", "sc:Text", identifier),
            {**_field("boxes", "boxes", "cr:BoundingBox", boxes), "repeated": True},
        ],
    }


def _pictures(found: Pictures) -> Node:
    files: JsonValue = {"@id": PICTURES}
    name: Node = {"fileSet": files, "extract": {"fileProperty": "fullpath"}}
    content: Node = {"fileSet": files, "extract": {"fileProperty": "content"}}
    meaning = "The column path of images."
    if found.names == "key":
        name["transform"] = {"regex": r"^(.*)\.jpg$"}
        meaning = "Key of the sample: folder of the object without its number, two underscores, file name of the image."
    return {
        "@type": "cr:RecordSet",
        "@id": "pictures",
        "name": "pictures",
        "description": "Queries and positives as pictures.",
        "key": {"@id": f"pictures/{found.names}"},
        "field": [
            {**_field("pictures", found.names, "sc:Text", name), "description": meaning},
            _field("pictures", "image", "sc:ImageObject", content),
        ],
    }


def _field(record_set: str, name: str, kind: str, source: Node) -> Node:
    node: Node = {"@type": "cr:Field", "@id": f"{record_set}/{name}", "name": name, "dataType": kind}
    if name in _MEANINGS:
        node["description"] = _MEANINGS[name]
    return {**node, "source": source}
