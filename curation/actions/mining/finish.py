"""The end of the work on a run, good or bad."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from curation import audit
from curation.actions.mining.advance import keys_of_pending, locked
from curation.models import Job, MiningRun


@dataclass(frozen=True)
class Chosen:
    """What came out: how many, the SHA-256 of their list, and what people look at before they decide, and further facts."""

    count: int
    keys_sha256: str
    summary: Mapping[str, Any]
    facts: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def finish_run(run: MiningRun, chosen: Chosen) -> MiningRun:
    """Its files are stored: it waits for a decision. Who comes second changes nothing."""
    row = locked(run)
    if row.state != MiningRun.State.RUNNING or row.phase != MiningRun.Phase.SELECTING:
        return row
    row.state, row.phase, row.finished_at = MiningRun.State.DONE, "", timezone.now()
    row.chosen, row.keys_sha256, row.summary = chosen.count, chosen.keys_sha256, dict(chosen.summary)
    row.facts = {**row.facts, **chosen.facts}
    fields = ["state", "phase", "finished_at", "chosen", "keys_sha256", "summary", "facts"]
    row.save(update_fields=fields)
    data = {"name": row.name, "chosen": row.chosen, "keys_sha256": row.keys_sha256}
    audit.record("curation.mining-run.finished", row, actor=None, benchmark=row.benchmark, **data)
    return row


@transaction.atomic
def fail_run(run: MiningRun, code: str, message: str) -> MiningRun:
    """Note why it can't go on, and stop the rest of its jobs; once that is mended it can be resumed."""
    row = locked(run)
    if row.state != MiningRun.State.RUNNING:
        return row
    row.state, row.error_code, row.error = MiningRun.State.FAILED, code, message
    row.finished_at = timezone.now()
    row.save(update_fields=["state", "error_code", "error", "finished_at"])
    data = {"name": row.name, "code": code, "error": message}
    audit.record("curation.mining-run.failed", row, actor=None, benchmark=row.benchmark, **data)
    stop_jobs(row)
    return row


def stop_jobs(run: MiningRun) -> None:
    """Waiting jobs end; running ones find the run stopped at their next block, and end then."""
    waiting = Job.objects.filter(key__in=keys_of_pending(run), state=Job.State.PENDING)
    waiting.update(state=Job.State.CANCELLED, finished_at=timezone.now(), cancel_requested=True)
