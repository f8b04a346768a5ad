"""Which releases hold a thing, and which withdrawals concern a release."""

from collections.abc import Iterable

from django.db.models import F, QuerySet
from django.db.models.functions import Substr

from curation.models import Benchmark, Image
from releases.actions.frozen_distractors import KEY_LENGTH
from releases.models import FrozenImage, FrozenObject, Release, Withdrawal

Thing = tuple[str, str]  # kind, key
Pairs = Iterable[tuple[str, int]]  # key, release


def held_by(withdrawals: Iterable[Withdrawal]) -> dict[Thing, list[int]]:
    """The ids of the releases that hold each of these things, oldest first; three queries."""
    by_kind: dict[str, list[Withdrawal]] = {kind: [] for kind in Withdrawal.Kind.values}
    for entry in withdrawals:
        by_kind[entry.kind].append(entry)
    found: dict[Thing, list[int]] = {}
    for kind, entries in by_kind.items():
        if entries:
            for key, release in sorted(_pairs(kind, entries), key=lambda pair: pair[1]):
                found.setdefault((kind, key), []).append(release)
    return found


def in_release(release: Release) -> list[Withdrawal]:
    """The withdrawals of what this release holds, oldest first."""
    rows = Withdrawal.objects.filter(benchmark=release.benchmark_id).select_related("object", "image__object")
    entries = list(rows.order_by("pk"))
    held = held_by(entries)
    return [entry for entry in entries if release.pk in held.get((entry.kind, entry.key), ())]


def withdrawn_originals(benchmark: Benchmark) -> "QuerySet[Withdrawal, int]":
    """The files of withdrawn distractors: brought in again, they stay out."""
    gone = Withdrawal.objects.filter(benchmark=benchmark, kind=Withdrawal.Kind.DISTRACTOR)
    return gone.values_list("image__original", flat=True)


def _pairs(kind: str, entries: list[Withdrawal]) -> Pairs:
    benchmark = entries[0].benchmark_id
    if kind == Withdrawal.Kind.OBJECT:
        things = FrozenObject.objects.filter(source__in=[entry.object_id for entry in entries])
        return things.values_list("source__key", "release").distinct()
    # named one by one, so that the index of the keys of each release is used
    images = FrozenImage.objects.filter(release__in=list(Release.objects.filter(benchmark=benchmark)))
    if kind == Withdrawal.Kind.IMAGE:
        images = images.filter(source__in=[entry.image_id for entry in entries])
        rows = images.annotate(thing=F("source__public_id")).values_list("thing", "release").distinct()
        return [(str(key), release) for key, release in rows]
    keyed = images.filter(role=Image.Role.DISTRACTOR).annotate(thing=Substr("original_sha256", 1, KEY_LENGTH))
    return keyed.filter(thing__in=[entry.key for entry in entries]).values_list("thing", "release").distinct()
