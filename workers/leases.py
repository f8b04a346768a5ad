"""What becomes of jobs whose worker is gone: another attempt, an end that was asked for, or the dead letters."""

import os
import socket

from django.db.models import F, Q
from django.utils import timezone

from curation.jobs import Job, JobQuerySet

POISON = "Its worker died each time it ran. Look at the input before trying again."


def recover(lost: JobQuerySet) -> int:
    """Take running jobs away from whoever held them; returns how many wait for another attempt now."""
    now = timezone.now()
    running = lost.filter(state=Job.State.RUNNING)
    spent = running.filter(attempts__gte=F("max_attempts"))
    spent.update(state=Job.State.DEAD, error_code="job.worker-lost", error=POISON, finished_at=now)
    running.filter(cancel_requested=True).update(state=Job.State.CANCELLED, finished_at=now)
    return running.update(state=Job.State.PENDING, worker="", published_at=None)


def recover_expired() -> int:
    """Recover what nobody has extended the lease of."""
    return recover(Job.objects.filter(state=Job.State.RUNNING, lease_until__lt=timezone.now()))


def recover_orphans(jobs: JobQuerySet) -> int:
    """Recover what processes of this very machine held that are no longer there, without waiting for the lease."""
    running = jobs.filter(state=Job.State.RUNNING)
    held = running.values_list("pk", "worker")
    orphans = Q(pk__in=[])
    for pk, holder in held:
        if _is_gone(holder):
            orphans |= Q(pk=pk, worker=holder)
    return recover(jobs.filter(orphans))


def _is_gone(holder: str) -> bool:
    """Whether a name made by `worker_name` is that of a process of this machine that ended."""
    host, _, pid = holder.rpartition(":")[0].rpartition(":")
    if host != socket.gethostname() or not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False  # it is there and belongs to somebody else
    return False
