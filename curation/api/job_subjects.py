"""What a job is about, in words, for a page of jobs at once."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from curation.models import Benchmark, DistractorSet, DistractorShard, Image, Job, MiningRun, Object

ABOUT_IMAGES = frozenset({"neighbours.check", "clutter.count"})
ABOUT_OBJECTS = frozenset({"rules.check", "distractors.nearest"})


ABOUT_SETS = frozenset({"distractors.plan", "distractors.index"})
ABOUT_SHARDS = frozenset({"distractors.shard", "distractors.compare"})
ABOUT_RUNS = frozenset(
    {"mining.texts", "mining.score", "mining.threshold", "mining.rescore", "mining.select"}
)
ABOUT_BENCHMARKS = frozenset({"mining.estimate"})


def subjects(jobs: Sequence[Job]) -> dict[int, str]:
    """Job id -> the file, object, set or shard it works on; its arguments where it is about something else."""
    firsts = [(job.kind, first) for job in jobs if (first := _first(job)) is not None]
    tables: list[tuple[frozenset[str], QuerySet[Any], str]] = [
        (ABOUT_IMAGES, Image.objects.all(), "source_path"),
        (ABOUT_OBJECTS, Object.objects.all(), "key"),
        (ABOUT_SETS, DistractorSet.objects.all(), "slug"),
        (ABOUT_SHARDS, DistractorShard.objects.all(), "name"),
        (ABOUT_RUNS, MiningRun.objects.all(), "name"),
        (ABOUT_BENCHMARKS, Benchmark.objects.all(), "slug"),
    ]
    names: dict[str, dict[int, str]] = {}
    for kinds, rows, field in tables:
        wanted = {pk for kind, pk in firsts if kind in kinds}
        found = dict(rows.filter(pk__in=wanted).values_list("pk", field)) if wanted else {}
        names.update((kind, found) for kind in kinds)
    return {job.pk: _named(job, names.get(job.kind, {})) for job in jobs}


def _first(job: Job) -> int | None:
    return job.args[0] if job.args and isinstance(job.args[0], int) else None


def _named(job: Job, names: dict[int, str]) -> str:
    first = _first(job)
    name = names.get(first) if first is not None else None
    return name if name is not None else ", ".join(str(argument) for argument in job.args)
