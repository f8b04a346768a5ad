"""Everything that the rules ask about one object, loaded with a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Prefetch, Q, QuerySet

from annotations.models import Box, BoxSet, Measure, TextQuery
from annotations.rules.audit import Audit, load_audits
from curation.models import Benchmark, Evidence, Image, Neighbour, Object, Original, Verdict

LEFT_BEHIND = (Object.State.REJECTED, Object.State.WITHDRAWN)  # their pictures enter no release
RELATED = ("benchmark", "category__parent__parent", "collector", "evidence", "text_query__approved_by")
Segmenter = tuple[str, str]  # name, version


@dataclass(frozen=True, slots=True)
class Picture:
    """A query or positive with its file, its boxes and what was measured on it."""

    image: Image
    original: Original
    boxes: tuple[Box, ...] = ()
    boxes_version: int = 0
    measure: Measure | None = None

    @property
    def id(self) -> str:
        """The public id."""
        return str(self.image.public_id)

    @property
    def link(self) -> str:
        """The anchor of the picture on the object page."""
        return f"image:{self.id}"


@dataclass(frozen=True, slots=True)
class Case:
    """One object as the rules see it."""

    object: Object
    benchmark: Benchmark
    evidence: Evidence | None = None
    text: TextQuery | None = None
    pictures: tuple[Picture, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()  # open suggestions and confirmed duplicates
    copies: tuple[tuple[Image, Image], ...] = ()  # (own picture, another picture of the same bytes)
    segmenters: Mapping[Segmenter, int] = field(default_factory=dict)  # measures by each, benchmark-wide
    audit: Audit = field(default_factory=Audit)


def load_cases(objects: "QuerySet[Object]") -> Iterator[Case]:
    """The cases of all objects of a queryset, in its order: eleven queries however many there are.

    Where the benchmark has sets of distractors there are four more.
    """
    rows = list(
        objects.select_related(*RELATED).prefetch_related(Prefetch("images", _pictures(), "present_images"))
    )
    images = [image for row in rows for image in row.present_images]
    neighbours, copies = _neighbours(images), _copies(images)
    segmenters, audits = _segmenters({row.benchmark_id for row in rows}), load_audits(rows, images)
    for row in rows:
        yield Case(
            object=row,
            benchmark=row.benchmark,
            evidence=getattr(row, "evidence", None),
            text=getattr(row, "text_query", None),
            pictures=tuple(_picture(image) for image in row.present_images),
            neighbours=tuple(neighbours[row.pk]),
            copies=tuple(copies[row.pk]),
            segmenters=segmenters[row.benchmark_id],
            audit=audits.get(row.pk, Audit()),
        )


def load_case(obj: Object) -> Case:
    """The case of one object."""
    return next(load_cases(Object.objects.filter(pk=obj.pk)))


def _pictures() -> "QuerySet[Image]":
    found = Image.objects.present().select_related("original", "box_set", "measure")
    return found.prefetch_related("box_set__boxes").order_by("-role", "pk")  # queries first


def _picture(image: Image) -> Picture:
    box_set: BoxSet | None = getattr(image, "box_set", None)
    return Picture(
        image=image,
        original=image.original,
        boxes=tuple(box_set.boxes.all()) if box_set is not None else (),
        boxes_version=box_set.version if box_set is not None else 0,
        measure=getattr(image, "measure", None),
    )


def _neighbours(images: Iterable[Image]) -> dict[int, list[Neighbour]]:
    # Pairs first, their pictures after: joined in one query, pictures are paired with pictures before the pairs
    # are looked at whenever the planner takes the tables for small, as after a bulk import (3.7 s an object).
    ids = [image.pk for image in images]
    suggested = Q(verdict="", suggested__in=[Verdict.DUPLICATE, Verdict.SAME_SCENE])
    touching = Neighbour.objects.filter(Q(first__in=ids) | Q(second__in=ids))
    pairs = list(touching.filter(suggested | Q(verdict=Verdict.DUPLICATE)).order_by("pk"))
    present = Image.objects.present().exclude(object__state__in=LEFT_BEHIND).select_related("object")
    pictures = present.in_bulk({pk for pair in pairs for pk in (pair.first_id, pair.second_id)})
    found: dict[int, list[Neighbour]] = defaultdict(list)
    for pair in pairs:
        if pair.first_id not in pictures or pair.second_id not in pictures:
            continue
        pair.first, pair.second = pictures[pair.first_id], pictures[pair.second_id]
        for object_id in {pair.first.object_id, pair.second.object_id}:
            if object_id is not None:
                found[object_id].append(pair)
    return found


def _copies(images: Iterable[Image]) -> dict[int, list[tuple[Image, Image]]]:
    own: dict[tuple[int, int], list[Image]] = defaultdict(list)
    for image in images:
        own[image.benchmark_id, image.original_id].append(image)
    others = (
        Image.objects.present()
        .filter(original__in={original for _, original in own}, benchmark__in={slug for slug, _ in own})
        .exclude(object__state__in=LEFT_BEHIND)
        .select_related("object")
        .order_by("pk")
    )
    found: dict[int, list[tuple[Image, Image]]] = defaultdict(list)
    for other in others:
        for image in own[other.benchmark_id, other.original_id]:
            if image.pk != other.pk and image.object_id is not None:
                found[image.object_id].append((image, other))
    return found


def _segmenters(benchmarks: set[int]) -> dict[int, dict[Segmenter, int]]:
    measured = (
        Measure.objects.filter(image__benchmark__in=benchmarks, image__deleted_at=None)
        .values_list("image__benchmark", "segmenter", "segmenter_version")
        .annotate(number=Count("pk"))
        .order_by()
    )
    found: dict[int, dict[Segmenter, int]] = defaultdict(dict)
    for benchmark, name, version, number in measured:
        found[benchmark][name, version] = number
    return found
