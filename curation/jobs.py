"""The Job table: PostgreSQL is the truth, the broker only a hint (reliability research, section 1.1).

`enqueue` writes a row in the caller's transaction and publishes its id after commit. A lost message,
a dead worker or an empty broker costs time, never a job: the reaper in workers/ publishes again
whatever waits too long or whose lease ran out.
"""

import hashlib
import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING, Any, ClassVar

from celery import current_app
from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone
from kombu.exceptions import OperationalError

if TYPE_CHECKING:
    from curation.models import Benchmark, User


ASK_AGAIN_AFTER = 5.0  # seconds in which a broker that did not answer is not asked again


@dataclass
class _Broker:
    away_until: float = 0.0


_broker = _Broker()


class JobQuerySet(models.QuerySet["Job"]):
    """Queues in words."""

    def active(self) -> "JobQuerySet":
        """Waiting or running."""
        return self.filter(state__in=[Job.State.PENDING, Job.State.RUNNING])

    def failed(self) -> "JobQuerySet":
        """Ended without a result: refused, or given up after too many attempts."""
        return self.filter(state__in=[Job.State.FAILED, Job.State.DEAD])

    def claimable(self) -> "JobQuerySet":
        """Waiting, or running under a lease that ran out."""
        lost = Q(state=Job.State.RUNNING, lease_until__lt=timezone.now())
        return self.filter(Q(state=Job.State.PENDING) | lost)


class Job(models.Model):
    """One piece of background work and everything known of it."""

    class State(models.TextChoices):
        PENDING = "pending"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"  # an expected refusal: the same input would fail again
        DEAD = "dead"  # gave up after max_attempts: kept for a person to look at
        CANCELLED = "cancelled"

    kind = models.CharField(max_length=60)
    args = models.JSONField(default=list)
    key = models.CharField(max_length=64)  # hash of kind and args: the idempotency key
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    benchmark = models.ForeignKey(
        "curation.Benchmark", on_delete=models.CASCADE, null=True, related_name="jobs"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    attempts = models.PositiveIntegerField(default=0)
    max_attempts = models.PositiveIntegerField(default=4)
    lease_until = models.DateTimeField(null=True)
    worker = models.CharField(max_length=120, blank=True)
    done = models.PositiveIntegerField(default=0)  # progress: steps done of total
    total = models.PositiveIntegerField(default=0)
    cancel_requested = models.BooleanField(default=False)
    error_code = models.CharField(max_length=80, blank=True)
    error = models.TextField(blank=True)
    result = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            # The same work is never queued twice at a time; once it ended it may be asked for again.
            models.UniqueConstraint(
                fields=["key"], condition=Q(state__in=["pending", "running"]), name="job_active_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["pending", "running", "done", "failed", "dead", "cancelled"]),
                name="job_state_known",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kind", "id"], condition=Q(state="pending"), name="job_pending"),
            models.Index(fields=["benchmark", "-id"], name="job_by_benchmark"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.args} ({self.state})"


def key_of(kind: str, args: tuple[Any, ...]) -> str:
    """The idempotency key: a hash of what the work is."""
    return hashlib.sha256(json.dumps([kind, *args], sort_keys=True).encode()).hexdigest()


def enqueue(kind: str, *args: Any, benchmark: "Benchmark | None" = None, user: "User | None" = None) -> Job:
    """Queue work by name; the same work that still waits or runs is returned instead of queued twice.

    A running job may already have read what has since changed, so it does not count as the same work
    when it runs: it is followed by one more run (see `follow_up` in workers/base.py).
    """
    key = key_of(kind, args)
    while True:
        try:
            with transaction.atomic():
                job = Job.objects.create(
                    kind=kind,
                    args=list(args),
                    key=key,
                    benchmark=benchmark,
                    created_by=user,
                    max_attempts=settings.JOB_MAX_ATTEMPTS,
                )
        except IntegrityError:
            with transaction.atomic():
                # Held until the caller commits: who claims it then reads what the caller has changed.
                same = Job.objects.active().filter(key=key).select_for_update().first()
                if same is None:
                    continue  # it ended between the two statements: now there is room for a new one
                if same.state == Job.State.RUNNING:
                    Job.objects.filter(pk=same.pk).update(result={"again": True})
            return same
        transaction.on_commit(partial(publish, job.pk, kind))
        return job


def enqueue_all(kind: str, ids: Iterable[int], *, benchmark: "Benchmark", user: "User | None" = None) -> int:
    """Queue the same kind of work for each id, in a number of statements that does not grow with theirs.

    What `enqueue` promises of one job holds for each: the same work is not queued twice, a running one is
    followed by one more run. Returns how many were created; only those are hinted at, after the commit.
    """
    created: list[int] = []
    # In one order whoever asks: two that insert the same keys at once then wait, and never for each other.
    missing = {key_of(kind, (pk,)): pk for pk in sorted(ids)}
    while missing:
        with transaction.atomic():
            created += _insert(kind, missing, benchmark, user)
            active = Job.objects.active().filter(key__in=missing).order_by("pk").select_for_update()
            states = dict(active.values_list("key", "state"))
            running = [key for key, state in states.items() if state == Job.State.RUNNING]
            Job.objects.filter(key__in=running, state=Job.State.RUNNING).update(result={"again": True})
        # What is in the way of an insert may end before it is looked at: then there is room for a new one.
        missing = {key: pk for key, pk in missing.items() if key not in states}
    if created:
        transaction.on_commit(partial(publish_all, created, kind))
    return len(created)


def _insert(kind: str, wanted: Mapping[str, int], benchmark: "Benchmark", user: "User | None") -> list[int]:
    """Create what is not active; the primary keys of the new rows."""
    last = Job.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    rows = Job.objects.bulk_create(
        [
            Job(
                kind=kind,
                args=[pk],
                key=key,
                benchmark=benchmark,
                created_by=user,
                max_attempts=settings.JOB_MAX_ATTEMPTS,
            )
            for key, pk in wanted.items()
        ],
        ignore_conflicts=True,
    )
    # The statement does not tell which rows it passed over. Ours are newer than `last`, and one of the same
    # key that somebody else has created since then bears another time.
    ours = {(row.key, row.created_at) for row in rows}
    newer = Job.objects.filter(kind=kind, benchmark=benchmark, pk__gt=last).order_by("pk")
    return [pk for pk, *row in newer.values_list("pk", "key", "created_at") if tuple(row) in ours]


def publish(job_id: int, kind: str) -> bool:
    """Hint at a job through the broker; False when the broker is away (the reaper hints again)."""
    return publish_all([job_id], kind) == 1


def publish_all(job_ids: Sequence[int], kind: str) -> int:
    """Hint at jobs through the broker, as many as it takes; their number."""
    hinted = list(takewhile(lambda job_id: _send(job_id, kind), job_ids))
    if hinted:
        Job.objects.filter(pk__in=hinted).update(published_at=timezone.now())
    return len(hinted)


def _send(job_id: int, kind: str) -> bool:
    if time.monotonic() < _broker.away_until:
        return False
    try:
        current_app.send_task(kind, args=[job_id], retry=False)
    except (OperationalError, OSError):
        _broker.away_until = time.monotonic() + ASK_AGAIN_AFTER
        return False
    return True


def waiting_since(seconds: float) -> JobQuerySet:
    """Pending jobs whose last hint is older than that, or that were never hinted at."""
    limit = timezone.now() - timedelta(seconds=seconds)
    return Job.objects.filter(state=Job.State.PENDING).filter(
        Q(published_at__lt=limit) | Q(published_at=None, created_at__lt=limit)
    )
