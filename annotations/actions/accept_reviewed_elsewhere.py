"""Accept an object that somebody reviewed outside the studio, in their name."""

from collections.abc import Sequence

from django.db import transaction

from annotations import rules
from annotations.actions.approve_text import approve_text
from annotations.actions.decide_review import apply_review
from annotations.actions.states import current_round, taken
from annotations.models import Review, Submission, TextQuery
from curation.actions.decide_evidence import decide_evidence
from curation.errors import NotAllowed
from curation.models import Evidence, Object, User


@transaction.atomic
def accept_reviewed_elsewhere(obj: Object, *, reviewer: User) -> Sequence[rules.Finding]:
    """Approve evidence, text and object in the reviewer's name; the audit says `elsewhere: true`.

    Returns the errors that stand in the way; then nothing has changed and the object stays where it is.

    Raises:
        NotAllowed: the reviewer collected the object.
        Conflict: the object is neither a draft nor submitted.
    """
    if obj.collector_id == reviewer.pk:
        raise NotAllowed(
            "review.own-object", f"{reviewer} collected {obj.key}, so somebody else has to have reviewed it."
        )
    row = taken(obj, "accepted as reviewed elsewhere")
    case = rules.load_case(row)
    wrong = [
        finding
        for finding in rules.errors(rules.check(case, "accept"))
        if finding.code not in _settled_by_name(case)
    ]
    if wrong:
        return wrong
    _approve(row, reviewer)
    number = current_round(row)
    if row.state == Object.State.DRAFT:
        number += 1
        Submission.objects.create(object=row, round=number, submitted_by=row.collector)
    review = Review.objects.create(
        object=row, reviewer=reviewer, decision=Review.Decision.APPROVED, round=number or 1, elsewhere=True
    )
    apply_review(row, review)
    return []


def _settled_by_name(case: rules.Case) -> set[str]:
    """What the reviewer's name approves; evidence that somebody refused here stays refused."""
    refused = case.evidence is not None and case.evidence.verdict == Evidence.Verdict.REFUSED
    return {"text.unapproved"} if refused else {"text.unapproved", "evidence.unapproved"}


def _approve(row: Object, reviewer: User) -> None:
    evidence = Evidence.objects.filter(object=row).first()
    if evidence is not None and evidence.verdict == Evidence.Verdict.OPEN:
        decide_evidence(row, Evidence.Verdict.APPROVED, actor=reviewer)
    text = TextQuery.objects.filter(object=row).first()
    if text is not None and text.approved_by_id is None:
        approve_text(row, actor=reviewer, elsewhere=True)
