"""From what is collected now to the rows of a release; nothing is written here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from annotations.rules import Case, Picture
from curation.models import Benchmark, Evidence, Image, Original
from releases.actions.held import withdrawn_originals
from releases.models import FrozenImage, FrozenObject, Withdrawal
from retrieval import geometry

# column of an image or of its original -> column of the frozen image
_COPIED = {
    "pk": "source_id",
    "origin": "origin",
    "author": "author",
    "licence": "licence",
    "source_url": "source_url",
    "original__sha256": "original_sha256",
    "original__release_sha256": "release_sha256",
    "original__release_width": "width",
    "original__release_height": "height",
}
_CAMERA = ("original__camera_make", "original__camera_model")


@dataclass(frozen=True, slots=True)
class Copied:
    """One object and its pictures as unsaved rows."""

    object: FrozenObject
    images: tuple[FrozenImage, ...]


def copied(case: Case) -> Copied:
    """The rows of one object; boxes are moved to the pixels of the release image."""
    obj = case.object
    frozen = FrozenObject(
        source=obj,
        key=obj.key,
        number=obj.number,
        name=obj.name,
        categories=obj.category.path() if obj.category is not None else [],
        text=_plain(case.text.text) if case.text is not None else "",
        evidence=_public(case.evidence),
    )
    images = []
    for role in (Image.Role.QUERY, Image.Role.POSITIVE):
        of_role = (picture for picture in case.pictures if picture.image.role == role)
        images += [_picture(picture, position) for position, picture in enumerate(of_role)]
    return Copied(frozen, tuple(images))


def distractors(benchmark: Benchmark) -> Iterator[FrozenImage]:
    """The rows of the distractors, each file once; the oldest of several copies stands for all.

    Plain values, not models: there may be a hundred thousand of them.
    """
    rows = _distractor_images(benchmark).order_by("pk")
    seen: set[int] = set()
    for row in rows.values(*_COPIED, *_CAMERA, "original_id").iterator(chunk_size=5000):
        original = row["original_id"]
        if original not in seen:
            camera = _camera(*(row[name] for name in _CAMERA))
            values = {column: row[name] for name, column in _COPIED.items()}
            yield FrozenImage(role=Image.Role.DISTRACTOR, position=len(seen), camera=camera, **values)
            seen.add(original)


def distractors_count(benchmark: Benchmark) -> int:
    """How many `distractors` would give."""
    rows = _distractor_images(benchmark)
    return rows.order_by().values("original").distinct().count()


def _distractor_images(benchmark: Benchmark) -> "QuerySet[Image]":
    """Without those whose file was withdrawn, should somebody have brought it in again."""
    rows = Image.objects.distractors().filter(benchmark=benchmark)
    rows = rows.exclude(original__in=withdrawn_originals(benchmark))
    of_sets = Withdrawal.objects.filter(benchmark=benchmark, shard__isnull=False)
    return rows.exclude(original__sha256__in=of_sets.values("source_sha256"))


def boxes_on_release(boxes: Iterable[geometry.Box], original: Original) -> list[list[int]]:
    """Boxes of the upright original in pixels of its release image."""
    source = (original.width, original.height)
    target = (original.release_width, original.release_height)
    moved = (geometry.resized(box, source, target) for box in boxes)
    return [[box.x, box.y, box.width, box.height] for box in moved]


def _plain(text: str) -> str:
    """The text with the line ends of every system alike: the whole file is the query."""
    return "\n".join(text.strip().splitlines())


def _picture(picture: Picture, position: int) -> FrozenImage:
    frozen = _image(picture.image, picture.original, position)
    boxes = (geometry.Box(box.x, box.y, box.width, box.height) for box in picture.boxes)
    frozen.boxes = boxes_on_release(boxes, picture.original)
    if picture.measure is not None:
        frozen.clutter, frozen.scale = picture.measure.clutter, picture.measure.scale
    return frozen


def _image(image: Image, original: Original, position: int) -> FrozenImage:
    return FrozenImage(
        source=image,
        role=image.role,
        position=position,
        original_sha256=original.sha256,
        release_sha256=original.release_sha256,
        width=original.release_width,
        height=original.release_height,
        origin=image.origin,
        author=image.author,
        licence=image.licence,
        source_url=image.source_url,
        camera=_camera(original.camera_make, original.camera_model),
    )


def _camera(make: str, model: str) -> str:
    make, model = make.strip(), model.strip()
    if model.lower().startswith(make.lower()):
        return model
    return f"{make} {model}".strip()


def _public(evidence: Evidence | None) -> dict[str, str]:
    """What may be published: what somebody knows privately stays with the benchmark, its kind does not."""
    if evidence is None:
        return {}
    is_public = evidence.kind == Evidence.Kind.PUBLIC_RECORD
    return {
        "kind": evidence.kind,
        "date": evidence.date.isoformat() if evidence.date is not None else "",
        "url": evidence.url if is_public else "",
        "statement": evidence.statement if is_public else "",
    }
