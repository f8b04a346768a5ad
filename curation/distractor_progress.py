"""How far the sets are: counts, rate and time left, from their shards' rows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count, F, FloatField, Q, Sum
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from curation.models import DistractorRemoval, DistractorSet, DistractorShard, Job

LOOK_BACK = timedelta(minutes=10)
DONE, FAILED, PENDING = (
    DistractorShard.State.DONE,
    DistractorShard.State.FAILED,
    DistractorShard.State.PENDING,
)
WORK = ("distractors.plan", "distractors.shard")


@dataclass
class SetProgress:
    """Sums over the shards of a set; rate in images per second over the last minutes, time left in seconds.

    stalled: it should be running, shards are pending, and nobody has been asked to do them.
    """

    total: int = 0
    done: int = 0
    failed: int = 0
    accepted: int = 0
    refused: int = 0
    size: int = 0
    removed: int = 0
    refusals: Counter[str] = field(default_factory=Counter)
    rate: float | None = None
    seconds_left: float | None = None
    stalled: bool = False


def progress_of(sets: Sequence[DistractorSet]) -> dict[int, SetProgress]:
    """Primary key -> progress, in a number of statements that does not grow with the sets."""
    known = {row.pk: SetProgress() for row in sets}
    shards = DistractorShard.objects.filter(set__in=known).order_by()
    expected = Coalesce(Cast(KT("piece__expected"), FloatField()), 0.0)
    sums = shards.values("set").annotate(
        total=Count("pk"),
        done_=Count("pk", filter=Q(state=DONE)),
        failed_=Count("pk", filter=Q(state=FAILED)),
        accepted_=Sum("accepted"),
        refused_=Sum("refused"),
        size_=Sum("size"),
        left=Sum(expected, filter=Q(state=PENDING)),
    )
    left: dict[int, float] = {}
    for row in sums:
        one = known[row["set"]]
        one.total, one.done, one.failed = row["total"], row["done_"], row["failed_"]
        one.accepted, one.refused, one.size = row["accepted_"], row["refused_"], row["size_"]
        left[row["set"]] = row["left"] or 0.0
    for pk, refusals in shards.filter(refused__gt=0).values_list("set", "refusals"):
        known[pk].refusals.update(refusals)
    removed = DistractorRemoval.objects.filter(set__in=known).order_by().values("set")
    for pk, count in removed.annotate(number=Count("pk")).values_list("set", "number"):
        known[pk].removed = count
    running = {row.pk: row for row in sets if row.state == DistractorSet.State.RUNNING}
    _add_rates(known, left, set(running))
    _add_stalled(known, running)
    return known


def _add_rates(known: dict[int, SetProgress], left: dict[int, float], running: set[int]) -> None:
    now = timezone.now()
    recent: dict[int, list[tuple[datetime, float, int]]] = {}
    done = DistractorShard.objects.filter(set__in=running, state=DONE, finished_at__gte=now - LOOK_BACK)
    values = done.values_list("set", "finished_at", "seconds", F("accepted") + F("refused"))
    for pk, ended, seconds, images in values:
        if ended is not None:
            recent.setdefault(pk, []).append((ended, seconds, images))
    for pk, rows in recent.items():
        one = known[pk]
        begun = min(ended - timedelta(seconds=seconds) for ended, seconds, _ in rows)
        span = (now - max(begun, now - LOOK_BACK)).total_seconds()
        one.rate = sum(images for *_, images in rows) / max(span, 1.0)
        pending = one.total - one.done - one.failed
        images_left = left.get(pk) or pending * (one.accepted + one.refused) / max(one.done, 1)
        one.seconds_left = images_left / one.rate if one.rate else None


def _add_stalled(known: dict[int, SetProgress], running: dict[int, DistractorSet]) -> None:
    benchmarks = {row.benchmark_id for row in running.values()}
    active = Job.objects.active().filter(kind__in=WORK, benchmark__in=benchmarks)
    busy = set(active.values_list("benchmark", flat=True))
    for pk, row in running.items():
        one = known[pk]
        one.stalled = row.benchmark_id not in busy and (one.done + one.failed < one.total or not one.total)
