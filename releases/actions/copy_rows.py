"""From what is collected now to the rows of a release; nothing is written here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from annotations.rules import Case, Picture
from curation.models import Benchmark, Evidence, Image, Original
from releases.models import FrozenImage, FrozenObject
from retrieval import geometry


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
    """The rows of the distractors, each file once; the oldest of several copies stands for all."""
    rows = Image.objects.distractors().filter(benchmark=benchmark).select_related("original")
    seen: set[int] = set()
    for image in rows.order_by("pk").iterator(chunk_size=2000):
        if image.original_id not in seen:
            yield _image(image, image.original, position=len(seen))
            seen.add(image.original_id)


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
        camera=_camera(original),
    )


def _camera(original: Original) -> str:
    make, model = original.camera_make.strip(), original.camera_model.strip()
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
