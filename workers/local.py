"""Work through queued jobs in this very process: what a command does unless it is told to hand them over."""

from collections.abc import Callable

from django.db import transaction

from curation.jobs import Job, JobQuerySet
from workers.base import claim, execute, worker_name

Progress = Callable[[int, int], None]


def drain(jobs: JobQuerySet, progress: Progress) -> dict[str, int]:
    """Run every claimable job of the query, oldest first; counts by final state.

    Other processes may work on the same queue: each job is claimed under a row lock, so it runs once.
    """
    name = worker_name()
    total = jobs.active().count()
    outcome: dict[str, int] = {}
    done = 0
    progress(0, total)
    while (job := _next(jobs, name)) is not None:
        execute(job, name)
        job.refresh_from_db(fields=["state"])
        if job.state != Job.State.PENDING:  # pending: it failed unexpectedly and gets another attempt
            outcome[job.state] = outcome.get(job.state, 0) + 1
            done += 1
        progress(done, max(total, done))
    return outcome


def _next(jobs: JobQuerySet, name: str) -> Job | None:
    with transaction.atomic():
        waiting = jobs.claimable().select_for_update(skip_locked=True).order_by("attempts", "pk")
        row = waiting.values_list("pk", flat=True).first()
        return None if row is None else claim(row, name)
