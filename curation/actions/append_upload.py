"""Bytes of an upload: written, flushed to disk, and only then acknowledged by raising `offset`."""

import base64
import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import OperationalError, transaction
from django.http import UnreadablePostError

from curation.actions.start_upload import UploadTooLarge, part_path
from curation.errors import Conflict, DomainError
from curation.models import Upload

PIECE = 256 * 1024


class ChecksumMismatch(DomainError):
    """The bytes that arrived are not the ones that were sent; 460 is tus's own status for it."""

    status = 460


@dataclass(frozen=True, slots=True)
class Chunk:
    """One PATCH: where it begins, how to read it, and the SHA-256 it should have (base64)."""

    offset: int
    read: Callable[[int], bytes]
    sha256: str = ""


def append_upload(upload: Upload, chunk: Chunk) -> Upload:
    """Write a chunk and return the upload with its new offset.

    What is acknowledged is on disk: a process killed in the middle loses only bytes whose offset was
    never reported. When the connection breaks, the bytes so far are kept, unless they carry a checksum.

    Raises:
        Conflict: `upload.offset` when the chunk does not begin where the upload stands, `upload.busy`
            while another chunk of it is being written.
        UploadTooLarge: `upload.past-end` when there are more bytes than announced; nothing is kept.
        ChecksumMismatch: `upload.checksum`; nothing is kept.
    """
    with transaction.atomic():
        locked = _lock(upload)
        if chunk.offset != locked.offset:
            message = f"The upload stands at byte {locked.offset}, not {chunk.offset}. Continue from there."
            raise Conflict("upload.offset", message, offset=locked.offset)
        written = _write(locked, chunk)
        locked.offset += written
        locked.save(update_fields=["offset"])
    return locked


def _lock(upload: Upload) -> Upload:
    try:
        locked = Upload.objects.select_for_update(nowait=True, of=("self",)).filter(pk=upload.pk).first()
    except OperationalError as error:  # another PATCH of this upload holds the row
        message = "Another part of this file is being written at this moment. Ask again shortly."
        raise Conflict("upload.busy", message) from error
    if locked is None or (locked.offset and not part_path(locked).exists()):
        raise Conflict(
            "upload.gone", "This upload was cancelled or its bytes are gone. Upload the file again."
        )
    return locked


def _write(upload: Upload, chunk: Chunk) -> int:
    path = part_path(upload)
    path.parent.mkdir(parents=True, exist_ok=True)
    digest, written, left = hashlib.sha256(), 0, upload.length - upload.offset
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(handle, "r+b") as file:
        file.truncate(upload.offset)  # what an earlier, unacknowledged chunk may have left behind
        file.seek(upload.offset)
        for piece in _pieces(chunk):
            written += len(piece)
            if written > left:
                message = f"More bytes were sent than the {upload.length:,} that were announced. Nothing of them is kept."
                raise UploadTooLarge("upload.past-end", message)
            digest.update(piece)
            file.write(piece)
        if chunk.sha256 and base64.b64encode(digest.digest()).decode() != chunk.sha256:
            message = (
                "The bytes that arrived do not have the checksum that was sent with them. Send them again."
            )
            raise ChecksumMismatch("upload.checksum", message)
        file.flush()
        os.fsync(file.fileno())
    return written


def _pieces(chunk: Chunk) -> Iterator[bytes]:
    """Pieces of a request's body until it ends or its connection breaks."""
    while True:
        try:
            piece = chunk.read(PIECE)
        except UnreadablePostError:  # the client went away; what came so far is whole in itself
            return
        if not piece:
            return
        yield piece
