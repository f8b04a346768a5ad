"""Keep the findings of every object of a benchmark up to date."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from annotations import rules
from annotations.actions.refresh_findings import store_findings
from curation.models import Benchmark, Object

BATCH = 200  # cases held in memory at a time


@dataclass(frozen=True, slots=True)
class Checked:
    """An object and what the rules say of it."""

    key: str
    state: str
    findings: Sequence[rules.Finding]

    @property
    def is_accepted(self) -> bool:
        """Whether it would enter a release."""
        return self.state in (Object.State.ACCEPTED, Object.State.RELEASED)

    @property
    def errors(self) -> int:
        """How many findings stop it."""
        return len(rules.errors(self.findings))

    def as_json(self) -> dict[str, Any]:
        """For `--json`."""
        return {
            "object": self.key,
            "state": self.state,
            "findings": [finding.as_json() for finding in self.findings],
        }


def check_rules(benchmark: Benchmark, *, progress: Callable[[int, int], None] | None = None) -> list[Checked]:
    """Check all objects but the rejected and withdrawn ones, in their order, and store what is found."""
    wanted = Object.objects.filter(benchmark=benchmark).exclude(state__in=rules.LEFT_BEHIND)
    ids = list(wanted.order_by("number").values_list("pk", flat=True))
    checked: list[Checked] = []
    for start in range(0, len(ids), BATCH):
        batch = Object.objects.filter(pk__in=ids[start : start + BATCH]).order_by("number")
        for case in rules.load_cases(batch):
            checked.append(Checked(case.object.key, case.object.state, store_findings(case)))
            if progress is not None:
                progress(len(checked), len(ids))
    return checked
