"""Hold an object while one reviews it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from annotations.actions.states import current_round, live_claim, taken
from annotations.models import Review, ReviewClaim
from curation.audit import record
from curation.errors import Conflict, NotAllowed
from curation.models import Object, User

LEASE = timedelta(minutes=15)


@transaction.atomic
def claim_object(obj: Object, *, actor: User) -> ReviewClaim:
    """Take the object for a quarter of an hour, visible to others; taking it again renews the lease.

    Raises:
        NotAllowed: the reviewer collected it.
        Conflict: it awaits no review, another reviewer holds it, or one's own approval is already given.
    """
    row = taken(obj, "reviewed")
    demand_reviewable(row, actor)
    held = ReviewClaim.objects.live().filter(object=row, reviewer=actor).exists()
    claim, _ = ReviewClaim.objects.update_or_create(
        object=row, defaults={"reviewer": actor, "expires_at": timezone.now() + LEASE}
    )
    before, row.state = row.state, Object.State.IN_REVIEW
    if before != row.state:
        row.save(update_fields=["state", "updated_at"])
    if not held:
        record(
            "annotations.review.claimed",
            row,
            actor=actor,
            benchmark=row.benchmark,
            before=before,
            after=row.state,
        )
    return claim


def demand_reviewable(obj: Object, actor: User) -> None:
    """Refuse one's own object, another reviewer's claim and a second approval in one round."""
    if obj.collector_id == actor.pk:
        raise NotAllowed("review.own-object", "Nobody reviews an object that they collected themselves.")
    claim = live_claim(obj)
    if claim is not None and claim.reviewer_id != actor.pk:
        raise Conflict(
            "review.claimed",
            f"{claim.reviewer} holds {obj.key} until {claim.expires_at:%H:%M} UTC. Take another one meanwhile.",
            reviewer={"id": claim.reviewer_id, "name": str(claim.reviewer)},
            expires_at=claim.expires_at.isoformat(),
        )
    given = Review.objects.filter(
        object=obj, reviewer=actor, round=current_round(obj), decision=Review.Decision.APPROVED
    )
    if obj.state != Object.State.ACCEPTED and given.exists():
        raise Conflict(
            "review.already-approved",
            f"You have already approved {obj.key}; this benchmark asks for a second reviewer.",
        )
