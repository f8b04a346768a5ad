"""How an object in the studio differs from what the tables say of it."""

import hashlib
from collections.abc import Iterator
from typing import Any

from annotations.imports.entry import ImageEntry, ObjectEntry
from annotations.rules import Case, Picture
from curation.tables.refusal import Place, Refusal, refusal
from retrieval.geometry import Box

CODE = "object.differs"
IMAGE_FACTS = ("role", "origin", "author", "licence", "source_url")


def differences(case: Case, entry: ObjectEntry, files: dict[str, bytes]) -> list[Refusal]:
    """One refusal for each thing that is not the same, at the row that says otherwise; none when all is."""
    return [
        refusal(place, column, CODE, f"The studio already has {entry.key}, but {message}", entry.key)
        for place, column, message in (
            *_object(case, entry),
            *_evidence(case, entry),
            *_text(case, entry),
            *_images(case, entry, files),
        )
    ]


Difference = tuple[Place, str, str]


def _differs(place: Place, column: str, stored: Any, said: Any) -> Iterator[Difference]:
    if stored != said:
        yield place, column, f"its {column} there is “{stored}”, here “{said}”."


def _object(case: Case, entry: ObjectEntry) -> Iterator[Difference]:
    path = case.object.category.path() if case.object.category is not None else []
    yield from _differs(entry.place, "name", case.object.name, entry.name)
    yield from _differs(entry.place, "coarse", " > ".join(path), " > ".join(entry.category.names))


def _evidence(case: Case, entry: ObjectEntry) -> Iterator[Difference]:
    for part in ("kind", "date", "url", "statement"):
        stored, said = getattr(case.evidence, part, None), getattr(entry.evidence, part, None)
        yield from _differs(entry.place, f"evidence_{part}", stored or "", said or "")


def _text(case: Case, entry: ObjectEntry) -> Iterator[Difference]:
    stored = case.text.text if case.text is not None else ""
    said = entry.text.text if entry.text is not None else ""
    yield from _differs(entry.text.place if entry.text is not None else entry.place, "text", stored, said)


def _images(case: Case, entry: ObjectEntry, files: dict[str, bytes]) -> Iterator[Difference]:
    stored = {picture.image.source_path: picture for picture in case.pictures}
    for image in entry.images:
        picture = stored.pop(image.path, None)
        if picture is None:
            yield image.place, "path", f"without the picture {image.path}."
        else:
            yield from _image(picture, image, files[image.path])
    for path in stored:
        yield entry.place, "object", f"with the picture {path}, which images.csv does not list."


def _image(picture: Picture, entry: ImageEntry, data: bytes) -> Iterator[Difference]:
    for fact in IMAGE_FACTS:
        yield from _differs(entry.place, fact, getattr(picture.image, fact), getattr(entry, fact))
    if picture.original.sha256 != hashlib.sha256(data).hexdigest():
        yield entry.place, "path", f"{entry.path} has other bytes there."
    stored = sorted(Box(box.x, box.y, box.width, box.height) for box in picture.boxes)
    if stored != sorted(row.box for row in entry.boxes):
        place = entry.boxes[0].place if entry.boxes else entry.place
        yield place, "path", f"{entry.path} has other boxes there."
