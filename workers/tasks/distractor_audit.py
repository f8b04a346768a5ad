"""Lists of the nearest distractors of one object in one set."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from django.core.files.storage import default_storage

from annotations.actions.distractor_audit.nearest_file import (
    LONGEST,
    VERIFIED,
    NearestFile,
    name_of,
    store_nearest,
)
from annotations.actions.distractor_audit.request_lists import Asked, asked_of
from curation.models import DistractorSet, DistractorShard, Object
from retrieval.encoders import Encoder, TextEncoder
from retrieval.images import read_pixels
from workers.base import Running, job_task
from workers.distractor_comparison import Comparison
from workers.distractor_nearest import Near, Vectors, nearest_in_set
from workers.distractor_shards import encoder_named

NO_TEXTS = "{} compares images only; a set described by an encoder that reads texts has this list too."


@job_task("distractors.nearest")
def nearest(running: Running, object_id: int, set_id: int, encoder_name: str, _state: str) -> dict[str, Any]:
    """Search and store what is nearest to every query and to the text; the result names the files."""
    obj = Object.objects.get(pk=object_id)
    found = DistractorSet.objects.select_related("benchmark").get(pk=set_id)
    encoder, asked = encoder_named(encoder_name), asked_of(obj)
    able = [each for each in asked if each.image is not None or isinstance(encoder, TextEncoder)]
    lists = {
        each.name: {"source": each.source, "missing": NO_TEXTS.format(encoder.name)}
        for each in asked
        if each not in able
    }
    if able:
        names = {each.name: name_of(found, encoder.version, shards_of(found), each.source) for each in able}
        rows = nearest_in_set(found, encoder.version, vectors_of(able, encoder), LONGEST, running.progress)
        comparison = Comparison(
            found, {each.name: release_of(each) for each in able if each.image is not None}
        )
        for number, (each, near) in enumerate(zip(able, rows, strict=True)):
            running.progress(number, len(able))
            store_nearest(names[each.name], as_file(comparison.verified(each.name, near, VERIFIED)))
            lists[each.name] = {"source": each.source, "file": names[each.name]}
    return {"version": encoder.version, "lists": lists}


def vectors_of(asked: Sequence[Asked], encoder: Encoder) -> Vectors:
    """Unit vectors [N, D] of release images, as distractors are described, and of the text as it stands."""
    rows: list[Vectors] = []
    for each in asked:
        if each.image is not None:
            rows.append(encoder.encode_images([release_of(each)]))
        elif isinstance(encoder, TextEncoder):
            rows.append(encoder.encode_texts([each.source]))
    return np.concatenate(rows)


def release_of(asked: Asked) -> npt.NDArray[np.uint8]:
    """The release image of a query, uint8 [H, W, 3]."""
    assert asked.image is not None
    with default_storage.open(asked.image.original.file_name("release")) as file:
        return read_pixels(file.read())


def shards_of(found: DistractorSet) -> list[str]:
    """What was searched: the manifests of the shards, and what was removed."""
    done = DistractorShard.objects.filter(set=found, state=DistractorShard.State.DONE).order_by("number")
    removed = found.removals.order_by("distractor").values_list("distractor", flat=True)
    return [*done.values_list("manifest", flat=True), *removed]


def as_file(compared: Sequence[tuple[Near, int]]) -> NearestFile:
    """A list as it is stored."""
    near = [each for each, _ in compared]
    return NearestFile(
        ids=tuple(each.id for each in near),
        similarities=np.array([each.similarity for each in near], dtype=np.float32),
        sources=tuple(each.source_sha256 for each in near),
        sizes=np.array([each.size for each in near], dtype=np.int32).reshape(-1, 2),
        inliers=np.array([inliers for _, inliers in compared], dtype=np.int32),
    )
