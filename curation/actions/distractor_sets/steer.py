"""Pause, resume or call off the work on a set, and try again what could not be read."""

from django.db import transaction
from django.utils import timezone

from curation import audit, jobs
from curation.actions.distractor_sets.finish_shard import end_set
from curation.actions.distractor_sets.plan_shards import keys_of_pending, queue_shards
from curation.errors import Conflict
from curation.models import DistractorSet, DistractorShard, Job, User

PAUSABLE = frozenset({DistractorSet.State.RUNNING})
RESUMABLE = frozenset({DistractorSet.State.PAUSED})
CANCELLABLE = frozenset({DistractorSet.State.RUNNING, DistractorSet.State.PAUSED})
RETRYABLE = frozenset(set(DistractorSet.State) - {DistractorSet.State.CANCELLED})
PENDING, FAILED = DistractorShard.State.PENDING, DistractorShard.State.FAILED


@transaction.atomic
def pause_set(found: DistractorSet, *, actor: User) -> DistractorSet:
    """Begin no further shard; those under way stop at their next image and are done again later.

    Raises:
        Conflict: `distractor-set.not-running`.
    """
    row = _locked(found, PAUSABLE, "distractor-set.not-running", "only a running one can be paused")
    _moved(row, DistractorSet.State.PAUSED, "paused", actor)
    _stop_jobs(row)
    return row


@transaction.atomic
def resume_set(found: DistractorSet, *, actor: User) -> DistractorSet:
    """Go on with the shards that are pending.

    Raises:
        Conflict: `distractor-set.not-paused`.
    """
    row = _locked(found, RESUMABLE, "distractor-set.not-paused", "only a paused one can be resumed")
    _moved(row, DistractorSet.State.RUNNING, "resumed", actor)
    _go_on(row, actor)
    return row


@transaction.atomic
def cancel_set(found: DistractorSet, *, actor: User) -> DistractorSet:
    """Stop for good: what is there stays as a record, and nothing is compared with it any more.

    Raises:
        Conflict: `distractor-set.ended` when nothing is left to call off.
    """
    row = _locked(found, CANCELLABLE, "distractor-set.ended", "there is nothing left to call off")
    row.finished_at = timezone.now()
    _moved(row, DistractorSet.State.CANCELLED, "cancelled", actor)
    _stop_jobs(row)
    return row


@transaction.atomic
def retry_set(found: DistractorSet, *, actor: User) -> DistractorSet:
    """Try the failed shards again, and the plan when it was the plan that failed; a paused set stays paused.

    Raises:
        Conflict: `distractor-set.cancelled`, or `distractor-set.nothing-failed`.
    """
    row = _locked(found, RETRYABLE, "distractor-set.cancelled", "it is not worked on any more")
    again = row.shards.filter(state=FAILED).update(state=PENDING, error_code="", error="", finished_at=None)
    planless = not row.shards.exists() and plan_failure(row) is not None
    stuck = Job.objects.failed().filter(key__in=keys_of_pending(row)).exists()
    if not again and not planless and not stuck:
        message = "No shard of this set has failed: there is nothing to try again."
        raise Conflict("distractor-set.nothing-failed", message)
    state = row.state if row.state == DistractorSet.State.PAUSED else DistractorSet.State.RUNNING
    row.finished_at = None
    _moved(row, state, "retried", actor, shards=again)
    if state == DistractorSet.State.RUNNING:
        _go_on(row, actor)
    return row


def plan_failure(found: DistractorSet) -> Job | None:
    """The job that should have cut the source into pieces and could not, when it is the latest of them."""
    latest = Job.objects.filter(key=jobs.key_of("distractors.plan", (found.pk,))).order_by("-pk").first()
    return latest if latest is not None and latest.state in {Job.State.FAILED, Job.State.DEAD} else None


def _locked(found: DistractorSet, states: frozenset[str], code: str, why: str) -> DistractorSet:
    rows = DistractorSet.objects.select_for_update(of=("self",)).select_related("benchmark")
    row = rows.get(pk=found.pk)
    if row.state not in states:
        raise Conflict(code, f"This set is {row.state}: {why}.")
    return row


def _moved(row: DistractorSet, state: str, word: str, actor: User, **data: int) -> None:
    before, row.state = row.state, state
    row.save(update_fields=["state", "finished_at"])
    audit.record(
        f"curation.distractor-set.{word}",
        row,
        actor=actor,
        benchmark=row.benchmark,
        slug=row.slug,
        before=before,
        after=state,
        **data,
    )


def _go_on(row: DistractorSet, actor: User) -> None:
    if not row.shards.exists():
        jobs.enqueue("distractors.plan", row.pk, benchmark=row.benchmark, user=actor)
    elif row.shards.filter(state=PENDING).exists():
        queue_shards(row, again=True)
    else:
        end_set(row)


def _stop_jobs(row: DistractorSet) -> None:
    """Waiting jobs end; running ones find the set stopped at their next image, and end then."""
    waiting = Job.objects.filter(key__in=keys_of_pending(row), state=Job.State.PENDING)
    waiting.update(state=Job.State.CANCELLED, finished_at=timezone.now(), cancel_requested=True)
