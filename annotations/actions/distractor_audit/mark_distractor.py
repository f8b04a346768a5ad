"""Say what a distractor shows beside one object; remembered for good, also for copies of the same bytes."""

from django.db import transaction
from django.db.models import Q

from annotations.actions.distractor_audit.known import Known, known
from annotations.models import DistractorMark
from curation import jobs
from curation.audit import record
from curation.errors import DomainError
from curation.models import DistractorSet, Object, User


@transaction.atomic
def mark_distractor(
    obj: Object, wanted: DistractorSet, distractor: str, says: str, *, actor: User
) -> list[DistractorMark]:
    """Write the mark on the distractor and on every one of the same bytes; "" takes it back from all of them.

    Raises:
        DomainError: `audit.says` for a word that is no mark; `audit.unknown`, it stands in no list.
    """
    if says and says not in DistractorMark.Says.values:
        raise DomainError("audit.says", f"“{says}” is no mark: say shows, other, or nothing to take it back.")
    held = Object.objects.select_for_update().get(pk=obj.pk)
    found = known(obj, wanted, distractor)
    marked = DistractorMark.objects.filter(same(held, wanted, found))
    before = marked.filter(set=wanted, distractor=distractor).values_list("says", flat=True).first() or ""
    if before == says:
        return list(marked.order_by("pk"))
    if says:
        _write(held, wanted, found, says, actor)
    else:
        marked.delete()
    record(
        "annotations.distractors.marked",
        held,
        actor=actor,
        benchmark=obj.benchmark,
        set=wanted.slug,
        distractor=distractor,
        before=before,
        after=says,
        copies=[each for each in found.copies if each != distractor],
    )
    jobs.enqueue("rules.check", obj.pk, benchmark=obj.benchmark)
    return list(DistractorMark.objects.filter(same(held, wanted, found)).order_by("pk"))


def same(obj: Object, wanted: DistractorSet, found: Known) -> Q:
    """The marks of this object on those bytes, in whichever set they lie."""
    by_id = Q(object=obj, set=wanted, distractor__in=found.copies)
    return by_id | Q(object=obj, source_sha256=found.source_sha256) if found.source_sha256 else by_id


def _write(obj: Object, wanted: DistractorSet, found: Known, says: str, actor: User) -> None:
    for copy in found.copies:
        DistractorMark.objects.get_or_create(
            object=obj,
            set=wanted,
            distractor=copy,
            defaults={"source_sha256": found.source_sha256, "says": says, "marked_by": actor},
        )
    for row in DistractorMark.objects.filter(same(obj, wanted, found)).order_by("pk"):
        row.says, row.marked_by = says, actor
        row.save(update_fields=["says", "marked_by", "marked_at"])
