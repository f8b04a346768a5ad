"""Pause, resume or call off a run."""

from django.db import transaction
from django.utils import timezone

from curation import audit
from curation.actions.mining.advance import KINDS, go_on, locked
from curation.actions.mining.finish import stop_jobs
from curation.errors import Conflict
from curation.models import Job, MiningRun, User

RUNNING, PAUSED, FAILED = MiningRun.State.RUNNING, MiningRun.State.PAUSED, MiningRun.State.FAILED
PAUSABLE = frozenset({RUNNING})
CANCELLABLE = frozenset({RUNNING, PAUSED, FAILED})


@transaction.atomic
def pause_run(run: MiningRun, *, actor: User) -> MiningRun:
    """Begin no further job; those under way stop at their next block, and what they have stored stays.

    Raises:
        Conflict: `mining.not-running`.
    """
    row = locked(run)
    if row.state not in PAUSABLE:
        raise Conflict("mining.not-running", f"This run is {row.state}: only a running one can be paused.")
    _moved(row, PAUSED, "paused", actor)
    stop_jobs(row)
    return row


@transaction.atomic
def resume_run(run: MiningRun, *, actor: User | None) -> MiningRun:
    """Go on where it stopped: after a pause, after a failure whose cause was mended, or when its job was lost.

    Raises:
        Conflict: `mining.not-stopped`.
    """
    row = locked(run)
    if not is_resumable(row):
        message = f"This run is {row.state} and has not stopped: there is nothing to resume."
        raise Conflict("mining.not-stopped", message)
    row.error_code, row.error, row.finished_at = "", "", None
    _moved(row, RUNNING, "resumed", actor)
    go_on(row, again=True)
    return row


@transaction.atomic
def cancel_run(run: MiningRun, *, actor: User) -> MiningRun:
    """Stop for good; scores that lie beside the shards stay for other runs.

    Raises:
        Conflict: `mining.ended` when nothing is left to call off.
    """
    row = locked(run)
    if row.state not in CANCELLABLE:
        raise Conflict("mining.ended", f"This run is {row.state}: there is nothing left to call off.")
    stop_jobs(row)
    row.finished_at = timezone.now()
    _moved(row, MiningRun.State.CANCELLED, "cancelled", actor)
    return row


def is_resumable(run: MiningRun) -> bool:
    """Whether it has stopped and may go on; also one that should run while nobody has been asked to."""
    return run.state in {PAUSED, FAILED} or is_stalled(run)


def is_stalled(run: MiningRun) -> bool:
    """Whether it should be running, and none of its jobs waits or runs: one was given up."""
    if run.state != RUNNING:
        return False
    return not Job.objects.active().filter(kind__in=KINDS, args__0=run.pk).exists()


def _moved(row: MiningRun, state: str, word: str, actor: User | None) -> None:
    before, row.state = row.state, state
    row.save(update_fields=["state", "finished_at", "error_code", "error"])
    audit.record(
        f"curation.mining-run.{word}",
        row,
        actor=actor,
        benchmark=row.benchmark,
        name=row.name,
        before=before,
        after=state,
    )
