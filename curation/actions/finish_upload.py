"""Make a picture of a whole upload, or keep the reason why not; asking again gives the same answer."""

from dataclasses import dataclass

from django.db import transaction

from curation import ingest
from curation.actions.receive_image import receive_image
from curation.actions.start_upload import image_details, part_path
from curation.errors import Conflict, DomainError
from curation.models import Image, Upload


class UploadRefused(DomainError):
    """The file arrived whole, but is not taken in."""

    status = 422


class DecoderAway(DomainError):
    """Nothing is wrong with the file: the same bytes are looked at again at the next question."""

    status = 503


# Refusals that say nothing about the file.
PASSING = frozenset({"image.decoder_unavailable", "image.processing_failed"})


@dataclass(frozen=True, slots=True)
class Finished:
    """What became of the file."""

    image: Image
    created: bool


def outcome(upload: Upload) -> Finished | None:
    """What is already known of a finished upload; None when it has not been looked at.

    Raises:
        UploadRefused: with the code and sentence of the refusal.
    """
    if upload.error_code:
        raise UploadRefused(upload.error_code, upload.error)
    if upload.image is not None:
        return Finished(upload.image, created=bool(upload.details.get("created")))
    return None


def finish_upload(upload: Upload) -> Finished:
    """Ingest the bytes and write the picture in the uploader's name.

    Raises:
        UploadRefused: with the code and sentence of the refusal, which is kept for the next question.
        DecoderAway: when the picture could not be looked at; the bytes stay for another try.
        Conflict: `upload.unfinished` while bytes are missing, `upload.lost` when they are gone.
    """
    known = outcome(upload)
    if known is not None:
        return known
    if upload.offset < upload.length:
        raise Conflict("upload.unfinished", "Bytes of this upload are still missing.", offset=upload.offset)
    path = part_path(upload)
    try:
        if not path.exists():
            return _finished_meanwhile(upload)
        ingested = ingest.read(path)
        obj = upload.object
        details = image_details(obj, upload.file_name, upload.role, upload.details)
        received = receive_image(obj, path, details=details, actor=upload.user, ingested=ingested)
    except Conflict:
        raise  # the object's state may change: the bytes stay for another try
    except DomainError as refused:
        if refused.code in PASSING:
            raise DecoderAway(refused.code, refused.message) from refused
        return _refuse(upload, refused)
    return _keep(upload, received.image, created=received.created)


def _finished_meanwhile(upload: Upload) -> Finished:
    upload.refresh_from_db()
    known = outcome(upload)
    if known is None:
        raise Conflict("upload.lost", "The bytes of this upload are gone. Upload the file again.")
    return known


def _refuse(upload: Upload, refused: DomainError) -> Finished:
    Upload.objects.filter(pk=upload.pk).update(error_code=refused.code, error=refused.message)
    part_path(upload).unlink(missing_ok=True)
    raise UploadRefused(refused.code, refused.message)


def _keep(upload: Upload, image: Image, *, created: bool) -> Finished:
    with transaction.atomic():
        locked = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
        if (
            locked.image_id is None
        ):  # somebody quicker has already answered, with `created` as it was for them
            locked.image, locked.details = image, {**locked.details, "created": created}
            locked.save(update_fields=["image", "details"])
    part_path(upload).unlink(missing_ok=True)
    return Finished(image, created=bool(locked.details.get("created")))
