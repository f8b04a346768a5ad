"""How a job is run, wherever it runs: claim, heartbeat, run, write the outcome, all by compare-and-swap.

The same code serves Celery workers and commands that work in their own process, so that a job that one
of them dropped is picked up by the other.
"""

import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections, connection, transaction
from django.db.models import F
from django.utils import timezone

from curation.errors import DomainError
from curation.jobs import Job, enqueue, publish
from retrieval.errors import RetrievalError

logger = logging.getLogger("aristarch.jobs")


class Cancelled(Exception):
    """Somebody asked for the job to stop; what it wrote so far is whole."""


@dataclass(frozen=True)
class Running:
    """What a job's function may tell about itself while it runs."""

    job: Job
    worker: str

    def progress(self, done: int, total: int) -> None:
        """Write how far it is.

        Raises:
            Cancelled: a person asked for it to stop, or another worker took over the lease.
        """
        mine = Job.objects.filter(pk=self.job.pk, worker=self.worker, state=Job.State.RUNNING)
        if not mine.filter(cancel_requested=False).update(done=done, total=total):
            raise Cancelled

    def is_cancelled(self) -> bool:
        """Whether somebody asked for it to stop."""
        return Job.objects.filter(pk=self.job.pk, cancel_requested=True).exists()


ASK_DATABASE_AGAIN = 0.5  # seconds
JobFunction = Callable[..., dict[str, Any] | None]
REGISTRY: dict[str, JobFunction] = {}


def job_task(kind: str) -> Callable[[JobFunction], JobFunction]:
    """Register `function(running, *args) -> result` as the one that does jobs of that kind."""

    def register(function: JobFunction) -> JobFunction:
        REGISTRY[kind] = function
        shared_task(name=kind, ignore_result=True)(run)
        return function

    return register


def worker_name() -> str:
    """This thread of this process, unique on the machine."""
    return f"{socket.gethostname()}:{os.getpid()}:{threading.get_ident()}"


def run(job_id: int) -> None:
    """Run one job if it is still to be done; a second delivery finds nothing to claim."""
    name = worker_name()
    job = claim(job_id, name)
    if job is not None:
        execute(job, name)


def claim(job_id: int, name: str) -> Job | None:
    """Take a waiting job, or one whose lease ran out; None when somebody else has it or it is over."""
    now = timezone.now()
    taken = (
        Job.objects.claimable()
        .filter(pk=job_id)
        .update(
            state=Job.State.RUNNING,
            attempts=F("attempts") + 1,
            worker=name,
            lease_until=now + timedelta(seconds=settings.JOB_LEASE_SECONDS),
            started_at=now,
            result={},
        )
    )
    return Job.objects.get(pk=job_id) if taken else None


def execute(job: Job, name: str) -> None:
    """Run a claimed job and write its outcome."""
    running = Running(job, name)
    try:
        with _heartbeat(job, name):
            result = REGISTRY[job.kind](running, *job.args) or {}
    except Cancelled:
        ending = partial(_finish, job, name, Job.State.CANCELLED)
    except (DomainError, RetrievalError) as error:
        ending = partial(_finish, job, name, Job.State.FAILED, code=error.code, message=error.message)
    except SoftTimeLimitExceeded:
        message = "The job reached its time limit and was stopped."
        ending = partial(_again_or_dead, job, name, "job.too-slow", message)
    except Exception as error:  # whatever a library throws: the job table must learn of it
        logger.exception("job %s %s failed", job.pk, job)
        ending = partial(_again_or_dead, job, name, "job.unexpected", f"{type(error).__name__}: {error}")
    else:
        ending = partial(_finish, job, name, Job.State.DONE, result=result)
    _surely(ending)


def _surely(write: Callable[[], None]) -> None:
    """Write an outcome, also when the database is just away: as long as the lease is ours anyway."""
    deadline = time.monotonic() + settings.JOB_LEASE_SECONDS
    while True:
        try:
            return write()
        except (OperationalError, InterfaceError):
            if connection.in_atomic_block or time.monotonic() > deadline:
                raise
            connection.close()
            time.sleep(ASK_DATABASE_AGAIN)


@contextmanager
def _heartbeat(job: Job, name: str) -> Iterator[None]:
    """Extend the lease from a thread while the job runs."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(settings.JOB_LEASE_SECONDS / 4):
            until = timezone.now() + timedelta(seconds=settings.JOB_LEASE_SECONDS)
            mine = Job.objects.filter(pk=job.pk, worker=name, state=Job.State.RUNNING)
            with suppress(OperationalError, InterfaceError):  # it is away: the next beat tries again
                mine.update(lease_until=until)
            close_old_connections()
        connection.close()

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()


def _finish(
    job: Job, name: str, state: str, *, result: Any = None, code: str = "", message: str = ""
) -> None:
    """End the job; whoever lost the lease in between writes nothing."""
    with transaction.atomic():
        mine = Job.objects.select_for_update().filter(pk=job.pk, worker=name, state=Job.State.RUNNING)
        row = mine.first()
        if row is None:
            return
        again = bool(row.result.get("again"))
        row.state, row.error_code, row.error = state, code, message
        row.result = result or {}
        row.finished_at = timezone.now()
        row.save(update_fields=["state", "error_code", "error", "result", "finished_at"])
        if again:  # what it read may have changed while it ran: do it once more
            enqueue(row.kind, *row.args, benchmark=row.benchmark, user=row.created_by)


def _again_or_dead(job: Job, name: str, code: str, message: str) -> None:
    """Queue an unexpected failure again, until it has had all its attempts."""
    if job.attempts >= job.max_attempts:
        _finish(job, name, Job.State.DEAD, code=code, message=message)
        return
    mine = Job.objects.filter(pk=job.pk, worker=name, state=Job.State.RUNNING)
    mine.update(
        state=Job.State.PENDING, error_code=code, error=message, worker="", published_at=timezone.now()
    )
    transaction.on_commit(lambda: publish(job.pk, job.kind))
