"""A reviewer's word on an object."""

from dataclasses import dataclass

from django.db import transaction

from annotations.actions.approve_text import approve_text
from annotations.actions.claim_object import demand_reviewable
from annotations.actions.states import current_round, taken
from annotations.actions.submit_object import demand_no_errors
from annotations.models import Review, ReviewClaim
from curation import jobs
from curation.actions.decide_evidence import decide_evidence
from curation.audit import record
from curation.errors import DomainError
from curation.models import Evidence, Image, Object, RejectionReason, User

STEPS = {
    Review.Decision.APPROVED: "approved",
    Review.Decision.CHANGES_REQUESTED: "sent back",
    Review.Decision.REJECTED: "rejected",
}


@dataclass(frozen=True, slots=True)
class Word:
    """What a reviewer says; `image` and `box` (x, y, width, height) pin the comment to a spot."""

    decision: str
    comment: str = ""
    reason: str = ""
    image: Image | None = None
    box: tuple[int, int, int, int] | None = None
    approve_evidence: bool = False
    approve_text: bool = False


@transaction.atomic
def decide_review(obj: Object, word: Word, *, actor: User) -> Review:
    """Approve, ask for changes or reject; the claim on the object ends with it.

    Approval holds when no rule up to stage `accept` has an error, after the evidence and the text that the
    reviewer approves along with it. Where the benchmark asks for two reviewers the first approval puts the
    object back into the queue.

    Raises:
        DomainError: changes without a comment, a rejection without a reason, a spot of another object.
        NotAllowed: the reviewer collected the object.
        Conflict: its state forbids it, another reviewer holds it, or rules have errors.
    """
    _check(obj, word)
    row = taken(obj, STEPS[Review.Decision(word.decision)])
    demand_reviewable(row, actor)
    if word.decision == Review.Decision.APPROVED:
        _approve_along(row, word, actor)
        demand_no_errors(row, "accept", "approved")
    review = Review.objects.create(
        object=row,
        reviewer=actor,
        decision=word.decision,
        comment=word.comment.strip(),
        reason=word.reason if word.decision == Review.Decision.REJECTED else "",
        image=word.image,
        box=list(word.box) if word.box is not None else None,
        round=current_round(row) or 1,
    )
    apply_review(row, review)
    return review


def apply_review(row: Object, review: Review) -> None:
    """Move the locked object to where the review leads, and tell."""
    before, row.state = row.state, _next_state(row, review)
    row.rejection_reason = review.reason if row.state == Object.State.REJECTED else ""
    row.save(update_fields=["state", "rejection_reason", "updated_at"])
    ReviewClaim.objects.filter(object=row).delete()
    record(
        f"annotations.object.{review.decision}",
        row,
        actor=review.reviewer,
        benchmark=row.benchmark,
        before=before,
        after=row.state,
        round=review.round,
        comment=review.comment,
        reason=review.reason,
        elsewhere=review.elsewhere,
    )
    jobs.enqueue("rules.check", row.pk, benchmark=row.benchmark)


def _next_state(row: Object, review: Review) -> str:
    if review.decision == Review.Decision.CHANGES_REQUESTED:
        return Object.State.CHANGES_REQUESTED
    if review.decision == Review.Decision.REJECTED:
        return Object.State.REJECTED
    approvals = Review.objects.filter(object=row, round=review.round, decision=Review.Decision.APPROVED)
    enough = approvals.count() >= row.benchmark.reviews_needed
    return Object.State.ACCEPTED if enough else Object.State.SUBMITTED


def _approve_along(row: Object, word: Word, actor: User) -> None:
    evidence = Evidence.objects.filter(object=row).first()
    if word.approve_evidence and evidence is not None and evidence.verdict != Evidence.Verdict.APPROVED:
        decide_evidence(row, Evidence.Verdict.APPROVED, actor=actor)
    if word.approve_text:
        approve_text(row, actor=actor)


def _check(obj: Object, word: Word) -> None:
    if word.decision not in Review.Decision.values:
        raise DomainError(
            "review.decision", f"“{word.decision}” is no decision: approve, request changes or reject."
        )
    if word.decision == Review.Decision.CHANGES_REQUESTED and not word.comment.strip():
        raise DomainError("review.comment-missing", "Say in a comment what has to change.")
    if word.decision == Review.Decision.REJECTED and word.reason not in RejectionReason.values:
        reasons = ", ".join(RejectionReason.values)
        raise DomainError("review.reason-missing", f"A rejection needs one of these reasons: {reasons}.")
    if word.image is not None and word.image.object_id != obj.pk:
        raise DomainError("review.foreign-image", "The comment points at a picture of another object.")
    if word.box is not None and word.image is None:
        raise DomainError(
            "review.box-without-image", "A comment on a box has to name the picture it lies in."
        )
