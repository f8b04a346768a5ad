"""The tus 1.0 protocol: headers in, headers out. What an upload is stands in the actions."""

import base64
import binascii
from collections.abc import Mapping

from rest_framework.request import Request
from rest_framework.response import Response

from curation.actions.append_upload import Chunk
from curation.actions.start_upload import LARGEST, UploadDetails
from curation.errors import DomainError

VERSION = "1.0.0"
EXTENSIONS = "creation,termination,checksum,expiration"
CHUNK_TYPE = "application/offset+octet-stream"
BASE = {"Tus-Resumable": VERSION, "Cache-Control": "no-store"}
CAPABILITIES = {
    **BASE,
    "Tus-Version": VERSION,
    "Tus-Extension": EXTENSIONS,
    "Tus-Max-Size": str(LARGEST),
    "Tus-Checksum-Algorithm": "sha256",
}


class WrongVersion(DomainError):
    """Another version of the protocol."""

    status = 412


class WrongType(DomainError):
    """A chunk in another content type."""

    status = 415


def answer(status: int, **headers: object) -> Response:
    """An empty answer with tus headers; underscores become hyphens."""
    named = {name.replace("_", "-"): str(value) for name, value in headers.items()}
    return Response(status=status, headers={**BASE, **named})


def demand_version(request: Request) -> None:
    """412 unless the client speaks version 1.0.0."""
    if request.headers.get("Tus-Resumable") != VERSION:
        message = f"This server speaks tus {VERSION}. Send it in a Tus-Resumable header."
        raise WrongVersion("upload.version", message)


def metadata(header: str) -> dict[str, str]:
    """Key and base64 value pairs of Upload-Metadata."""
    values: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in header.split(","))):
        key, _, encoded = pair.partition(" ")
        try:
            values[key] = base64.b64decode(encoded, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError) as error:
            message = f'The value of "{key}" in Upload-Metadata is not UTF-8 in base64.'
            raise DomainError("upload.metadata", message) from error
        if "\x00" in values[key]:
            raise DomainError(
                "upload.metadata", f'The value of "{key}" in Upload-Metadata holds a null character.'
            )
    return values


def announced(request: Request, values: Mapping[str, str]) -> UploadDetails:
    """The details of a new upload."""
    return UploadDetails(
        length=_number(request, "Upload-Length"),
        file_name=values.get("filename", "")[:300] or "unnamed",
        role=values.get("role", ""),
        origin=values.get("origin", "") or "captured",
        author=values.get("author", "")[:200],
        licence=values.get("licence", "")[:120],
        source_url=values.get("source_url", "")[:1000],
    )


def chunk_of(request: Request) -> Chunk:
    """Where the bytes of a PATCH begin and how to read them; the body is not touched yet."""
    if (request.content_type or "").split(";")[0].strip() != CHUNK_TYPE:
        raise WrongType("upload.type", f"Chunks are sent as {CHUNK_TYPE}.")
    return Chunk(offset=_number(request, "Upload-Offset"), read=request.read, sha256=_checksum(request))


def _number(request: Request, header: str) -> int:
    value = request.headers.get(header, "")
    if not value.isdecimal() or len(value) > 15:
        raise DomainError("upload.header", f"The header {header} is missing or not a whole number.")
    return int(value)


def _checksum(request: Request) -> str:
    header = request.headers.get("Upload-Checksum", "")
    if not header:
        return ""
    algorithm, _, value = header.partition(" ")
    if algorithm != "sha256" or not value:
        message = "Checksums are sha256, a blank, and the digest in base64."
        raise DomainError("upload.checksum-algorithm", message)
    return value.strip()
