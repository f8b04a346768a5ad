"""Benchmarks whose accepted objects hold every rule, for tests of what comes after."""

from datetime import date

from django.utils import timezone

from annotations.models import Box, BoxSet, Measure, TextEdit, TextQuery
from curation.models import Benchmark, Category, Evidence, Image, Object, User
from tests import factories


def make_ready(benchmark: Benchmark, collector: User, reviewer: User, positives: int = 2) -> Object:
    """An accepted object with a query, positives, boxes, measures, evidence, text and categories."""
    coarse, _ = Category.objects.get_or_create(benchmark=benchmark, level="coarse", name="home", parent=None)
    mid, _ = Category.objects.get_or_create(benchmark=benchmark, level="mid", name="kitchen", parent=coarse)
    obj = factories.make_object(benchmark, collector, state=Object.State.ACCEPTED, category=mid)
    Evidence.objects.create(
        object=obj,
        kind=Evidence.Kind.PUBLIC_RECORD,
        date=date(2015, 5, 1),
        url="https://example.org/launch",
        statement="Sold since May 2015.",
        verdict=Evidence.Verdict.APPROVED,
        decided_by=reviewer,
        decided_at=timezone.now(),
    )
    text = TextQuery.objects.create(
        object=obj,
        text=f"A patterned thing with the number {obj.number}.",
        version=1,
        approved_by=reviewer,
        approved_at=timezone.now(),
    )
    TextEdit.objects.create(text_query=text, version=1, text=text.text, author=collector)
    for role in [Image.Role.QUERY, *[Image.Role.POSITIVE] * positives]:
        add_picture(obj, role)
    return obj


def add_picture(obj: Object, role: str) -> Image:
    """A picture with one box, measured when it is a positive."""
    image = factories.make_image(obj, role)
    box_set = BoxSet.objects.create(image=image, version=1)
    Box.objects.create(box_set=box_set, x=10, y=20, width=100, height=50)
    if role == Image.Role.POSITIVE:
        Measure.objects.create(
            image=image,
            boxes_version=1,
            clutter=7,
            scale=0.0651,
            segmenter="felzenszwalb",
            segmenter_version="1",
        )
    return image


def make_ready_benchmark(objects: int = 3, distractors: int = 4) -> Benchmark:
    """A benchmark that may be frozen as it is."""
    benchmark = factories.make_benchmark()
    collector, reviewer = factories.make_user(benchmark), factories.make_user(benchmark)
    for _ in range(objects):
        make_ready(benchmark, collector, reviewer)
    for _ in range(distractors):
        factories.make_distractor(
            benchmark,
            author="B. Stander",
            source_url="https://example.org/d",
            neighbours_checked_at=timezone.now(),
        )
    return benchmark
