"""The additive tables beside the ILIAS layout: what its own files have no place for."""

import csv
import io
import itertools
import json
from collections.abc import Iterable, Iterator
from functools import partial

from retrieval.bundle.naming import NamedImage, in_order, named_images, object_id
from retrieval.bundle.parts import FilePart
from retrieval.bundle.schema import Release, ReleaseDistractor, ReleaseObject, Withdrawn
from retrieval.bundle.strict_json import encode

OBJECTS = "metadata/objects.csv"
IMAGES = "metadata/images.csv"
DISTRACTORS = "metadata/distractors.csv"
SUBSETS = "metadata/subsets.csv"
WITHDRAWN = "metadata/withdrawn.csv"
EVIDENCE = "metadata/evidence.jsonl"
OBJECT_COLUMNS = ("key", "number", "object_id", "name", "coarse", "mid", "fine", "text")
IMAGE_COLUMNS = (
    *("id", "image", "object", "role", "sha256", "width", "height", "licence", "author"),
    *("origin", "source_url", "camera", "scale", "clutter", "boxes"),
)
DISTRACTOR_COLUMNS = (*("key", "sha256", "width", "height", "licence", "author", "source_url"),)
SUBSET_COLUMNS = ("subset", "key")
WITHDRAWN_COLUMNS = ("kind", "key", "last_version", "date", "reason")
Row = Iterable[str | int]
_ROWS_PER_PIECE = 1_000


def parts(release: Release) -> Iterator[FilePart]:
    """Every table, each in pieces of some hundred rows."""
    objects = in_order(release)

    def images() -> Iterator[Row]:
        return (_image_row(named) for thing in objects for named in named_images(thing))

    def subsets() -> Iterator[Row]:
        return ((subset.name, key) for subset in release.subsets for key in subset.keys)

    yield FilePart(OBJECTS, lambda: _csv(OBJECT_COLUMNS, map(_object_row, objects)))
    yield FilePart(IMAGES, lambda: _csv(IMAGE_COLUMNS, images()))
    distractors = partial(map, _distractor_row)
    yield FilePart(DISTRACTORS, lambda: _csv(DISTRACTOR_COLUMNS, distractors(release.distractors)))
    yield FilePart(SUBSETS, lambda: _csv(SUBSET_COLUMNS, subsets()))
    yield FilePart(WITHDRAWN, lambda: _csv(WITHDRAWN_COLUMNS, map(_withdrawn_row, release.withdrawn)))
    yield FilePart(EVIDENCE, lambda: _evidence(release))


def _csv(columns: Row, rows: Iterable[Row]) -> Iterator[bytes]:
    """UTF-8, lines ending in a line feed."""
    remaining = itertools.chain((columns,), rows)
    while batch := list(itertools.islice(remaining, _ROWS_PER_PIECE)):
        lines = io.StringIO()
        csv.writer(lines, lineterminator="\n").writerows(batch)
        yield lines.getvalue().encode()


def _evidence(release: Release) -> Iterator[bytes]:
    """One JSON object per piece of evidence, with the key of its object."""
    for thing in in_order(release):
        for piece in thing.evidence:
            line = json.dumps({"object": thing.key, **encode(piece)}, ensure_ascii=False)
            yield f"{line}\n".encode()


def _object_row(thing: ReleaseObject) -> Row:
    path = thing.categories
    named = (thing.key, thing.number, object_id(thing), thing.name)
    return (*named, path.coarse, path.mid, path.fine, thing.text)


def _image_row(named: NamedImage) -> Row:
    image = named.image
    boxes = ";".join(f"{box.x} {box.y} {box.width} {box.height}" for box in image.boxes)
    return (
        *(named.id, image.id, image.object_key, image.role, image.sha256),
        *(image.width, image.height, image.licence, image.author, image.origin, image.source_url),
        image.camera,
        "" if image.scale is None else repr(float(image.scale)),
        "" if image.clutter is None else image.clutter,
        boxes,
    )


def _distractor_row(entry: ReleaseDistractor) -> Row:
    return (
        *(entry.key, entry.sha256, entry.width, entry.height),
        *(entry.licence, entry.author, entry.source_url),
    )


def _withdrawn_row(entry: Withdrawn) -> Row:
    return (entry.kind, entry.key, entry.last_version, entry.date, entry.reason)
