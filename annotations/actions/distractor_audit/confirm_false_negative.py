"""End a false negative: the distractor leaves its set, or the object leaves the benchmark."""

from django.db import transaction

from annotations.actions.decide_review import Word, decide_review
from annotations.actions.distractor_audit.known import known
from annotations.models import DistractorMark, Review
from curation.actions.distractor_sets.remove import Removal, remove_distractor
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
        removal = Removal(copy, DistractorRemoval.Reason.FALSE_NEGATIVE, held, note)
        remove_distractor(wanted, removal, actor=actor)
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
