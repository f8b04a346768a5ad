"""Write what the search found beside a picture; what people have said about pairs is never touched."""

from collections.abc import Sequence
from typing import TypedDict

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from curation import jobs
from curation.models import Image, Neighbour


class FoundNeighbour(TypedDict):
    """One candidate; `matches` are [x, y in the picture, x, y in the other] as fractions of their sizes."""

    image: int  # primary key of the other picture
    hamming: int
    cosine: float
    inliers: int
    residual: float | None
    score: float
    suggested: str
    matches: Sequence[Sequence[float]]


@transaction.atomic
def store_neighbours(image: Image, found: Sequence[FoundNeighbour]) -> list[Neighbour]:
    """Upsert the pairs of a picture and note when it was checked.

    A new pair whose originals were judged before, as another pair of this benchmark, takes over that
    verdict, so that nobody is asked twice.
    """
    others = Image.objects.in_bulk([item["image"] for item in found if item["image"] != image.pk])
    pairs = [_upserted(image, others[item["image"]], item) for item in found if item["image"] in others]
    for pair in pairs:
        _remember(pair)
    Image.objects.filter(pk=image.pk).update(neighbours_checked_at=timezone.now())
    objects = {image.object_id, *(other.object_id for other in others.values())} - {None}
    for object_id in sorted(pk for pk in objects if pk is not None):
        jobs.enqueue("rules.check", object_id, benchmark=image.benchmark)
    return pairs


def _upserted(image: Image, other: Image, item: FoundNeighbour) -> Neighbour:
    swapped = other.pk < image.pk
    first, second = (other, image) if swapped else (image, other)
    lines = [[*line[2:4], *line[0:2]] if swapped else list(line) for line in item["matches"]]
    pair, _ = Neighbour.objects.update_or_create(
        first=first,
        second=second,
        defaults={
            "hamming": item["hamming"],
            "cosine": item["cosine"],
            "inliers": item["inliers"],
            "residual": item["residual"],
            "score": item["score"],
            "suggested": item["suggested"],
            "matches": lines,
        },
    )
    return pair


def copies_of(pair: Neighbour) -> Q:
    """Pairs of the same benchmark whose pictures are byte for byte the same two."""
    first, second = pair.first.original_id, pair.second.original_id
    return Q(first__benchmark=pair.first.benchmark_id) & (
        Q(first__original=first, second__original=second) | Q(first__original=second, second__original=first)
    )


def _remember(pair: Neighbour) -> None:
    if pair.verdict:
        return
    judged = Neighbour.objects.filter(copies_of(pair)).exclude(verdict="").order_by("-decided_at").first()
    if judged is not None:
        pair.verdict, pair.decided_by, pair.decided_at = judged.verdict, judged.decided_by, judged.decided_at
        pair.save(update_fields=["verdict", "decided_by", "decided_at"])
