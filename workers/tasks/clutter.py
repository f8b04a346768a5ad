"""Clutter and scale of one picture."""

from django.core.files.storage import default_storage

from annotations.actions.store_measure import store_measure
from annotations.models import BoxSet
from curation.models import Image
from retrieval.clutter import count_clutter
from retrieval.geometry import Box, resized
from retrieval.images import read_pixels
from workers import warm
from workers.base import Running, job_task


@job_task("clutter.count")
def count(running: Running, image_id: int) -> dict[str, float]:
    """Count segments outside the boxes on the release image (spec §9)."""
    image = Image.objects.select_related("original", "benchmark", "object").get(pk=image_id)
    box_set = BoxSet.objects.prefetch_related("boxes").filter(image=image).first()
    if box_set is None or not box_set.boxes.all():
        return {}
    original = image.original
    with default_storage.open(original.file_name("release")) as file:
        pixels = read_pixels(file.read())
    boxes = [
        resized(
            Box(box.x, box.y, box.width, box.height),
            (original.width, original.height),
            (original.release_width, original.release_height),
        )
        for box in box_set.boxes.all()
    ]
    counted = count_clutter(pixels, boxes, warm.segmenter())
    store_measure(image, counted, boxes_version=box_set.version)
    return {"clutter": counted.segments, "scale": counted.scale}
