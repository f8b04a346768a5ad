"""Take a distractor out of its set, with the reason: its shard stays as it is, searches and lists pass it over."""

from dataclasses import dataclass

from django.db import transaction

from curation import audit, jobs
from curation.errors import DomainError
from curation.models import DistractorRemoval, DistractorSet, Object, SetNeighbour, User

LONGEST_NOTE = 500


@dataclass(frozen=True)
class Removal:
    """Which one, "<shard>/<key>", and why; `object` is the one it shows, if that is the reason."""

    distractor: str
    reason: str
    object: Object | None = None
    note: str = ""


@transaction.atomic
def remove_distractor(found: DistractorSet, removal: Removal, *, actor: User | None) -> DistractorRemoval:
    """Write the record; a distractor that is out already keeps its first record.

    Raises:
        DomainError: `distractor.reason`, `distractor.note`, or `distractor.unknown` for an id of no shard.
    """
    _demand_sound(found, removal)
    row, created = DistractorRemoval.objects.get_or_create(
        set=found,
        distractor=removal.distractor,
        defaults={
            "reason": removal.reason,
            "object": removal.object,
            "note": removal.note,
            "removed_by": actor,
        },
    )
    if not created:
        return row
    audit.record(
        "curation.distractor.removed",
        row,
        actor=actor,
        benchmark=found.benchmark,
        set=found.slug,
        distractor=removal.distractor,
        reason=removal.reason,
        note=removal.note,
        object=removal.object.key if removal.object else None,
    )
    jobs.enqueue_all("rules.check", _concerned(found, removal), benchmark=found.benchmark, user=actor)
    return row


def _concerned(found: DistractorSet, removal: Removal) -> set[int]:
    """The object it shows, and those with a picture that it resembles: their findings may have changed."""
    pairs = SetNeighbour.objects.filter(
        set=found, distractor=removal.distractor, image__deleted_at=None, image__object__isnull=False
    )
    named = [removal.object.pk] if removal.object else []
    return {*named, *pairs.values_list("image__object", flat=True)}


def _demand_sound(found: DistractorSet, removal: Removal) -> None:
    if removal.reason not in DistractorRemoval.Reason.values:
        known = ", ".join(DistractorRemoval.Reason.values)
        message = f'"{removal.reason}" is no reason to remove a distractor. Choose one of {known}.'
        raise DomainError("distractor.reason", message)
    if len(removal.note) > LONGEST_NOTE:
        raise DomainError("distractor.note", f"A note has at most {LONGEST_NOTE} characters.")
    shard, _, key = removal.distractor.partition("/")
    if not key or not found.shards.filter(name=shard).exists():
        message = (
            f'The set "{found.slug}" has no distractor "{removal.distractor}". Its ids read <shard>/<key>.'
        )
        raise DomainError("distractor.unknown", message)
