"""Ask again for work that failed, was given up or was cancelled; or call work off."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from curation import audit, jobs
from curation.errors import Conflict
from curation.models import Job, User

RETRYABLE = frozenset({Job.State.FAILED, Job.State.DEAD, Job.State.CANCELLED})
CANCELLABLE = frozenset({Job.State.PENDING, Job.State.RUNNING})


@transaction.atomic
def retry_job(job: Job, *, actor: User) -> Job:
    """Put it back into the queue with all its attempts, and hint at it after commit.

    Raises:
        Conflict: `job.not-ended` when it waits or runs, `job.superseded` when the same work was asked for again.
    """
    locked = Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
    if locked.state not in RETRYABLE:
        raise Conflict(
            "job.not-ended", f"This job is {locked.state}: only failed or cancelled work is retried."
        )
    before = locked.state
    locked.state, locked.attempts, locked.done = Job.State.PENDING, 0, 0
    locked.error_code, locked.error, locked.cancel_requested = "", "", False
    locked.lease_until, locked.started_at, locked.finished_at, locked.published_at = None, None, None, None
    try:
        with transaction.atomic():
            locked.save()
    except IntegrityError as error:
        raise Conflict(
            "job.superseded", "The same work has been asked for again and is under way."
        ) from error
    audit.record(
        "curation.job.retried",
        locked,
        actor=actor,
        benchmark=locked.benchmark,
        kind=locked.kind,
        before=before,
    )
    transaction.on_commit(lambda: jobs.publish(locked.pk, locked.kind))
    return locked


@transaction.atomic
def cancel_job(job: Job, *, actor: User) -> Job:
    """End it when it still waits; ask it to stop at its next step when it runs.

    Raises:
        Conflict: `job.ended` when there is nothing left to call off.
    """
    locked = Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
    if locked.state not in CANCELLABLE:
        raise Conflict("job.ended", f"This job is {locked.state}: there is nothing left to call off.")
    locked.cancel_requested = True
    if locked.state == Job.State.PENDING:
        locked.state, locked.finished_at = Job.State.CANCELLED, timezone.now()
    locked.save(update_fields=["cancel_requested", "state", "finished_at"])
    audit.record("curation.job.cancelled", locked, actor=actor, benchmark=locked.benchmark, kind=locked.kind)
    return locked
