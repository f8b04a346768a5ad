"""Remember how far down a list somebody looked."""

from django.db import transaction

from annotations.actions.distractor_audit.nearest_file import load_nearest
from annotations.actions.distractor_audit.request_lists import request_lists
from annotations.models import DistractorLook
from annotations.rules.audit import LONGEST_TEXT, TEXT
from annotations.rules.distractors import DEMANDED_DEPTH
from curation import jobs
from curation.audit import record
from curation.errors import Conflict, DomainError
from curation.models import DistractorSet, Object, User


@transaction.atomic
def record_look(
    obj: Object, wanted: DistractorSet, name: str, depth: int, *, encoder: str = "", actor: User
) -> DistractorLook:
    """Write that the first `depth` places of a list were seen; looking less far later changes nothing.

    `name` is a query's public id, or "text". The text query is kept as it was.

    Raises:
        DomainError: `audit.list`, the object has no such list; `audit.depth` for a depth below 1.
        Conflict: `audit.searching`, the list is not there yet.
    """
    if depth < 1:
        raise DomainError("audit.depth", "Whoever looked at a list has seen at least one place of it.")
    lists = request_lists(obj, wanted, encoder, actor=actor)
    asked = next((each for each in lists.asked if each.name == name), None)
    if asked is None:
        raise DomainError("audit.list", f"{obj.key} has no list of distractors named {name!r}.")
    if name not in lists.files:
        raise Conflict("audit.searching", "This list is still being searched; nobody can have looked at it.")
    seen = min(depth, len(load_nearest(lists.files[name])))
    held = Object.objects.select_for_update().get(pk=obj.pk)  # two tabs of one person, one after the other
    text = asked.source if name == TEXT else ""
    look, new = DistractorLook.objects.get_or_create(
        object=held,
        set=wanted,
        image=asked.image,
        encoder=lists.version,
        text=text[:LONGEST_TEXT],
        defaults={"depth": max(seen, 1), "looked_by": actor},
    )
    before = 0 if new else look.depth
    if not new and seen <= before:
        return look
    look.depth, look.looked_by = max(seen, 1), actor
    look.save(update_fields=["depth", "looked_by", "looked_at"])
    record(
        "annotations.distractors.looked",
        look,
        actor=actor,
        benchmark=obj.benchmark,
        set=wanted.slug,
        list=name,
        encoder=lists.version,
        before=before,
        after=look.depth,
    )
    if before < DEMANDED_DEPTH:
        jobs.enqueue("rules.check", obj.pk, benchmark=obj.benchmark)
    return look
