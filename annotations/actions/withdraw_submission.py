"""Take an object back before a reviewer has begun."""

from django.db import transaction

from annotations.actions.states import live_claim, taken
from annotations.models import ReviewClaim
from curation import jobs
from curation.audit import record
from curation.errors import Conflict
from curation.models import Object, User


@transaction.atomic
def withdraw_submission(obj: Object, *, actor: User) -> Object:
    """Make a submitted object a draft again.

    Raises:
        Conflict: it is not submitted, or a reviewer holds it.
    """
    row = taken(obj, "withdrawn from review")
    claim = live_claim(row)
    if claim is not None:
        raise Conflict(
            "review.claimed",
            f"{claim.reviewer} is reviewing {row.key}, so it can't be withdrawn now. Ask them to send it back.",
            reviewer={"id": claim.reviewer_id, "name": str(claim.reviewer)},
        )
    ReviewClaim.objects.filter(object=row).delete()
    before, row.state = row.state, Object.State.DRAFT
    row.save(update_fields=["state", "updated_at"])
    record(
        "annotations.object.withdrawn",
        row,
        actor=actor,
        benchmark=row.benchmark,
        before=before,
        after=row.state,
    )
    jobs.enqueue("rules.check", row.pk, benchmark=row.benchmark)
    return row
