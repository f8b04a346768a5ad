"""Work through queued jobs in this very process: what a command does unless it is told to hand them over."""

import time
from collections.abc import Callable

from django.db import transaction

from curation.jobs import Job, JobQuerySet
from workers.base import claim, execute, worker_name
from workers.leases import recover_orphans

Progress = Callable[[int, int], None]


def drain(jobs: JobQuerySet, progress: Progress) -> dict[str, int]:
    """Run every claimable job of the query, oldest first; counts by final state.

    Other processes may work on the same queue: each job is claimed under a row lock, so it runs once.
    What others hold is waited for, and what a process of this machine held that is gone is taken over at
    once, so that a killed command is continued by the next one and nothing is left when this returns.
    """
    name = worker_name()
    total = jobs.active().count()
    outcome: dict[str, int] = {}
    done = 0
    progress(0, total)
    while jobs.active().exists():
        job = _next(jobs, name)
        if job is None:
            if not recover_orphans(jobs):
                time.sleep(0.2)  # somebody else holds the rest: the table is all there is to look at
            continue
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
