"""Put a picture into the trash, or take it out again; its bytes stay where they are."""

from django.db import transaction
from django.utils import timezone

from curation import audit, jobs
from curation.actions.receive_image import demand_open
from curation.errors import Conflict
from curation.models import Image, User


def _locked(image: Image) -> Image:
    rows = Image.objects.select_for_update(of=("self",)).select_related("benchmark", "object", "original")
    locked = rows.get(pk=image.pk)
    if locked.object is not None:
        demand_open(locked.object)
    return locked


def _follow(image: Image, action: str, actor: User | None) -> None:
    audit.record(
        action,
        image,
        actor=actor,
        benchmark=image.benchmark,
        image=str(image.public_id),
        source_path=image.source_path,
    )
    if image.object is not None:
        jobs.enqueue("rules.check", image.object.pk, benchmark=image.benchmark, user=actor)


@transaction.atomic
def delete_image(image: Image, *, actor: User | None) -> Image:
    """Into the trash; a second call changes nothing.

    Raises:
        Conflict: `object.locked` when the object can't be changed now.
    """
    locked = _locked(image)
    if locked.deleted_at is None:
        locked.deleted_at = timezone.now()
        locked.save(update_fields=["deleted_at"])
        _follow(locked, "curation.image.deleted", actor)
    return locked


@transaction.atomic
def restore_image(image: Image, *, actor: User | None) -> Image:
    """Out of the trash, to be compared with the others again; a second call changes nothing.

    Raises:
        Conflict: `object.locked`, `image.withdrawn`, or `image.present` when the same picture was brought
            in again meanwhile.
    """
    locked = _locked(image)
    if locked.deleted_at is None:
        return locked
    if locked.withdrawn_at is not None:
        message = "This picture was withdrawn, so it stays in the trash: no later release may hold it."
        raise Conflict("image.withdrawn", message)
    twins = Image.objects.present().filter(benchmark=locked.benchmark)
    if locked.object is not None:
        twins = twins.filter(object=locked.object, original=locked.original)
    else:
        twins = twins.filter(role=Image.Role.DISTRACTOR, source_path=locked.source_path)
    if twins.exists():
        message = "The same picture has been brought in again meanwhile, so this copy stays in the trash."
        raise Conflict("image.present", message)
    locked.deleted_at = None
    # While it lay there, others came that were not compared with it, and the encoder may have changed.
    locked.neighbours_checked_at = None
    locked.save(update_fields=["deleted_at", "neighbours_checked_at"])
    _follow(locked, "curation.image.restored", actor)
    jobs.enqueue("neighbours.check", locked.pk, benchmark=locked.benchmark, user=actor)
    return locked
