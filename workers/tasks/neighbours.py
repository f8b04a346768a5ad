"""Near-duplicates of one picture within its benchmark and against the distractors of its sets."""

import math

from django.core.files.storage import default_storage

from curation.actions.distractor_sets.store_neighbours import store_set_neighbours
from curation.actions.store_fingerprint import store_fingerprint
from curation.actions.store_neighbours import FoundNeighbour, store_neighbours
from curation.models import Image, Original, StoredFingerprint
from retrieval.images import read_pixels
from retrieval.near_duplicates import Candidate, Fingerprint, fingerprint_image
from workers import distractor_search, warm
from workers.base import Running, job_task


@job_task("neighbours.check")
def check(running: Running, image_id: int) -> dict[str, int]:
    """Fingerprint the picture if nobody has, then compare it with its benchmark and the sets of distractors.

    The fingerprint is committed before the comparison begins: of two pictures checked at the same time
    the later one sees the earlier one, so that no pair is missed.
    """
    image = Image.objects.select_related("original", "benchmark").get(pk=image_id)
    if image.deleted_at is not None:
        return {}
    fingerprint = fingerprint_of(image.original)
    index = warm.index_of(image.benchmark)
    candidates = index.check(fingerprint, exclude={str(image.pk)})
    # Both searches before anything is stored: a picture counts as checked only when both went well.
    distractors = distractor_search.check(image.benchmark, fingerprint)
    store_set_neighbours(image, distractors)
    store_neighbours(
        image, [as_row(candidate) for candidate in candidates if candidate.suggested != "not a match"]
    )
    return {"candidates": len(candidates), "distractors": len(distractors)}


def fingerprint_of(original: Original) -> Fingerprint:
    """The stored fingerprint of the configured encoder, computed from the preview when there is none."""
    method = warm.method()
    stored = StoredFingerprint.objects.filter(original=original, method=method).first()
    if stored is not None:
        return Fingerprint.from_bytes(bytes(stored.payload))
    with default_storage.open(original.file_name("preview")) as file:
        fingerprint = fingerprint_image(read_pixels(file.read()), warm.describer())
    store_fingerprint(original, method, fingerprint.to_bytes())
    return fingerprint


def as_row(candidate: Candidate) -> FoundNeighbour:
    """A candidate as the table holds it; an unmeasured residual is no number."""
    return {
        "image": int(candidate.neighbour),
        "hamming": candidate.hamming,
        "cosine": candidate.cosine,
        "inliers": candidate.inliers,
        "residual": candidate.residual if math.isfinite(candidate.residual) else None,
        "score": candidate.score,
        "suggested": candidate.suggested,
        "matches": candidate.matches.round(4).tolist(),
    }
