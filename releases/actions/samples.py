"""A few objects of a release to look at: the same ones every time, spread over the categories."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import zip_longest

from django.db.models import Prefetch

from curation.models import Object
from releases.models import FrozenImage, FrozenObject, Release

SAMPLES = 12


def samples(release: Release, count: int = SAMPLES) -> Sequence[FrozenObject]:
    """Objects with `shown_images` (queries first), one of each coarse category in turn; three queries.

    What was withdrawn meanwhile, or lost its last query or positive to the trash, is not shown.
    """
    rows = FrozenObject.objects.filter(release=release).exclude(source__state=Object.State.WITHDRAWN)
    by_category: dict[str, list[int]] = defaultdict(list)
    for pk, categories in rows.order_by("number").values_list("pk", "categories"):
        by_category[categories[0] if categories else ""].append(pk)
    turns = zip_longest(*(by_category[name] for name in sorted(by_category)))
    chosen = [pk for turn in turns for pk in turn if pk is not None][: 2 * count]
    present = FrozenImage.objects.filter(source__deleted_at=None).select_related("source")
    ordered = present.order_by("-role", "position")
    found = FrozenObject.objects.filter(pk__in=chosen).prefetch_related(
        Prefetch("images", ordered, "shown_images")
    )
    by_pk = {thing.pk: thing for thing in found if _is_whole(thing)}
    return [by_pk[pk] for pk in chosen if pk in by_pk][:count]


def _is_whole(thing: FrozenObject) -> bool:
    shown: list[FrozenImage] = thing.shown_images  # type: ignore[attr-defined]  # prefetched above
    return {image.role for image in shown} >= {"query", "positive"}
