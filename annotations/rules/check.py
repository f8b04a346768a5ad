"""Run the rules over a case."""

from collections.abc import Iterable

from annotations.rules.case import Case
from annotations.rules.finding import STAGES, Finding, Stage
from annotations.rules.registry import RULES, Rule


def check(case: Case, stage: Stage | None = None) -> list[Finding]:
    """All findings of an object up to a stage (all stages without one), in the order of the rules."""
    wanted = STAGES[: STAGES.index(stage) + 1] if stage is not None else STAGES
    return [finding for rule in RULES.values() if rule.stage in wanted for finding in _findings(rule, case)]


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Those that stop their stage."""
    return [finding for finding in findings if finding.is_error]


def _findings(rule: Rule, case: Case) -> list[Finding]:
    severity = case.benchmark.severities.get(rule.code, rule.severity)
    if severity == "off":
        return []
    return [
        Finding(rule.code, severity, remark.message, remark.image, remark.link, rule.stage)
        for remark in rule.check(case)
    ]
