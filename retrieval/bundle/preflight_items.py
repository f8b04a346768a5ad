"""Checks of one object, one image and one distractor before a release is written."""

import re
import unicodedata
from collections.abc import Iterator

from retrieval.bundle.errors import BundleProblem
from retrieval.bundle.schema import ReleaseDistractor, ReleaseImage, ReleaseObject
from retrieval.taxonomy import is_unsafe

_KEY = re.compile(r"[a-z0-9_]{1,80}")
_DISTRACTOR_KEY = re.compile(r"[A-Za-z0-9_-]{1,90}")
_TAR_NAME = 100  # bytes of a name in a plain POSIX tar
_SHA256 = re.compile(r"[0-9a-f]{64}")


def object_problems(thing: ReleaseObject) -> Iterator[BundleProblem]:
    """What of one object, its categories, text and images the official loaders cannot take."""
    yield from _key_problems(thing)
    yield from _category_problems(thing)
    if not thing.text.strip():
        yield _problem("text-missing", thing.key, "has no text query, which the evaluation needs")
    if has_control(thing.text, allowed="\n") or has_control(thing.name):
        yield _problem("control-character", thing.key, "has a control character in text or name")
    for role in ("query", "positive"):
        if not any(image.role == role for image in thing.images):
            yield _problem(f"object-without-{role}", thing.key, f"has no {role}")
    for image in thing.images:
        yield from _image_problems(image, thing)


def distractor_problems(entry: ReleaseDistractor) -> Iterator[BundleProblem]:
    """What of one distractor a WebDataset reader would cut, drop or split."""
    if not _DISTRACTOR_KEY.fullmatch(entry.key):
        yield _problem(
            "distractor-key-unsafe",
            entry.key,
            "is the key of a distractor, but keys hold only letters, digits, - and _ "
            "(readers cut them at '.' and split them at '/')",
        )
    yield from _file_problems(entry, f"distractor {entry.key}")


def has_control(text: str, allowed: str = "") -> bool:
    """Whether the text holds control characters or halves of surrogate pairs."""
    if text.isprintable():  # what nearly every text is, and ten times as quick to ask
        return False
    return any(unicodedata.category(letter) in ("Cc", "Cs") for letter in text if letter not in allowed)


def _key_problems(thing: ReleaseObject) -> Iterator[BundleProblem]:
    if not thing.key.isascii():
        yield _problem("id-not-ascii", thing.key, "is an object key outside ASCII")
    elif not _KEY.fullmatch(thing.key):
        yield _problem("id-unsafe", thing.key, "is not an object key of [a-z0-9_], 80 at most")
    for word in ("pos", "quer"):
        if word in thing.key:
            yield _problem(
                "id-partition-word",
                thing.key,
                f"holds '{word}', by which the official code tells queries from positives",
            )
    longest = max(len(thing.images_of("query")), len(thing.images_of("positive")), 1) - 1
    name = f"{thing.key}__P{thing.number:03d}_{longest:02d}.bbox.json"
    if len(name) > _TAR_NAME:
        yield _problem(
            "id-too-long",
            thing.key,
            f"would name a file {name} in a tar, where names have at most {_TAR_NAME} characters",
        )
    if thing.number < 0:
        yield _problem("object-number", thing.key, f"has the negative number {thing.number}")


def _category_problems(thing: ReleaseObject) -> Iterator[BundleProblem]:
    if thing.categories.has_gap:
        yield _problem("category-missing", thing.key, "lacks a coarser category above a finer one")
    for name in thing.categories.names:
        if is_unsafe(name) or has_control(name):
            yield _problem(
                "category-unsafe",
                thing.key,
                f"sits in the category {name!r}, but names hold no '-', ',' or outer spaces "
                f"(the evaluation cuts them there)",
            )


def _image_problems(image: ReleaseImage, thing: ReleaseObject) -> Iterator[BundleProblem]:
    where = f"{thing.key}/{image.id}"
    yield from _file_problems(image, f"image {image.id} of {thing.key}")
    if image.object_key != thing.key:
        yield _problem("image-object", where, f"names another object, {image.object_key}")
    if not image.boxes:
        yield _problem("boxes-missing", where, "has no box")
    for box in image.boxes:
        if not box.is_inside(image.width, image.height):
            yield _problem("box-outside", where, f"has a box that is not inside it: {box}")
    if image.role == "positive" and image.clutter is None:
        yield _problem("clutter-missing", where, "is a positive without a clutter count")
    if image.role == "positive" and image.scale is None:
        yield _problem("scale-missing", where, "is a positive without a scale")
    if not 0.0 <= (image.scale or 0.0) <= 1.0 or (image.clutter or 0) < 0:
        yield _problem("measure-impossible", where, "has a scale or clutter out of range")
    if image.origin == "downloaded" and not image.source_url:
        yield _problem("source-missing", where, "was downloaded but names no address")
    if has_control(image.camera):
        yield _problem("control-character", where, "has a control character in its camera")


def _file_problems(entry: ReleaseImage | ReleaseDistractor, where: str) -> Iterator[BundleProblem]:
    if not _SHA256.fullmatch(entry.sha256) or min(entry.width, entry.height) <= 0:
        yield _problem("file-facts", where, "lacks its SHA-256 or its pixels")
    if not entry.licence:
        yield _problem("licence-missing", where, "names no licence")
    if has_control(entry.licence + entry.author + entry.source_url):
        yield _problem("control-character", where, "has a control character in licence or source")


def _problem(code: str, where: str, said: str) -> BundleProblem:
    return BundleProblem(f"bundle.{code}", where, f"{where} {said}.")
