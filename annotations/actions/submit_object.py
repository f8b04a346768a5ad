"""Hand an object in for review."""

from collections.abc import Sequence

from django.db import transaction

from annotations import rules
from annotations.actions.states import current_round, taken
from annotations.models import Submission
from curation import jobs
from curation.audit import record
from curation.errors import Conflict
from curation.models import Object, User


@transaction.atomic
def submit_object(obj: Object, *, actor: User) -> Submission:
    """Begin the next round of review when nothing that people supply is missing.

    Raises:
        Conflict: the object is neither a draft nor sent back, or rules of stage `submit` have errors
            (`extra["findings"]`).
    """
    row = taken(obj, "submitted")
    demand_no_errors(row, "submit", "submitted")
    before, row.state = row.state, Object.State.SUBMITTED
    row.save(update_fields=["state", "updated_at"])
    submission = Submission.objects.create(object=row, round=current_round(row) + 1, submitted_by=actor)
    record(
        "annotations.object.submitted",
        row,
        actor=actor,
        benchmark=row.benchmark,
        before=before,
        after=row.state,
        round=submission.round,
    )
    jobs.enqueue("rules.check", row.pk, benchmark=row.benchmark)
    return submission


def demand_no_errors(obj: Object, stage: rules.Stage, step: str) -> Sequence[rules.Finding]:
    """The findings up to a stage; a Conflict that lists the errors when there are any."""
    findings = rules.check(rules.load_case(obj), stage)
    wrong = rules.errors(findings)
    if wrong:
        raise Conflict(
            "object.errors",
            f"The object {obj.key} can't be {step} before these are mended: "
            + " ".join(finding.message for finding in wrong),
            findings=[finding.as_json() for finding in wrong],
        )
    return findings
