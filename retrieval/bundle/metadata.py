"""The additive tables beside the ILIAS layout: what its own files have no place for."""

import csv
import io
import itertools
import json
from collections.abc import Iterable, Iterator

from retrieval.bundle.naming import NamedImage, in_order, named_images, object_id
from retrieval.bundle.schema import Release, ReleaseDistractor, ReleaseObject
from retrieval.bundle.staging import HashingFile
from retrieval.bundle.strict_json import encode

OBJECTS = "metadata/objects.csv"
IMAGES = "metadata/images.csv"
DISTRACTORS = "metadata/distractors.csv"
EVIDENCE = "metadata/evidence.jsonl"
OBJECT_COLUMNS = ("key", "number", "object_id", "name", "coarse", "mid", "fine")
IMAGE_COLUMNS = (
    *("id", "image", "object", "role", "sha256", "width", "height", "licence", "author"),
    *("origin", "source_url", "camera", "scale", "clutter", "boxes"),
)
DISTRACTOR_COLUMNS = (*("key", "sha256", "width", "height", "licence", "author", "source_url"),)
Row = Iterable[str | int]


def tables(release: Release) -> Iterator[tuple[str, tuple[str, ...], Iterator[Row]]]:
    """Every CSV table as path, columns and rows."""
    objects = in_order(release)
    yield OBJECTS, OBJECT_COLUMNS, (_object_row(thing) for thing in objects)
    images = (named for thing in objects for named in named_images(thing))
    yield IMAGES, IMAGE_COLUMNS, (_image_row(named) for named in images)
    yield DISTRACTORS, DISTRACTOR_COLUMNS, (_distractor_row(item) for item in release.distractors)


def write_csv(columns: Row, rows: Iterable[Row], target: HashingFile) -> None:
    """Writes a CSV file row by row, UTF-8, lines ending in a line feed."""
    for row in itertools.chain((columns,), rows):
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow(list(row))
        target.write(line.getvalue().encode())


def write_evidence(target: HashingFile, release: Release) -> None:
    """Writes one JSON object per piece of evidence, with the key of its object."""
    for thing in in_order(release):
        for piece in thing.evidence:
            line = json.dumps({"object": thing.key, **encode(piece)}, ensure_ascii=False)
            target.write(f"{line}\n".encode())


def _object_row(thing: ReleaseObject) -> Row:
    path = thing.categories
    return (thing.key, thing.number, object_id(thing), thing.name, path.coarse, path.mid, path.fine)


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
