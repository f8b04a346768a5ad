"""Take an object, an image or a distractor out for good: of every later release, and out of sight now."""

import datetime
import re
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from curation import audit, jobs
from curation.actions.distractor_sets.remove import LONGEST_NOTE, Removal, remove_distractor
from curation.errors import DomainError
from curation.models import Benchmark, DistractorRemoval, Image, Object, User
from releases.actions.frozen_distractors import key_of
from releases.actions.set_distractor import SetDistractor, published_as
from releases.models import Withdrawal

LONGEST_REASON = 2000
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_KEY = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalDetails:
    """What is withdrawn: an object by its key, an image by its id, a distractor by key or id; and why."""

    kind: str
    key: str
    reason_public: str
    note_private: str = ""
    requested_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class _Thing:
    key: str
    object: Object | None
    images: tuple[Image, ...]  # those that disappear with it
    of_set: SetDistractor | None = None


@transaction.atomic
def withdraw(
    benchmark: Benchmark, details: WithdrawalDetails, *, actor: User | None
) -> tuple[Withdrawal, bool]:
    """The withdrawal, and whether it is new; released rows and files stay as they are.

    Pictures leave every page at once; tombstones enter the next release, errata the earlier ones.
    Withdrawn again, nothing changes, not even the reason.

    Raises:
        DomainError: `withdrawal.kind`, `withdrawal.unknown`, or `withdrawal.reason` for what can't be taken.
    """
    Benchmark.objects.select_for_update().get(pk=benchmark.pk)  # not while a release is being frozen
    thing = _found(benchmark, details)
    known = Withdrawal.objects.filter(benchmark=benchmark, kind=details.kind, key=thing.key).first()
    if known is not None:
        return known, False
    withdrawal = Withdrawal.objects.create(
        benchmark=benchmark,
        kind=details.kind,
        key=thing.key,
        object=thing.object if details.kind == Withdrawal.Kind.OBJECT else None,
        image=thing.images[0] if details.kind != Withdrawal.Kind.OBJECT and thing.images else None,
        **(thing.of_set.columns() if thing.of_set is not None else {}),
        reason_public=_reason(details.reason_public),
        note_private=details.note_private.replace("\0", "").strip(),
        requested_on=details.requested_on,
        decided_by=actor,
    )
    _take_away(thing, withdrawal)
    audit.record(
        f"releases.{details.kind}.withdrawn",
        withdrawal.object or withdrawal.image or withdrawal,
        actor=actor,
        benchmark=benchmark,
        key=thing.key,
        reason=withdrawal.reason_public,
        images=[str(image.public_id) for image in thing.images],
    )
    if thing.object is not None:
        jobs.enqueue("rules.check", thing.object.pk, benchmark=benchmark, user=actor)
    return withdrawal, True


def _take_away(thing: _Thing, withdrawal: Withdrawal) -> None:
    now, kind = timezone.now(), withdrawal.kind
    if thing.of_set is not None:
        note = withdrawal.reason_public[:LONGEST_NOTE]
        removal = Removal(thing.of_set.row.id, DistractorRemoval.Reason.WITHDRAWN, note=note)
        remove_distractor(thing.of_set.shard.set, removal, actor=withdrawal.decided_by)
    for image in thing.images:
        image.withdrawn_at = now
        image.deleted_at = image.deleted_at or now
        image.save(update_fields=["withdrawn_at", "deleted_at"])
    if kind == Withdrawal.Kind.OBJECT and thing.object is not None:
        thing.object.state, thing.object.rejection_reason = Object.State.WITHDRAWN, ""
        thing.object.save(update_fields=["state", "rejection_reason", "updated_at"])


def _found(benchmark: Benchmark, details: WithdrawalDetails) -> _Thing:
    """What is meant, its rows held until the transaction ends; those in the trash count too."""
    images = Image.objects.select_for_update(of=("self",)).filter(benchmark=benchmark).order_by("pk")
    images = images.select_related("original", "object")
    key, public_id = details.key.strip(), _uuid(details.key)
    match details.kind:
        case Withdrawal.Kind.OBJECT:
            obj = Object.objects.select_for_update().filter(benchmark=benchmark, key=key).first()
            if obj is not None:
                return _Thing(obj.key, obj, tuple(images.filter(object=obj)))
        case Withdrawal.Kind.IMAGE:
            image = images.exclude(role=Image.Role.DISTRACTOR).filter(public_id=public_id).first()
            if image is not None:
                return _Thing(str(image.public_id), image.object, (image,))
        case Withdrawal.Kind.DISTRACTOR:
            copies = _copies(images.filter(role=Image.Role.DISTRACTOR), key, public_id)
            if copies:
                return _Thing(key_of(copies[0].original.sha256), None, copies)
            of_set = published_as(benchmark, key)
            if of_set is not None:
                return _Thing(of_set.key, None, (), of_set)
        case _:
            message = f"'{details.kind}' can't be withdrawn; say object, image or distractor."
            raise DomainError("withdrawal.kind", message)
    message = (
        f"There is no {details.kind} '{key}' in {benchmark.slug}. An object is named by its key, an image "
        f"by its id, a distractor by the key under which releases publish it, or its id; one of a set also by "
        f"<set>/<shard>/<key>."
    )
    raise DomainError("withdrawal.unknown", message)


def _copies(distractors: "QuerySet[Image]", key: str, public_id: UUID) -> tuple[Image, ...]:
    """Every row of the same file: none of them may stand for it in the next release."""
    if _KEY.fullmatch(key):
        by_key = tuple(distractors.filter(original__sha256__startswith=key))
        if by_key:
            return by_key
    named = distractors.filter(public_id=public_id).first()
    return tuple(distractors.filter(original=named.original)) if named is not None else ()


def _uuid(text: str) -> UUID:
    """The id that is written there; that of no picture when none is."""
    try:
        return UUID(text.strip())
    except ValueError:
        return UUID(int=0)


def _reason(text: str) -> str:
    """One line that may be published."""
    reason = " ".join(text.split())
    if not reason:
        message = "Say why it is withdrawn, in a sentence that may be published: later releases carry it."
        raise DomainError("withdrawal.reason", message)
    if len(reason) > LONGEST_REASON or _CONTROL.search(reason):
        message = (
            f"The public reason is plain text of at most {LONGEST_REASON} characters. Write a shorter one."
        )
        raise DomainError("withdrawal.reason", message)
    return reason
