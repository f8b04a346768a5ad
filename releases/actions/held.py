"""Which releases hold a thing, and which withdrawals concern a release."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import F, QuerySet
from django.db.models.functions import Substr

from curation.models import Benchmark, Image
from releases.actions.frozen_distractors import KEY_LENGTH
from releases.models import FrozenImage, FrozenObject, FrozenShard, Release, Withdrawal

Thing = tuple[str, str]  # kind, key
Pairs = Iterable[tuple[str, int]]  # key, release


def held_by(withdrawals: Iterable[Withdrawal]) -> dict[Thing, list[int]]:
    """The ids of the releases that hold each of these things, oldest first; five queries at most."""
    by_kind: dict[str, list[Withdrawal]] = {kind: [] for kind in Withdrawal.Kind.values}
    for entry in withdrawals:
        by_kind[entry.kind].append(entry)
    found: dict[Thing, list[int]] = {}
    for kind, entries in by_kind.items():
        if entries:
            for key, release in sorted(set(_pairs(kind, entries)), key=lambda pair: pair[1]):
                found.setdefault((kind, key), []).append(release)
    return found


def in_release(release: Release) -> list[Withdrawal]:
    """The withdrawals of what this release holds, oldest first."""
    rows = Withdrawal.objects.filter(benchmark=release.benchmark_id).select_related("object", "image__object")
    entries = list(rows.order_by("pk"))
    held = held_by(entries)
    return [entry for entry in entries if release.pk in held.get((entry.kind, entry.key), ())]


def withdrawn_originals(benchmark: Benchmark) -> "QuerySet[Withdrawal, int]":
    """The originals of withdrawn distractors: brought in again, they stay out."""
    gone = Withdrawal.objects.filter(benchmark=benchmark, kind=Withdrawal.Kind.DISTRACTOR)
    return gone.exclude(image=None).values_list("image__original", flat=True)


def withdrawn_files(benchmark: Benchmark) -> frozenset[str]:
    """SHA-256 of the files of withdrawn distractors: in whatever set or row they come again, they stay out."""
    gone = Withdrawal.objects.filter(benchmark=benchmark, kind=Withdrawal.Kind.DISTRACTOR)
    named = gone.values_list("image__original__sha256", "source_sha256")
    return frozenset(sha256 for pair in named for sha256 in pair if sha256)


def _pairs(kind: str, entries: list[Withdrawal]) -> Pairs:
    if kind == Withdrawal.Kind.OBJECT:
        things = FrozenObject.objects.filter(source__in=[entry.object_id for entry in entries])
        return things.values_list("source__key", "release").distinct()
    # named one by one, so that the index of the keys of each release is used
    releases = list(Release.objects.filter(benchmark=entries[0].benchmark_id))
    images = FrozenImage.objects.filter(release__in=releases)
    if kind == Withdrawal.Kind.IMAGE:
        images = images.filter(source__in=[entry.image_id for entry in entries])
        rows = images.annotate(thing=F("source__public_id")).values_list("thing", "release").distinct()
        return [(str(key), release) for key, release in rows]
    keyed = images.filter(role=Image.Role.DISTRACTOR).annotate(thing=Substr("original_sha256", 1, KEY_LENGTH))
    in_rows = keyed.filter(thing__in=[entry.key for entry in entries if entry.shard_id is None])
    return [*in_rows.values_list("thing", "release").distinct(), *_in_shards(entries)]


def _in_shards(entries: list[Withdrawal]) -> Iterator[tuple[str, int]]:
    by_shard: dict[int, list[Withdrawal]] = defaultdict(list)
    for entry in entries:
        if entry.shard_id is not None:
            by_shard[entry.shard_id].append(entry)
    if not by_shard:
        return
    for frozen in FrozenShard.objects.filter(shard__in=list(by_shard)):
        omitted = set(frozen.omitted)
        for entry in by_shard[frozen.shard_id]:
            if entry.place not in omitted:
                yield entry.key, frozen.release_id
