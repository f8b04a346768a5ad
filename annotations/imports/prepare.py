"""What has to be known of an object's pictures before anything of it is written."""

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from annotations.imports.entry import ImageEntry, ObjectEntry
from curation import ingest
from curation.errors import DomainError
from curation.models import Original
from curation.tables.refusal import Refusal, refusal
from retrieval.images import Ingested

DECODERS = 4  # the ingestor's own limit on processes; each thread keeps one of them busy


@dataclass(frozen=True, slots=True)
class Prepared:
    """The bytes of a picture with their upright size; `ingested` is None when the studio has them already."""

    entry: ImageEntry
    data: bytes
    sha256: str
    size: tuple[int, int]
    ingested: Ingested | None = None


def read_files(entry: ObjectEntry) -> dict[str, bytes]:
    """The bytes of each picture by path; a file that vanished is empty, which ingest refuses."""
    return {image.path: _bytes(image) for image in entry.images}


def prepare(entry: ObjectEntry, files: dict[str, bytes]) -> tuple[list[Prepared], list[Refusal]]:
    """Decode what is new, and refuse pictures that can't be taken and boxes that do not fit them."""
    hashes = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    known = {
        original.sha256: (original.width, original.height)
        for original in Original.objects.filter(sha256__in=set(hashes.values()))
    }

    def one(image: ImageEntry) -> Prepared | Refusal:
        data, sha256 = files[image.path], hashes[image.path]
        if sha256 in known:
            return Prepared(image, data, sha256, known[sha256])
        try:
            ingested = ingest.read(data)
        except DomainError as error:
            return refusal(image.place, "path", error.code, f"{image.path}: {error.message}", entry.key)
        return Prepared(image, data, sha256, (ingested.width, ingested.height), ingested)

    # Threads only wait for the decoding processes; none of them touches the database.
    with ThreadPoolExecutor(max_workers=DECODERS) as threads:
        results = list(threads.map(one, entry.images))
    prepared = [result for result in results if isinstance(result, Prepared)]
    refused = [result for result in results if isinstance(result, Refusal)]
    return prepared, [*refused, *_repeated(entry.key, prepared), *_outside(entry.key, prepared)]


def _bytes(image: ImageEntry) -> bytes:
    limit = ingest.ingestor().limits.max_bytes
    try:
        with image.file.open("rb") as file:
            return file.read(limit + 1)  # one byte more than is accepted, so that ingest says so
    except OSError:
        return b""


def _repeated(key: str, prepared: Sequence[Prepared]) -> list[Refusal]:
    first: dict[str, ImageEntry] = {}
    refused = []
    for picture in prepared:
        before = first.setdefault(picture.sha256, picture.entry)
        if before is not picture.entry:
            message = f"{picture.entry.path} is byte for byte the same file as {before.path} (line {before.place.line})."
            refused.append(refusal(picture.entry.place, "path", "image.repeated", message, key))
    return refused


def _outside(key: str, prepared: Sequence[Prepared]) -> list[Refusal]:
    refused = []
    for picture in prepared:
        width, height = picture.size
        for row in picture.entry.boxes:
            if row.box.is_inside(width, height):
                continue
            column = "width" if row.box.right > width else "height"
            over = max(row.box.right - width, row.box.bottom - height)
            edge = "right" if column == "width" else "bottom"
            message = (
                f"The box of {picture.entry.path} reaches {over} px beyond the {edge} edge of the upright picture, "
                f"which has {width} × {height} pixels."
            )
            refused.append(refusal(row.place, column, "boxes.outside", message, key))
    return refused
