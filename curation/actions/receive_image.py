"""Take a picture in: files first, then the row, so that a row never points at bytes that are not there."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction

from curation import audit, ingest, jobs, licences
from curation.errors import Conflict, DomainError
from curation.models import Benchmark, Image, Object, Origin, Original, User
from retrieval.images import Ingested

OPEN_STATES = (Object.State.DRAFT, Object.State.CHANGES_REQUESTED)


@dataclass(frozen=True, slots=True)
class ImageDetails:
    """Everything that is said of a picture beside its bytes."""

    benchmark: Benchmark
    role: str
    source_path: str
    origin: str = Origin.CAPTURED.value
    author: str = ""
    licence: str = ""
    source_url: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """The row, and whether it is new."""

    image: Image
    created: bool


def receive_image(
    obj: Object | None,
    source: bytes | Path,
    *,
    details: ImageDetails,
    actor: User | None,
    ingested: Ingested | None = None,
) -> Received:
    """Store the original and its derivatives, write the row and have neighbours looked for.

    `obj` is None for a distractor. The same bytes in the same object are the same picture, and so are
    the same bytes under the same path among the distractors. `ingested` saves a second decode.

    Raises:
        DomainError: the code of the refused picture, `image.role`, `image.origin` or `rights.licence`.
        Conflict: `object.locked` when the object can't be changed now, `image.path-taken` when a
            distractor of that path holds other bytes.
    """
    refuse_unusable(obj, details)
    known = ingested or ingest.read(source)
    _store_files(source, known)
    with transaction.atomic():
        return _write(obj, details, known, actor)


def refuse_unusable(obj: Object | None, details: ImageDetails) -> None:
    """Raise unless role, origin and licence can be taken; nothing is read or written."""
    is_distractor = details.role == Image.Role.DISTRACTOR
    if details.role not in Image.Role.values or is_distractor != (obj is None):
        message = f'The role "{details.role}" does not fit: pictures of an object are "query" or "positive".'
        raise DomainError("image.role", message)
    if details.origin not in Origin.values:
        message = f'The origin "{details.origin}" is neither "captured" nor "downloaded".'
        raise DomainError("image.origin", message)
    if details.licence and not licences.is_valid(details.licence):
        raise DomainError("rights.licence", licences.refusal(details.licence))


def demand_open(obj: Object) -> None:
    """Raise `object.locked` unless pictures of the object can be changed now."""
    if obj.state not in OPEN_STATES:
        message = (
            f"The object {obj.key} is {obj.get_state_display().lower()}: its pictures can't be changed now."
        )
        raise Conflict("object.locked", message)


def _store_files(source: bytes | Path, known: Ingested) -> None:
    names = Original(sha256=known.sha256)
    for variant in ("release", "preview", "thumb"):
        default_storage.save(names.file_name(variant), ContentFile(getattr(known, variant)))
    if isinstance(source, bytes):
        default_storage.save(names.file_name("original"), ContentFile(source))
    else:
        with source.open("rb") as file:
            default_storage.save(names.file_name("original"), File(file))


def _write(obj: Object | None, details: ImageDetails, known: Ingested, actor: User | None) -> Received:
    # The lock makes two arrivals of the same bytes one after the other: the second finds the first's row.
    if obj is not None:
        obj = Object.objects.select_for_update().get(pk=obj.pk)
    else:
        Benchmark.objects.select_for_update().get(pk=details.benchmark.pk)
    original = _original(known)
    same = _same_picture(obj, details, original)
    if same is not None:
        return Received(same, created=False)
    if obj is not None:
        demand_open(obj)
        _refuse_withdrawn(details.benchmark, original)
    image = Image.objects.create(
        benchmark=details.benchmark,
        object=obj,
        original=original,
        role=details.role,
        source_path=details.source_path,
        origin=details.origin,
        author=details.author,
        licence=details.licence,
        source_url=details.source_url,
        created_by=actor,
    )
    audit.record(
        "curation.image.received",
        image,
        actor=actor,
        benchmark=details.benchmark,
        image=str(image.public_id),
        role=image.role,
        source_path=image.source_path,
        sha256=original.sha256,
    )
    jobs.enqueue("neighbours.check", image.pk, benchmark=details.benchmark, user=actor)
    if obj is not None:
        jobs.enqueue("rules.check", obj.pk, benchmark=details.benchmark, user=actor)
    return Received(image, created=True)


def _refuse_withdrawn(benchmark: Benchmark, original: Original) -> None:
    """What somebody withdrew must not come back under another name."""
    if Image.objects.filter(benchmark=benchmark, original=original, withdrawn_at__isnull=False).exists():
        message = "This very picture was withdrawn from the benchmark and can't be used in it again."
        raise Conflict("image.withdrawn", message)


def _same_picture(obj: Object | None, details: ImageDetails, original: Original) -> Image | None:
    if obj is not None:
        return Image.objects.present().filter(object=obj, original=original).first()
    taken = Image.objects.distractors().filter(benchmark=details.benchmark, source_path=details.source_path)
    same = taken.select_related("original").first()
    if same is not None and same.original_id != original.pk:
        message = f"There is already a distractor {details.source_path} with other bytes. Rename one of them."
        raise Conflict("image.path-taken", message)
    return same


def _original(known: Ingested) -> Original:
    original, _ = Original.objects.get_or_create(
        sha256=known.sha256,
        defaults={
            "byte_size": known.byte_size,
            "format": known.format,
            "width": known.width,
            "height": known.height,
            "frames": known.frames,
            "camera_make": known.camera.make[:80],
            "camera_model": known.camera.model[:80],
            "captured_at": known.camera.captured_at,
            "pdq": known.pdq,
            "pdq_quality": known.pdq_quality,
            "pipeline": known.pipeline,
            "release_sha256": hashlib.sha256(known.release).hexdigest(),
            "release_width": known.release_size[0],
            "release_height": known.release_size[1],
        },
    )
    return original
