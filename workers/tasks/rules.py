"""Findings of one object, for lists and filters."""

from annotations.actions.refresh_findings import refresh_findings
from curation.models import Object
from workers.base import Running, job_task


@job_task("rules.check")
def check_rules(running: Running, object_id: int) -> dict[str, int]:
    """Check one object and keep what was found."""
    findings = refresh_findings(Object.objects.get(pk=object_id))
    return {"findings": len(findings)}
