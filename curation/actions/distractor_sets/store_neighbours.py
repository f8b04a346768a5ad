"""Write which distractors of sets a picture may be a copy of; what people have said is never touched."""

from collections.abc import Sequence
from typing import TypedDict

from django.db import transaction
from django.db.models import Q

from curation import jobs
from curation.models import DistractorRemoval, Image, SetNeighbour


class FoundDistractor(TypedDict):
    """One candidate; `matches` are [x, y in the picture, x, y in the distractor] as fractions of their sizes."""

    set: int  # primary key of the set
    distractor: str  # "<shard>/<key>"
    source_sha256: str
    hamming: int
    cosine: float
    inliers: int
    residual: float | None
    score: float
    suggested: str
    matches: Sequence[Sequence[float]]


MEASURED = ("source_sha256", "hamming", "cosine", "inliers", "residual", "score", "suggested", "matches")


@transaction.atomic
def store_set_neighbours(image: Image, found: Sequence[FoundDistractor]) -> list[SetNeighbour]:
    """Upsert the pairs of a picture; removed distractors are passed over.

    A pair whose bytes were judged before in this benchmark takes over that verdict, so that nobody is
    asked twice.
    """
    removed = _removed(found)
    pairs = [_upserted(image, item) for item in found if (item["set"], item["distractor"]) not in removed]
    for pair in pairs:
        _remember(pair)
    if pairs and image.object_id is not None:
        jobs.enqueue("rules.check", image.object_id, benchmark=image.benchmark)
    return pairs


def _removed(found: Sequence[FoundDistractor]) -> set[tuple[int, str]]:
    named = DistractorRemoval.objects.filter(distractor__in=[item["distractor"] for item in found])
    return set(named.values_list("set", "distractor"))


def _upserted(image: Image, item: FoundDistractor) -> SetNeighbour:
    measured = {name: item[name] for name in MEASURED}  # type: ignore[literal-required]  # names of FoundDistractor
    measured["matches"] = [list(line) for line in item["matches"]]
    pair, _ = SetNeighbour.objects.update_or_create(
        image=image, set_id=item["set"], distractor=item["distractor"], defaults=measured
    )
    return pair


def copies_of(pair: SetNeighbour) -> Q:
    """Pairs of the same benchmark of which picture and distractor are byte for byte the same two."""
    same = Q(image__benchmark=pair.image.benchmark_id, image__original=pair.image.original_id)
    if not pair.source_sha256:
        return same & Q(set=pair.set_id, distractor=pair.distractor)
    return same & Q(source_sha256=pair.source_sha256)


def _remember(pair: SetNeighbour) -> None:
    if pair.verdict:
        return
    judged = SetNeighbour.objects.filter(copies_of(pair)).exclude(verdict="").order_by("-decided_at").first()
    if judged is not None:
        pair.verdict, pair.decided_by, pair.decided_at = judged.verdict, judged.decided_by, judged.decided_at
        pair.save(update_fields=["verdict", "decided_by", "decided_at"])
