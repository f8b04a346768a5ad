"""Keep the findings of an object where lists and filters find them."""

from collections.abc import Sequence

from django.utils import timezone

from annotations import rules
from curation.models import Object


def refresh_findings(obj: Object) -> Sequence[rules.Finding]:
    """Run all rules over the object and store what they say; unchanged findings write nothing."""
    return store_findings(rules.load_case(obj))


def store_findings(case: rules.Case) -> Sequence[rules.Finding]:
    """The same for a case that is loaded already."""
    findings, obj = rules.check(case), case.object
    stored = [finding.as_json() for finding in findings]
    if obj.checked_at is None or obj.findings != stored:
        # Not save(): that would touch updated_at and write back what somebody else changed meanwhile.
        Object.objects.filter(pk=obj.pk).update(
            findings=stored,
            errors_count=sum(finding.is_error for finding in findings),
            warnings_count=sum(not finding.is_error for finding in findings),
            checked_at=timezone.now(),
        )
    return findings
