"""The tables of a release as Parquet: objects, images and distractors."""

from collections.abc import Iterator
from functools import partial

from retrieval.bundle.manifest import ExportOptions
from retrieval.bundle.naming import CORE, NamedImage, in_order, named_images, object_id, shards, text_id
from retrieval.bundle.parquet_file import BOXES, SHARE, SIZE, TEXT, Row, Table, first_difference, pieces
from retrieval.bundle.parts import FilePart
from retrieval.bundle.schema import Release, ReleaseObject

OBJECTS = "metadata/objects.parquet"
IMAGES = "metadata/images.parquet"
DISTRACTORS = "metadata/distractors.parquet"
OBJECT_COLUMNS = {
    "key": TEXT,
    "number": SIZE,
    "object_id": TEXT,
    "name": TEXT,
    "coarse": TEXT,
    "mid": TEXT,
    "fine": TEXT,
    "text_id": TEXT,
    "text": TEXT,
    "queries": SIZE,
    "positives": SIZE,
}
IMAGE_COLUMNS = {
    "id": TEXT,
    "image": TEXT,
    "object": TEXT,
    "role": TEXT,
    "sha256": TEXT,
    "width": SIZE,
    "height": SIZE,
    "licence": TEXT,
    "author": TEXT,
    "origin": TEXT,
    "source_url": TEXT,
    "camera": TEXT,
    "scale": SHARE,
    "clutter": SIZE,
    "boxes": BOXES,
    "path": TEXT,
}
DISTRACTOR_COLUMNS = {
    "key": TEXT,
    "sha256": TEXT,
    "width": SIZE,
    "height": SIZE,
    "licence": TEXT,
    "author": TEXT,
    "source_url": TEXT,
    "shard": TEXT,
}


def parts(release: Release, options: ExportOptions) -> Iterator[FilePart]:
    """Objects, images (queries and positives) and distractors, each as one file.

    Texts that are not there are "", as in the CSV tables; scale and clutter of a query are null.
    `path` and `shard` say where an image lies in the ILIAS layout, whatever layout this is.
    """
    tables = {
        OBJECTS: Table(OBJECT_COLUMNS, lambda: map(_object_row, in_order(release))),
        IMAGES: Table(IMAGE_COLUMNS, lambda: _image_rows(release)),
        DISTRACTORS: Table(DISTRACTOR_COLUMNS, lambda: _distractor_rows(release, options.shard_size)),
    }
    for path, table in tables.items():
        yield FilePart(path, partial(pieces, table), partial(first_difference, table))


def _object_row(thing: ReleaseObject) -> Row:
    place = thing.categories
    return (
        *(thing.key, thing.number, object_id(thing), thing.name, place.coarse, place.mid, place.fine),
        *(text_id(thing), thing.text),
        *(len(thing.images_of("query")), len(thing.images_of("positive"))),
    )


def _image_rows(release: Release) -> Iterator[Row]:
    for thing in in_order(release):
        yield from map(_image_row, named_images(thing))


def _image_row(named: NamedImage) -> Row:
    image = named.image
    boxes = tuple((box.x, box.y, box.width, box.height) for box in image.boxes)
    return (
        *(named.id, image.id, image.object_key, image.role, image.sha256, image.width, image.height),
        *(image.licence, image.author, image.origin, image.source_url, image.camera),
        *(image.scale, image.clutter, boxes, f"{CORE}/{named.id}"),
    )


def _distractor_rows(release: Release, shard_size: int) -> Iterator[Row]:
    for shard in shards(release, shard_size):
        for entry in release.distractors.between(shard.start, shard.stop):
            yield (
                *(entry.key, entry.sha256, entry.width, entry.height),
                *(entry.licence, entry.author, entry.source_url, shard.name),
            )
