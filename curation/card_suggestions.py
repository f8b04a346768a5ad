"""True sentences about a benchmark that its own rows tell: something to begin the answers with."""

import json
from collections.abc import Iterator

from django.db.models import Count, Max, Min, Q, QuerySet

from curation.audit import AuditEntry
from curation.models import Benchmark, Image, Original, StoredFingerprint

CAMERAS = 10
PLATFORM = "Aristarch, an open studio for instance-level image-retrieval benchmarks."


def suggestions(benchmark: Benchmark) -> dict[str, str]:
    """Sentences by field of the card, as `responsible.…`; fields of which nothing is known are absent."""
    collected = Image.objects.collected().filter(benchmark=benchmark)
    found = {
        "data_collection": _collection(benchmark, collected),
        "data_collection_time_frame": _time_frame(collected),
        "data_preprocessing_protocol": _preprocessing(benchmark),
        "data_annotation_protocol": _annotation(benchmark),
        "data_annotation_platform": iter((PLATFORM,)),
        "annotations_per_item": _per_item(benchmark, collected),
        "machine_annotation_tools": _machines(benchmark),
    }
    told = {f"responsible.{name}": " ".join(sentences) for name, sentences in found.items()}
    return {name: text for name, text in told.items() if text}


def _collection(benchmark: Benchmark, collected: "QuerySet[Image]") -> Iterator[str]:
    counts = collected.aggregate(
        all=Count("pk"),
        captured=Count("pk", filter=Q(origin="captured")),
        people=Count("object__collector", distinct=True),
        objects=Count("object", distinct=True),
    )
    if not counts["all"]:
        return
    yield (
        f"{counts['people']} collector(s) contributed {counts['all']} query and positive images of "
        f"{counts['objects']} object(s): {counts['captured']} captured by themselves, "
        f"{counts['all'] - counts['captured']} downloaded under a licence."
    )
    yield (
        f"Every object is required to be no older than {benchmark.cutoff.isoformat()}, with evidence that a "
        "reviewer approved."
    )
    models = ("original__camera_make", "original__camera_model")
    rows = collected.exclude(original__camera_model="").values_list(*models)
    ranked = rows.annotate(count=Count("pk")).order_by("-count", *models)
    names = [f"{make} {model}".strip() + f" ({count})" for make, model, count in ranked]
    if names:
        more = f" and {len(names) - CAMERAS} more" if len(names) > CAMERAS else ""
        yield f"Cameras, by images: {', '.join(names[:CAMERAS])}{more}."


def _time_frame(collected: "QuerySet[Image]") -> Iterator[str]:
    told = collected.aggregate(
        first=Min("original__captured_at"),
        last=Max("original__captured_at"),
        count=Count("original__captured_at"),
    )
    if told["first"] is not None:
        yield (
            f"The {told['count']} images whose camera noted a date were taken between "
            f"{told['first'].date().isoformat()} and {told['last'].date().isoformat()}."
        )
    brought = collected.aggregate(first=Min("created_at"), last=Max("created_at"))
    if brought["first"] is not None:
        yield (
            f"Images were brought together between {brought['first'].date().isoformat()} and "
            f"{brought['last'].date().isoformat()}."
        )


def _preprocessing(benchmark: Benchmark) -> Iterator[str]:
    used = Original.objects.filter(images__benchmark=benchmark, images__deleted_at=None)
    for pipeline in used.order_by("pipeline").values_list("pipeline", flat=True).distinct():
        if pipeline:
            told = json.dumps(pipeline, sort_keys=True)
            yield f"Every published image, distractors included, was made by one pipeline: {told}."


def _annotation(benchmark: Benchmark) -> Iterator[str]:
    saved = AuditEntry.objects.filter(benchmark=benchmark, action="annotations.boxes.saved")
    drawn = saved.aggregate(images=Count("subject_id", distinct=True), people=Count("actor", distinct=True))
    if drawn["images"]:
        yield (
            f"Bounding boxes of {drawn['images']} images were drawn or brought in by {drawn['people']} person(s), "
            "in pixels of the upright image."
        )
    yield (
        f"Each object needs the approval of {benchmark.reviews_needed} reviewer(s) other than its collector, and "
        "rules on evidence, boxes, cameras, licences, texts and near-duplicates hold before a release is frozen."
    )


def _per_item(benchmark: Benchmark, collected: "QuerySet[Image]") -> Iterator[str]:
    if collected.exists():
        yield (
            "One set of boxes per query and positive, one text query and one category path per object, "
            f"each seen by {benchmark.reviews_needed} reviewer(s)."
        )


def _machines(benchmark: Benchmark) -> Iterator[str]:
    used = StoredFingerprint.objects.filter(original__images__benchmark=benchmark)
    for method in used.order_by("method").values_list("method", flat=True).distinct():
        yield f"Near-duplicates were proposed to people by the fingerprints {method}; people decided."
