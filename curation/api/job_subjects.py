"""What a job is about, in words, for a page of jobs at once."""

from collections.abc import Sequence

from curation.models import Image, Job, Object

ABOUT_IMAGES = frozenset({"neighbours.check", "clutter.count"})
ABOUT_OBJECTS = frozenset({"rules.check", "distractors.nearest"})


def subjects(jobs: Sequence[Job]) -> dict[int, str]:
    """Job id -> the file or object it works on; its arguments where it is about something else."""
    firsts = [(job.kind, first) for job in jobs if (first := _first(job)) is not None]
    images = {pk for kind, pk in firsts if kind in ABOUT_IMAGES}
    objects = {pk for kind, pk in firsts if kind in ABOUT_OBJECTS}
    paths = dict(Image.objects.filter(pk__in=images).values_list("pk", "source_path"))
    keys = dict(Object.objects.filter(pk__in=objects).values_list("pk", "key"))
    return {job.pk: _named(job, paths, keys) for job in jobs}


def _first(job: Job) -> int | None:
    return job.args[0] if job.args and isinstance(job.args[0], int) else None


def _named(job: Job, paths: dict[int, str], keys: dict[int, str]) -> str:
    table = paths if job.kind in ABOUT_IMAGES else keys if job.kind in ABOUT_OBJECTS else {}
    first = _first(job)
    name = table.get(first) if first is not None else None
    return name if name is not None else ", ".join(str(argument) for argument in job.args)
