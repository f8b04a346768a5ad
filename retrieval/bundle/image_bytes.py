"""The bytes of one published image, held against what the release declares of them."""

import hashlib
import io
import os
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from retrieval.bundle.errors import BundleError
from retrieval.bundle.jpeg import head_problem, jpeg_problem
from retrieval.bundle.parts import Entry

ReadBytes = Callable[[Entry], bytes]
Unchanged = Callable[[Entry], bool]
_MOST_PIXELS = 100_000_000


def read_file(path: Path) -> bytes:
    """All bytes of a file in three calls: with 60 KB each the usual seven cost a tenth of an export.

    Raises OSError.
    """
    handle = os.open(path, os.O_RDONLY)
    try:
        size = os.fstat(handle).st_size
        data = os.read(handle, size + 1)
        if len(data) != size:  # somebody writes to it, or a read of gigabytes came in pieces
            return path.read_bytes()
        return data
    finally:
        os.close(handle)


def never(entry: Entry) -> bool:
    """Nobody knows whether a file is still what it was: every image is hashed."""
    return False


def checked_bytes(read: ReadBytes, entry: Entry, label: str, unchanged: Unchanged = never) -> bytes:
    """The bytes of an entry. Raises BundleError when they are not the declared plain JPEG.

    `unchanged`, asked after reading, tells that the file has not been touched since it was hashed at
    ingest; then its bytes are not hashed again.
    """
    try:
        data = read(entry)
    except OSError as error:
        raise BundleError(
            "bundle.image-missing",
            f"The image for {label} can't be read ({error.strerror or error}), so nothing was released. "
            f"Restore it from a backup and start the export again: it goes on where it stopped.",
        ) from error
    check = _head_problem if unchanged(entry) else bytes_problem
    problem = check(data, entry)
    if problem is not None:
        raise BundleError(
            "bundle.image-bytes",
            f"The image for {label} {problem}, so nothing was released. Restore it from a backup, or "
            f"render it again and freeze a new release; then start the export again.",
        )
    return data


def bytes_problem(data: bytes, entry: Entry) -> str | None:
    """Why the bytes are not those the release declares, as half a sentence, without decoding.

    Of bytes with the declared SHA-256 only the head is read: the rest is as it was at ingest.
    """
    if hashlib.sha256(data).hexdigest() != entry.sha256:
        return "has another SHA-256 than declared"
    return _head_problem(data, entry)


def _head_problem(data: bytes, entry: Entry) -> str | None:
    return head_problem(data, entry.width, entry.height)


def decoding_problem(data: bytes, entry: Entry) -> str | None:
    """Like `bytes_problem`, but of every marker, and decodes the picture as well."""
    problem = bytes_problem(data, entry) or jpeg_problem(data, entry.width, entry.height)
    if problem is not None:
        return problem
    if entry.width * entry.height > _MOST_PIXELS:
        return "is larger than 100 million pixels and was not decoded"
    try:
        with Image.open(io.BytesIO(data)) as image:
            image.load()
    except (OSError, SyntaxError, ValueError) as error:
        return f"cannot be decoded ({error})"
    return None
