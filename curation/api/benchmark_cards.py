"""Benchmarks with their progress, at a constant number of queries for any number of them."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from rest_framework import serializers

from curation.api.people import RolesField
from curation.media_links import link
from curation.models import Benchmark, Image, Membership, Object, User

COVERS = 4
COVER_OBJECTS = 24  # covers are looked for among so many objects


class ImageCountsSerializer(serializers.Serializer[Any]):
    """Pictures by role."""

    query = serializers.IntegerField()
    positive = serializers.IntegerField()
    distractor = serializers.IntegerField()


class BenchmarkCardSerializer(serializers.Serializer[Any]):
    """A benchmark and how far it is."""

    slug = serializers.CharField()
    title = serializers.CharField()
    cutoff = serializers.DateField()
    goal_objects = serializers.IntegerField()
    roles = RolesField()
    objects_by_state = serializers.DictField(child=serializers.IntegerField())
    images = ImageCountsSerializer()
    cover = serializers.ListField(child=serializers.CharField())


def cards(benchmarks: Sequence[Benchmark], user: User) -> list[dict[str, Any]]:
    """What BenchmarkCardSerializer shows of each of them."""
    ids = [benchmark.pk for benchmark in benchmarks]
    roles, states, images = _roles(ids, user), _states(ids), _images(ids)
    covers = _covers(ids, user)
    return [
        {
            "slug": benchmark.slug,
            "title": benchmark.title,
            "cutoff": benchmark.cutoff,
            "goal_objects": benchmark.goal_objects,
            "roles": sorted(roles[benchmark.pk]),
            "objects_by_state": states[benchmark.pk],
            "images": {role: images[benchmark.pk].get(role, 0) for role in Image.Role.values},
            "cover": covers[benchmark.pk],
        }
        for benchmark in benchmarks
    ]


def _roles(ids: list[int], user: User) -> dict[int, list[str]]:
    held: dict[int, list[str]] = defaultdict(list)
    for pk, role in Membership.objects.filter(benchmark__in=ids, user=user).values_list("benchmark", "role"):
        held[pk].append(role)
    return held


def _states(ids: list[int]) -> dict[int, dict[str, int]]:
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    rows = Object.objects.filter(benchmark__in=ids).order_by().values_list("benchmark", "state")
    for pk, state, count in rows.annotate(count=Count("pk")):
        counts[pk][state] = count
    return counts


def _images(ids: list[int]) -> dict[int, dict[str, int]]:
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    rows = Image.objects.present().filter(benchmark__in=ids).order_by().values_list("benchmark", "role")
    for pk, role, count in rows.annotate(count=Count("pk")):
        counts[pk][role] = count
    return counts


def _covers(ids: list[int], user: User) -> dict[int, list[str]]:
    place = Window(RowNumber(), partition_by=[F("benchmark")], order_by=F("pk").asc())
    # Among the first objects only: ranking every query of a large benchmark would cost more than the whole page.
    first = Image.objects.present().filter(benchmark__in=ids, object__number__lt=COVER_OBJECTS)
    queries = first.filter(role=Image.Role.QUERY)
    rows = queries.annotate(place=place).filter(place__lte=COVERS).only("public_id", "benchmark")
    covers: dict[int, list[str]] = defaultdict(list)
    for image in rows:
        covers[image.benchmark_id].append(link(image, "thumb", user))
    return covers
