"""Keep what a segmenter counted on a picture."""

from collections.abc import Mapping
from typing import Any, Protocol

from django.db import transaction

from annotations.models import BoxSet, Measure
from curation import jobs
from curation.audit import record
from curation.models import Image


class Counted(Protocol):
    """What is kept of `retrieval.clutter.ClutterCount`."""

    @property
    def segments(self) -> int: ...  # outside the boxes
    @property
    def scale(self) -> float: ...  # share of the image that the boxes cover
    @property
    def segmenter(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def parameters(self) -> Mapping[str, Any]: ...


@transaction.atomic
def store_measure(image: Image, count: Counted, *, boxes_version: int) -> Measure | None:
    """Store the clutter counted with that version of the boxes, and the scale.

    Returns None and stores nothing when the boxes have changed meanwhile: their save asked for a new count.
    """
    box_set = (
        BoxSet.objects.select_for_update(of=("self",)).filter(image=image, version=boxes_version).first()
    )
    if box_set is None or not box_set.boxes.exists():
        return None
    measure, _ = Measure.objects.update_or_create(
        image=image,
        defaults={
            "boxes_version": boxes_version,
            "clutter": count.segments,
            "scale": count.scale,
            "segmenter": count.segmenter,
            "segmenter_version": count.version,
            "parameters": dict(count.parameters),
        },
    )
    record(
        "annotations.image.measured",
        image,
        actor=None,
        benchmark=image.benchmark,
        clutter=measure.clutter,
        scale=measure.scale,
        segmenter=measure.segmenter,
        boxes_version=boxes_version,
    )
    if image.object_id is not None:
        jobs.enqueue("rules.check", image.object_id, benchmark=image.benchmark)
    return measure
