"""Which step leads out of which states; each action assigns the state itself, here it is only allowed."""

from collections.abc import Mapping

from annotations.models import ReviewClaim, Submission
from curation.errors import Conflict
from curation.models import Object

S = Object.State
EDITABLE = (S.DRAFT, S.CHANGES_REQUESTED)
ALLOWED: Mapping[str, tuple[str, ...]] = {
    "changed": EDITABLE,
    "submitted": EDITABLE,
    "withdrawn from review": (S.SUBMITTED, S.IN_REVIEW),
    "reviewed": (S.SUBMITTED, S.IN_REVIEW),
    "approved": (S.SUBMITTED, S.IN_REVIEW),
    # An accepted object may turn out wrong as long as no release holds it.
    "sent back": (S.SUBMITTED, S.IN_REVIEW, S.ACCEPTED),
    "rejected": (S.SUBMITTED, S.IN_REVIEW, S.ACCEPTED),
    "accepted as reviewed elsewhere": (S.DRAFT, S.SUBMITTED),
}


def locked(obj: Object) -> Object:
    """The object's row held until the transaction ends, with its benchmark."""
    return Object.objects.select_for_update(of=("self",)).select_related("benchmark").get(pk=obj.pk)


def taken(obj: Object, step: str) -> Object:
    """The locked object, or a Conflict when its state does not let it be `step`."""
    row = locked(obj)
    if row.state not in ALLOWED[step]:
        states = " or ".join(Object.State(state).label.lower() for state in ALLOWED[step])
        raise Conflict(
            "object.locked" if step == "changed" else "object.state",
            f"The object {row.key} is {row.get_state_display().lower()}, so it can't be {step}; "
            f"that is possible while it is {states}.",
            state=row.state,
        )
    return row


def current_round(obj: Object) -> int:
    """The number of the last submission; 0 before the first."""
    return Submission.objects.filter(object=obj).values_list("round", flat=True).first() or 0


def live_claim(obj: Object) -> ReviewClaim | None:
    """Who holds the object now."""
    return ReviewClaim.objects.live().filter(object=obj).select_related("reviewer").first()
