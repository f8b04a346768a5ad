"""The figures of a release, from its frozen rows, with a constant number of queries."""

from collections import Counter
from collections.abc import Sequence
from statistics import quantiles
from typing import Any

from django.db.models import Count, Q, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from curation.models import Image
from releases.models import FrozenImage, FrozenObject, FrozenShard, Release


def statistics(release: Release) -> dict[str, Any]:
    """Categories, licences, cameras, clutter, scale and sizes; six queries however large it is."""
    objects = FrozenObject.objects.filter(release=release)
    images = FrozenImage.objects.filter(release=release)
    shown = images.filter(object__isnull=False)
    measured = list(shown.order_by("pk").values_list("role", "clutter", "scale", "boxes"))
    positives = [row for row in measured if row[0] == Image.Role.POSITIVE]
    sizes = objects.annotate(size=Count("images")).values_list("size", flat=True)
    boxes = Counter(len(row[3]) for row in measured)
    return {
        "categories": _categories(release),
        "licences": _licences(release, images),
        "cameras": _ranked(shown, "camera"),
        "clutter": quartiles([row[1] for row in positives if row[1] is not None]),
        "scale": quartiles([row[2] for row in positives if row[2] is not None]),
        "boxes_per_image": [{"boxes": number, "images": count} for number, count in sorted(boxes.items())],
        "images_per_object": [
            {"images": number, "objects": count} for number, count in sorted(Counter(sizes).items())
        ],
    }


def quartiles(values: Sequence[float]) -> list[float]:
    """Minimum, quartiles (inclusive, as the dataset card has them) and maximum; nothing of nothing."""
    if not values:
        return []
    inner = quantiles(values, n=4, method="inclusive") if len(values) > 1 else [values[0]] * 3
    return [min(values), *inner, max(values)]


def _categories(release: Release) -> list[dict[str, Any]]:
    """By the coarsest name, most objects first."""
    coarse = Coalesce(KeyTextTransform("0", "categories"), Value(""), output_field=TextField())
    rows = FrozenObject.objects.filter(release=release).annotate(coarse=coarse).values("coarse")
    counted = rows.annotate(
        count=Count("pk", distinct=True),
        queries=Count("images", filter=Q(images__role=Image.Role.QUERY)),
        positives=Count("images", filter=Q(images__role=Image.Role.POSITIVE)),
    )
    names = ("coarse", "count", "queries", "positives")
    return [
        {"name": row[0], "objects": row[1], "queries": row[2], "positives": row[3]}
        for row in counted.order_by("-count", "coarse").values_list(*names)
    ]


def _licences(release: Release, images: Any) -> list[dict[str, Any]]:
    """Of rows and of sets, whose shards counted theirs when they were frozen."""
    counts = Counter({row["licence"]: row["images"] for row in _ranked(images, "licence")})
    for licences in FrozenShard.objects.filter(release=release).values_list("licences", flat=True):
        counts.update(licences)
    ranked = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    return [{"licence": licence, "images": count} for licence, count in ranked]


def _ranked(images: Any, column: str) -> list[dict[str, Any]]:
    counted = images.order_by().values(column).annotate(images=Count("pk"))
    return list(counted.order_by("-images", column))
