"""Objects that await review, in words: who handed in first is first."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from annotations.models import Review, ReviewClaim, Submission
from curation.models import Benchmark, Object, User


def in_order(objects: "QuerySet[Object]") -> "QuerySet[Object]":
    """With `submitted_at` and `round` of the last submission on each, the earliest first."""
    last = Submission.objects.filter(object=OuterRef("pk")).order_by("-round")
    return objects.annotate(
        # An object that came to its state without a submission keeps a place by its last change.
        submitted_at=Coalesce(Subquery(last.values("submitted_at")[:1]), "updated_at"),
        round=Subquery(last.values("round")[:1]),
    ).order_by("submitted_at", "pk")


def queue(benchmark: Benchmark) -> "QuerySet[Object]":
    """Everything of a benchmark that awaits review."""
    return in_order(Object.objects.filter(benchmark=benchmark).awaiting_review())


def open_to(reviewer: User, waiting: "QuerySet[Object]") -> "QuerySet[Object]":
    """Those the person may decide about now: not theirs, not held by others, not yet approved by them."""
    held = ReviewClaim.objects.live().filter(object=OuterRef("pk")).exclude(reviewer=reviewer)
    given = Review.objects.filter(
        object=OuterRef("pk"), reviewer=reviewer, round=OuterRef("round"), decision=Review.Decision.APPROVED
    )
    return waiting.exclude(collector=reviewer).filter(~Exists(held), ~Exists(given))


def next_after(key: str, benchmark: Benchmark, reviewer: User) -> str | None:
    """Key of the first open object behind that one, from the front again at the end; None when none is left."""
    free = open_to(reviewer, queue(benchmark)).exclude(key=key)
    here = in_order(Object.objects.filter(benchmark=benchmark, key=key)).first()
    keys = free.values_list("key", flat=True)
    if here is None:
        return keys.first()
    since: datetime = here.submitted_at  # type: ignore[attr-defined]  # annotated by in_order
    behind = Q(submitted_at__gt=since) | Q(submitted_at=since, pk__gt=here.pk)
    return keys.filter(behind).first() or keys.first()
