"""Change what is said of a picture: its role in the object, where it comes from, under which licence."""

from collections.abc import Mapping

from django.db import transaction

from curation import audit, jobs, licences
from curation.actions.receive_image import demand_open
from curation.errors import DomainError
from curation.models import Image, Origin, User

EDITABLE = ("role", "origin", "author", "licence", "source_url")


@transaction.atomic
def edit_image(image: Image, changes: Mapping[str, str], *, actor: User | None) -> Image:
    """Save the named fields (any of EDITABLE).

    Raises:
        DomainError: `image.role`, `image.origin` or `rights.licence` for values that can't be taken.
        Conflict: `object.locked` when the object can't be changed now.
    """
    rows = Image.objects.select_for_update(of=("self",)).select_related("benchmark", "object", "original")
    locked = rows.get(pk=image.pk)
    if locked.object is not None:
        demand_open(locked.object)
    _refuse_unusable(locked, changes)
    names = [name for name in EDITABLE if name in changes and changes[name] != getattr(locked, name)]
    if not names:
        return locked
    before = {name: getattr(locked, name) for name in names}
    for name in names:
        setattr(locked, name, changes[name])
    locked.save(update_fields=names)
    audit.record(
        "curation.image.edited",
        locked,
        actor=actor,
        benchmark=locked.benchmark,
        image=str(locked.public_id),
        before=before,
        after={name: changes[name] for name in names},
    )
    if locked.object is not None:
        jobs.enqueue("rules.check", locked.object.pk, benchmark=locked.benchmark, user=actor)
    return locked


def _refuse_unusable(image: Image, changes: Mapping[str, str]) -> None:
    role, origin, licence = changes.get("role"), changes.get("origin"), changes.get("licence")
    roles = {Image.Role.DISTRACTOR} if image.object is None else {Image.Role.QUERY, Image.Role.POSITIVE}
    if role is not None and role not in roles:
        message = f'The role "{role}" does not fit: a picture of an object is "query" or "positive".'
        raise DomainError("image.role", message)
    if origin is not None and origin not in Origin.values:
        raise DomainError("image.origin", f'The origin "{origin}" is neither "captured" nor "downloaded".')
    if licence and not licences.is_valid(licence):
        raise DomainError("rights.licence", licences.refusal(licence))
