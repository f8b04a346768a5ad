"""What the commands of this room share: queue jobs for a benchmark, then do them here or leave them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.management.base import CommandError

from curation.jobs import Job, JobQuerySet, enqueue
from curation.models import Benchmark
from workers.local import drain
from workers.progress import bar


@dataclass(frozen=True)
class Outcome:
    """How a round of jobs ended."""

    queued: int
    done: int
    failed: list[Job]


def find_benchmark(slug: str) -> Benchmark:
    """The benchmark of that slug.

    Raises:
        CommandError: there is none; the sentence names those there are.
    """
    benchmark = Benchmark.objects.filter(slug=slug).first()
    if benchmark is None:
        known = ", ".join(Benchmark.objects.values_list("slug", flat=True)) or "none yet"
        message = f"There is no benchmark {slug!r}. Benchmarks: {known}. Create one with create_benchmark."
        raise CommandError(message)
    return benchmark


def queue(kind: str, ids: Iterable[int], benchmark: Benchmark) -> int:
    """Queue one job per id; what waits already is not queued twice."""
    return sum(1 for pk in ids if enqueue(kind, pk, benchmark=benchmark))


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
