"""Distractor sets with descriptors, made by the workers' own tasks, for tests of the audit."""

from pathlib import Path

from curation.actions.distractor_sets.create import NewSet, create_distractor_set
from curation.models import Benchmark, DistractorSet, Job, Object
from tests.factories import photo
from workers import tasks
from workers.local import drain

assert tasks is not None
FIRST = 500  # seeds of the pictures


def make_audited_set(
    benchmark: Benchmark,
    folder: Path,
    number: int = 6,
    encoders: tuple[str, ...] = ("vlad",),
    slug: str = "wild",
) -> DistractorSet:
    """Distractors 0.jpg … in shards of four; `copy.jpg` is 0.jpg byte for byte."""
    folder.mkdir(parents=True, exist_ok=True)
    for each in range(number):
        (folder / f"{each}.jpg").write_bytes(photo(FIRST + each))
    (folder / "copy.jpg").write_bytes(photo(FIRST))
    new = NewSet(slug, "folder", str(folder), {"shard_size": 4}, encoders)
    made = create_distractor_set(benchmark, new, actor=None)
    work(benchmark, "distractors.plan", "distractors.shard")
    made.refresh_from_db()
    return made


def work(benchmark: Benchmark, *kinds: str) -> dict[str, int]:
    """Run the waiting jobs of those kinds."""
    return drain(Job.objects.filter(benchmark=benchmark, kind__in=kinds), lambda done, total: None)


def search(benchmark: Benchmark) -> dict[str, int]:
    """Run the searches that pages asked for."""
    return work(benchmark, "distractors.nearest")


def address(obj: Object, rest: str = "") -> str:
    return f"/api/benchmarks/{obj.benchmark.slug}/objects/{obj.key}/distractors/{rest}"
