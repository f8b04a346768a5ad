"""Begin an upload, and clear away those that nobody finished."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone

from curation.actions.receive_image import ImageDetails, refuse_unusable
from curation.actions.sign_consent import demand_consent
from curation.errors import DomainError, NotAllowed
from curation.models import Object, Upload, User

MIB = 1024 * 1024
LARGEST = 64 * MIB
QUOTA_COUNT, QUOTA_BYTES = 500, 4096 * MIB  # unfinished uploads of one person
KEPT = timedelta(hours=24)


class UploadTooLarge(DomainError):
    """More bytes announced or sent than can be taken."""

    status = 413


@dataclass(frozen=True, slots=True)
class UploadDetails:
    """What a client says before its bytes."""

    length: int
    file_name: str
    role: str
    origin: str = "captured"
    author: str = ""
    licence: str = ""
    source_url: str = ""


def part_path(upload: Upload) -> Path:
    """Where the bytes lie until they are whole."""
    return Path(settings.MEDIA_ROOT) / "uploads" / f"{upload.public_id}.part"


def start_upload(obj: Object, details: UploadDetails, *, actor: User) -> Upload:
    """Write the row of an upload that expires after a day.

    Raises:
        NotAllowed: `consent.unsigned`, or `upload.quota` with too many unfinished uploads.
        UploadTooLarge: `upload.too-large` above 64 MiB.
        DomainError: `upload.empty`, or what receive_image would refuse of role, origin and licence.
    """
    demand_consent(actor, obj.benchmark)
    if details.length > LARGEST:
        message = (
            f"The file has {details.length:,} bytes and at most {LARGEST:,} are taken. Export it smaller."
        )
        raise UploadTooLarge("upload.too-large", message)
    if details.length == 0:
        raise DomainError("upload.empty", "The file is empty. It was probably not copied completely.")
    refuse_unusable(obj, image_details(obj, details.file_name, details.role, _rest(details)))
    purge_expired_uploads()
    with transaction.atomic():
        User.objects.select_for_update().get(pk=actor.pk)  # so that two starts can't both take the last place
        _refuse_over_quota(actor, details.length)
        return Upload.objects.create(
            object=obj,
            user=actor,
            role=details.role,
            file_name=details.file_name,
            details=_rest(details),
            length=details.length,
            expires_at=timezone.now() + KEPT,
        )


def _rest(details: UploadDetails) -> dict[str, str]:
    return {
        "origin": details.origin,
        "author": details.author,
        "licence": details.licence,
        "source_url": details.source_url,
    }


def image_details(obj: Object, file_name: str, role: str, rest: dict[str, str]) -> ImageDetails:
    """What receive_image is told of an upload."""
    words = {name: rest.get(name, "") for name in ("author", "licence", "source_url")}
    return ImageDetails(obj.benchmark, role, file_name, rest.get("origin") or "captured", **words)


def _refuse_over_quota(user: User, length: int) -> None:
    open_ones = Upload.objects.filter(user=user, offset__lt=F("length"))
    held = open_ones.aggregate(total=Sum("length"))["total"] or 0
    if open_ones.count() >= QUOTA_COUNT or held + length > QUOTA_BYTES:
        message = "Too many of your uploads are unfinished. Finish or cancel some of them first."
        raise NotAllowed("upload.quota", message)


def purge_expired_uploads() -> int:
    """Remove rows and bytes of uploads past their day; returns how many."""
    with transaction.atomic():
        expired = list(
            Upload.objects.select_for_update(skip_locked=True).filter(expires_at__lt=timezone.now())[:200]
        )
        Upload.objects.filter(pk__in=[upload.pk for upload in expired]).delete()
    for upload in expired:
        part_path(upload).unlink(missing_ok=True)
    return len(expired)
