"""Replace all boxes of a picture."""

from collections.abc import Sequence

from django.db import transaction

from annotations.actions.states import taken
from annotations.models import Box, BoxSet
from curation import jobs
from curation.audit import record
from curation.errors import DomainError, Stale
from curation.models import Image, Object, User
from retrieval import geometry

MOST_BOXES = 500


@transaction.atomic
def save_boxes(image: Image, boxes: Sequence[geometry.Box], *, version: int, actor: User) -> BoxSet:
    """Replace the set that the caller saw as `version`; the stored set comes back with its new version.

    The same boxes as stored make no new version, and a repeated save of one's own is answered like the first.

    Raises:
        DomainError: a box lies outside the upright picture, or the picture is a distractor.
        Conflict: the object is in a state in which it can't be changed.
        Stale: somebody saved in between; `extra["stored"]` holds what they saved.
    """
    if image.object is None:
        raise DomainError("boxes.distractor", "A distractor shows none of the objects, so it has no boxes.")
    obj = taken(image.object, "changed")
    _check(image, boxes)
    stored, _ = BoxSet.objects.select_for_update(of=("self",)).get_or_create(image=image)
    before = boxes_of(stored)
    same = sorted(before) == sorted(boxes)
    if same and _is_seen(stored, version, actor):
        return stored
    if stored.version != version:
        raise Stale(
            "boxes.stale",
            f"Somebody else saved the boxes of {image.source_path} in between (version {stored.version}, "
            f"yours is based on {version}). Look at both and save again.",
            stored=as_json(stored),
        )
    stored.boxes.all().delete()
    Box.objects.bulk_create(
        Box(box_set=stored, x=box.x, y=box.y, width=box.width, height=box.height) for box in boxes
    )
    stored.version += 1
    stored.updated_by = actor
    stored.save(update_fields=["version", "updated_by", "updated_at"])
    _tell(image, obj, before, boxes, actor)
    return stored


def boxes_of(box_set: BoxSet) -> list[geometry.Box]:
    """The stored boxes in the order they were drawn; none for a set that was never saved."""
    if box_set.pk is None:
        return []
    rows = Box.objects.filter(box_set=box_set).order_by("pk").values_list("x", "y", "width", "height")
    return [geometry.Box(*row) for row in rows]


def as_json(box_set: BoxSet) -> dict[str, object]:
    """What is stored, as the API answers it."""
    person = box_set.updated_by
    return {
        "version": box_set.version,
        "boxes": [_sides(box) for box in boxes_of(box_set)],
        "updated_by": {"id": person.pk, "name": str(person)} if person is not None else None,
        "updated_at": box_set.updated_at.isoformat() if box_set.version else None,
    }


def _sides(box: geometry.Box) -> dict[str, int]:
    return {"x": box.x, "y": box.y, "width": box.width, "height": box.height}


def _is_seen(stored: BoxSet, version: int, actor: User) -> bool:
    """Whether the caller saw this version, or made it with a save whose answer got lost."""
    return version == stored.version or (version == stored.version - 1 and stored.updated_by_id == actor.pk)


def _check(image: Image, boxes: Sequence[geometry.Box]) -> None:
    width, height = image.original.width, image.original.height
    if len(boxes) > MOST_BOXES:
        raise DomainError("boxes.too-many", f"{len(boxes)} boxes were sent; a picture may have {MOST_BOXES}.")
    for number, box in enumerate(boxes, start=1):
        if not box.is_inside(width, height):
            raise DomainError(
                "boxes.outside",
                f"Box {number} (x {box.x}, y {box.y}, {box.width} × {box.height}) is empty or reaches beyond the "
                f"picture of {width} × {height} pixels. Move it inside.",
                box=number - 1,
            )


def _tell(
    image: Image, obj: Object, before: list[geometry.Box], after: Sequence[geometry.Box], actor: User
) -> None:
    record(
        "annotations.boxes.saved",
        image,
        actor=actor,
        benchmark=obj.benchmark,
        before=[[box.x, box.y, box.width, box.height] for box in before],
        after=[[box.x, box.y, box.width, box.height] for box in after],
    )
    if after and image.role == Image.Role.POSITIVE:
        jobs.enqueue("clutter.count", image.pk, benchmark=obj.benchmark, user=actor)
    jobs.enqueue("rules.check", obj.pk, benchmark=obj.benchmark)
