"""Approve the text query as it stands."""

from django.db import transaction
from django.utils import timezone

from annotations.actions.states import locked
from annotations.models import TextQuery
from curation import jobs
from curation.audit import record
from curation.errors import Conflict, NotAllowed
from curation.models import Object, User


@transaction.atomic
def approve_text(obj: Object, *, actor: User, elsewhere: bool = False) -> TextQuery:
    """Mark the present text as approved by that reviewer; approving twice changes nothing.

    Raises:
        NotAllowed: the reviewer collected the object or wrote the text.
        Conflict: there is no text yet.
    """
    obj = locked(obj)
    stored = TextQuery.objects.select_for_update(of=("self",)).filter(object=obj).first()
    if stored is None or not stored.text:
        raise Conflict("text.missing", f"The object {obj.key} has no text query to approve yet.")
    if actor.pk in (obj.collector_id, stored.updated_by_id):
        raise NotAllowed("text.own", "Nobody approves their own text query; ask another reviewer.")
    if stored.approved_by_id is not None:
        return stored
    stored.approved_by, stored.approved_at = actor, timezone.now()
    stored.save(update_fields=["approved_by", "approved_at"])
    record(
        "annotations.text.approved",
        stored,
        actor=actor,
        benchmark=obj.benchmark,
        version=stored.version,
        elsewhere=elsewhere,
    )
    jobs.enqueue("rules.check", obj.pk, benchmark=obj.benchmark)
    return stored
