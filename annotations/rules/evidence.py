"""The object could not have been photographed before the cut-off, and a reviewer agrees (paper 3.1)."""

from collections.abc import Iterator

from annotations.rules.case import Case
from annotations.rules.finding import Remark
from curation.models import Evidence


def missing(case: Case) -> Iterator[Remark]:
    """An object has evidence, and private knowledge comes with a statement."""
    if case.evidence is None:
        yield Remark("There is no evidence yet that the object appeared on or after the cut-off.", "evidence")
    elif case.evidence.kind == Evidence.Kind.PRIVATE_KNOWLEDGE and not case.evidence.statement.strip():
        yield Remark(
            "The evidence is private knowledge, so it needs a statement of the collector.", "evidence"
        )


def unapproved(case: Case) -> Iterator[Remark]:
    """A reviewer has approved the evidence."""
    if case.evidence is None or case.evidence.verdict == Evidence.Verdict.APPROVED:
        return
    if case.evidence.verdict == Evidence.Verdict.REFUSED:
        yield Remark("A reviewer refused the evidence; other evidence is needed.", "evidence")
    else:
        yield Remark("No reviewer has approved the evidence yet.", "evidence")


def too_early(case: Case) -> Iterator[Remark]:
    """The date of the evidence is not before the cut-off."""
    evidence, cutoff = case.evidence, case.benchmark.cutoff
    if evidence is not None and evidence.date is not None and evidence.date < cutoff:
        yield Remark(
            f"The evidence is dated {evidence.date}, before the cut-off {cutoff}: photographs of the object may "
            f"be older than the benchmark allows.",
            "evidence",
        )
