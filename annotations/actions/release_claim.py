"""Let go of an object without a decision."""

from django.db import transaction

from annotations.actions.states import live_claim, locked
from annotations.models import ReviewClaim
from curation.audit import record
from curation.errors import Conflict
from curation.models import Object, User


@transaction.atomic
def release_claim(obj: Object, *, actor: User, holder: int | None = None) -> Object:
    """Give the object back to the queue; nothing happens when nobody holds it any more.

    `holder` is the reviewer whose claim a maintainer ends; one's own if absent. It has to be named, so that a
    page that lets go of its own claim too late never ends the claim of who came after.

    Raises:
        Conflict: another reviewer than that one holds it.
    """
    row = locked(obj)
    claim = live_claim(row)
    if claim is not None and claim.reviewer_id != (actor.pk if holder is None else holder):
        raise Conflict(
            "review.claimed",
            f"{claim.reviewer} holds {row.key}; only they and the maintainers can let go of it.",
            reviewer={"id": claim.reviewer_id, "name": str(claim.reviewer)},
        )
    before = row.state
    ReviewClaim.objects.filter(object=row).delete()
    if before == Object.State.IN_REVIEW:
        row.state = Object.State.SUBMITTED
        row.save(update_fields=["state", "updated_at"])
    if claim is not None or before != row.state:
        taken_from = {"held_by": str(claim.reviewer)} if claim and claim.reviewer_id != actor.pk else {}
        record(
            "annotations.review.released",
            row,
            actor=actor,
            benchmark=row.benchmark,
            before=before,
            after=row.state,
            **taken_from,
        )
    return row
