"""Let go of an object without a decision."""

from django.db import transaction

from annotations.actions.states import live_claim, locked
from annotations.models import ReviewClaim
from curation.audit import record
from curation.errors import Conflict
from curation.models import Object, User


@transaction.atomic
def release_claim(obj: Object, *, actor: User) -> Object:
    """Give the object back to the queue; nothing happens when nobody holds it any more.

    Raises:
        Conflict: another reviewer holds it.
    """
    row = locked(obj)
    claim = live_claim(row)
    if claim is not None and claim.reviewer_id != actor.pk:
        raise Conflict(
            "review.claimed",
            f"{claim.reviewer} holds {row.key}; only they can let go of it.",
            reviewer={"id": claim.reviewer_id, "name": str(claim.reviewer)},
        )
    ReviewClaim.objects.filter(object=row).delete()
    if row.state == Object.State.IN_REVIEW:
        before, row.state = row.state, Object.State.SUBMITTED
        row.save(update_fields=["state", "updated_at"])
        record(
            "annotations.review.released",
            row,
            actor=actor,
            benchmark=row.benchmark,
            before=before,
            after=row.state,
        )
    return row
