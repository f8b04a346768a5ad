"""What the commands of this room share: queue jobs for a benchmark, then do them here or leave them."""

from collections.abc import Iterable
from dataclasses import dataclass

from curation.jobs import Job, JobQuerySet, enqueue
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


def queue(kind: str, ids: Iterable[int], benchmark: Benchmark) -> int:
    """Queue one job per id; what waits already is not queued twice."""
    return len([enqueue(kind, pk, benchmark=benchmark) for pk in ids])


def work_through(kind: str, benchmark: Benchmark, what: str) -> Outcome:
    """Do all waiting jobs of that kind in this process, with a progress bar."""
    jobs: JobQuerySet = Job.objects.filter(kind=kind, benchmark=benchmark)
    queued = jobs.active().count()
    newest = Job.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    waiting = list(jobs.active().values_list("pk", flat=True))
    with bar(what) as move:
        counts = drain(jobs, move)
    failed = [*jobs.failed().filter(pk__in=waiting), *jobs.failed().filter(pk__gt=newest)]
    return Outcome(queued, counts.get(Job.State.DONE, 0), failed)
