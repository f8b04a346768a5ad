"""What the commands of this room share: queue jobs for a benchmark, then do them here or leave them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.management.base import CommandError
from django.db.models import Q

from curation.jobs import Job, JobQuerySet, enqueue_all
from curation.management.answer import bar
from curation.models import Benchmark
from workers import tasks
from workers.local import drain

__all__ = ["Outcome", "queue", "tasks", "work_through"]  # tasks: importing registers them


@dataclass(frozen=True)
class Outcome:
    """How a round of jobs ended."""

    queued: int
    done: int
    failed: list[Job]

    def demand_none_failed(self, what: str) -> None:
        """End the command with status 1 and one line for each job that failed, if there are any."""
        if self.failed:
            reasons = "\n".join(f"image {job.args[0]}: {job.error_code}: {job.error}" for job in self.failed)
            message = f"{len(self.failed)} {what}:\n{reasons}"
            raise CommandError(message)


def queue(kind: str, ids: Iterable[int], benchmark: Benchmark) -> int:
    """Queue one job per id; what waits already is not queued twice. Returns how many are waiting or running now."""
    wanted = list(ids)
    enqueue_all(kind, wanted, benchmark=benchmark)
    return len(wanted)


def work_through(kind: str, benchmark: Benchmark, what: str) -> Outcome:
    """Do all waiting jobs of that kind in this process, with a progress bar."""
    jobs: JobQuerySet = Job.objects.filter(kind=kind, benchmark=benchmark)
    newest = Job.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    waiting = list(jobs.active().values_list("pk", flat=True))
    with bar(what) as move:
        counts = drain(jobs, move)
    ours = Q(pk__in=waiting) | Q(pk__gt=newest)  # not what failed in an earlier run
    return Outcome(len(waiting), counts.get(Job.State.DONE, 0), list(jobs.failed().filter(ours)))
