"""End a false negative: the distractor leaves its set, or the object leaves the benchmark."""

from django.db import transaction

from annotations.actions.decide_review import Word, decide_review
from annotations.actions.distractor_audit.known import known
from annotations.models import DistractorMark, Review
from curation import jobs
from curation.audit import record
from curation.errors import Conflict
from curation.models import DistractorRemoval, DistractorSet, Object, RejectionReason, User


@transaction.atomic
def remove_false_negative(
    obj: Object, wanted: DistractorSet, distractor: str, *, note: str = "", actor: User
) -> list[str]:
    """Take the marked distractor and its byte copies out of their set; the ids that were taken out.

    Raises:
        Conflict: `audit.not-marked`, nobody has marked it as showing the object.
        DomainError: `audit.unknown`, it stands in no list of the object.
    """
    held = Object.objects.select_for_update().get(pk=obj.pk)
    _demand_marked(held, wanted, distractor)
    copies = known(obj, wanted, distractor).copies
    for copy in copies:
        DistractorRemoval.objects.get_or_create(
            set=wanted,
            distractor=copy,
            defaults={
                "reason": DistractorRemoval.Reason.FALSE_NEGATIVE,
                "object": held,
                "note": note,
                "removed_by": actor,
            },
        )
    record(
        "annotations.distractors.confirmed",
        held,
        actor=actor,
        benchmark=obj.benchmark,
        set=wanted.slug,
        distractor=distractor,
        removed=list(copies),
        note=note,
    )
    jobs.enqueue("rules.check", obj.pk, benchmark=obj.benchmark)
    return list(copies)


@transaction.atomic
def reject_for_false_negative(
    obj: Object, wanted: DistractorSet, distractor: str, *, note: str = "", actor: User
) -> Review:
    """Reject the object that a marked distractor shows, with the distractor named in the comment.

    Raises:
        Conflict: `audit.not-marked`; also what `decide_review` raises, and NotAllowed of it.
    """
    _demand_marked(obj, wanted, distractor)
    comment = f"The distractor {distractor} of the set {wanted.slug} shows this object. {note}".strip()
    word = Word(decision=Review.Decision.REJECTED, comment=comment, reason=RejectionReason.OTHER)
    return decide_review(obj, word, actor=actor)


def _demand_marked(obj: Object, wanted: DistractorSet, distractor: str) -> None:
    marks = DistractorMark.objects.filter(object=obj, set=wanted, distractor=distractor)
    if not marks.filter(says=DistractorMark.Says.SHOWS).exists():
        raise Conflict(
            "audit.not-marked",
            f"Nobody has marked {distractor} as showing {obj.key}; mark it first, then confirm.",
        )
