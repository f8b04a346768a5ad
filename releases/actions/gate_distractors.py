"""The distractors and subsets that would enter a release, and what stands in their way."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from curation.errors import Conflict
from curation.models import Benchmark, MiningRun
from releases.actions.copy_rows import distractors, distractors_count
from releases.actions.frozen_distractors import ShardDistractors, distractor
from releases.actions.set_shards import (
    distractors_of_sets,
    frozen_shards,
    licence_problems,
    set_problems,
)
from releases.actions.subsets import (
    AcceptedSubset,
    accepted_runs,
    accepted_subsets,
    image_problems,
    removal_problems,
    stale,
)
from releases.models import FrozenImage, FrozenShard
from retrieval.bundle import schema
from retrieval.bundle.distractors import Distractors, Joined, Listed
from retrieval.bundle.errors import BundleProblem
from retrieval.bundle.preflight import is_subset_name, subset_name_problem


@dataclass(frozen=True, slots=True)
class Entering:
    """What would be frozen of them: shards of sets, rows, subsets, all of them unsaved; and the problems.

    Where they were only counted, or where something stands in their way already, these three are empty.
    """

    count: int
    problems: tuple[BundleProblem, ...]
    runs: tuple[MiningRun, ...] = ()  # whose subsets enter
    shards: tuple[FrozenShard, ...] = ()
    rows: tuple[FrozenImage, ...] = ()
    accepted: tuple[AcceptedSubset, ...] = ()

    @property
    def distractors(self) -> Distractors:
        """In the order of the release: sets first."""
        return Joined(ShardDistractors(self.shards), Listed(map(distractor, self.rows)))

    @property
    def subsets(self) -> tuple[schema.Subset, ...]:
        """By name."""
        return tuple(entry.subset for entry in self.accepted)


def entering_distractors(benchmark: Benchmark) -> Entering:
    """All of them, every shard looked at."""
    counted = counted_distractors(benchmark)
    if counted.problems:
        return counted
    try:
        shards = tuple(frozen_shards(benchmark))
        accepted = accepted_subsets(benchmark)
    except Conflict as damaged:
        return replace(counted, problems=(BundleProblem(damaged.code, benchmark.slug, damaged.message),))
    problems = tuple(licence_problems(shards))
    if problems:
        return replace(counted, problems=problems)
    rows = tuple(distractors(benchmark))
    count = sum(shard.count for shard in shards) + len(rows)
    return replace(counted, count=count, shards=shards, rows=rows, accepted=accepted)


def counted_distractors(benchmark: Benchmark) -> Entering:
    """How many, and the problems that show without opening a shard."""
    runs = accepted_runs(benchmark)
    problems = [*set_problems(benchmark), *image_problems(benchmark, runs)]
    problems += [subset_name_problem(run.name) for run in runs if not is_subset_name(run.name)]
    try:
        problems += removal_problems(runs)
    except Conflict as damaged:
        problems.append(BundleProblem(damaged.code, benchmark.slug, damaged.message))
    count = distractors_of_sets(benchmark) + distractors_count(benchmark)
    return Entering(count, tuple(problems), tuple(runs))


def in_words_of_maintainers(found: Iterable[BundleProblem]) -> list[BundleProblem]:
    """Problems of the format, where a subset that names what is gone is told with what to do about it."""
    return [
        stale(problem.where, problem.message) if problem.code == "bundle.subset-unknown" else problem
        for problem in found
    ]
