"""What stands between a benchmark and its next release: rules, format, counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from annotations.rules import Finding, check, errors, load_cases
from curation.actions.edit_card import card_of
from curation.cards import about_of, missing
from curation.models import Benchmark, Image, Object
from releases.actions.content import assembled
from releases.actions.copy_rows import Copied, copied
from releases.actions.gate_distractors import (
    Entering,
    counted_distractors,
    entering_distractors,
    in_words_of_maintainers,
)
from releases.actions.parameters import parameters_of
from releases.actions.tombstones import tombstones
from releases.models import Release
from retrieval.bundle import schema
from retrieval.bundle.errors import BundleProblem
from retrieval.bundle.preflight import preflight
from retrieval.bundle.strict_json import encode

FIRST_VERSION = "1.0.0"


@dataclass(frozen=True, slots=True)
class Blocked:
    """An accepted object that may not enter, and every error that stops it."""

    object: Object
    findings: tuple[Finding, ...]

    def as_json(self) -> dict[str, Any]:
        """What the API and the commands list."""
        findings = [finding.as_json() for finding in self.findings]
        return {"key": self.object.key, "name": self.object.name, "findings": findings}


@dataclass(frozen=True, slots=True)
class Gate:
    """The release as it would be frozen now, and whatever forbids it."""

    release: Release  # not saved
    ready: tuple[Copied, ...]
    entering: Entering
    card_missing: tuple[str, ...]  # what nobody answered about the benchmark: a warning, never a refusal
    blocked: tuple[Blocked, ...]
    problems: tuple[BundleProblem, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How much would enter."""
        images = [image for row in self.ready for image in row.images]
        queries = sum(image.role == Image.Role.QUERY for image in images)
        return {
            "objects": len(self.ready),
            "queries": queries,
            "positives": len(images) - queries,
            "distractors": self.entering.count,
        }

    def content(self) -> schema.Release:
        """The content of the release as it would be frozen."""
        return assembled(self.release, self.ready, self.entering.distractors, self.entering.subsets)


def gate(
    benchmark: Benchmark, version: str = FIRST_VERSION, title: str = "", *, with_distractors: bool = True
) -> Gate:
    """Check every accepted object up to the last stage and the whole against the format.

    The number of queries does not depend on how many objects there are. Without the distractors, which
    a page only counts, it answers sooner: then what stands in the way of sets and subsets is told from what
    the database knows, and no shard is opened.
    """
    ready, blocked = [], []
    for case in load_cases(Object.objects.filter(benchmark=benchmark).accepted().order_by("number")):
        found = errors(check(case, "freeze"))
        if found:
            blocked.append(Blocked(case.object, tuple(found)))
        else:
            ready.append(copied(case))
    entering = entering_distractors(benchmark) if with_distractors else counted_distractors(benchmark)
    about = about_of(card_of(benchmark).about)
    release = Release(
        benchmark=benchmark,
        version=version,
        title=title or benchmark.title,
        cutoff=benchmark.cutoff,
        parameters=parameters_of(benchmark),
        left_out=[_left_out(entry) for entry in blocked],
        frozen_at=timezone.now(),
        about=encode(about),
        withdrawn=encode(tombstones(benchmark)),
    )
    traps = preflight(assembled(release, ready, entering.distractors, entering.subsets))
    problems = (*entering.problems, *in_words_of_maintainers(traps))
    return Gate(release, tuple(ready), entering, tuple(missing(about)), tuple(blocked), problems)


def next_version(benchmark: Benchmark) -> str:
    """The number after the highest one: a new minor version, or 1.0.0."""
    versions: Iterable[str] = benchmark.releases.values_list("version", flat=True)
    highest = max((tuple(map(int, version.split("."))) for version in versions), default=None)
    return f"{highest[0]}.{highest[1] + 1}.0" if highest else FIRST_VERSION


def _left_out(entry: Blocked) -> dict[str, Any]:
    findings = [{"code": finding.code, "message": finding.message} for finding in entry.findings]
    return {"key": entry.object.key, "name": entry.object.name, "findings": findings}
