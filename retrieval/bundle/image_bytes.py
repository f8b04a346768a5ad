"""The bytes of one published image, held against what the release declares of them."""

import hashlib
import io
from collections.abc import Callable

from PIL import Image

from retrieval.bundle.errors import BundleError
from retrieval.bundle.jpeg import jpeg_problem
from retrieval.bundle.parts import Entry

ReadBytes = Callable[[Entry], bytes]
_MOST_PIXELS = 100_000_000


def checked_bytes(read: ReadBytes, entry: Entry, label: str) -> bytes:
    """The bytes of an entry. Raises BundleError when they are not the declared plain JPEG."""
    try:
        data = read(entry)
    except OSError as error:
        raise BundleError(
            "bundle.image-missing",
            f"The image for {label} can't be read ({error.strerror or error}), so nothing was released. "
            f"Restore it from a backup and start the export again: it goes on where it stopped.",
        ) from error
    problem = bytes_problem(data, entry)
    if problem is not None:
        raise BundleError(
            "bundle.image-bytes",
            f"The image for {label} {problem}, so nothing was released. Restore it from a backup, or "
            f"render it again and freeze a new release; then start the export again.",
        )
    return data


def bytes_problem(data: bytes, entry: Entry) -> str | None:
    """Why the bytes are not those the release declares, as half a sentence, without decoding."""
    if hashlib.sha256(data).hexdigest() != entry.sha256:
        return "has another SHA-256 than declared"
    return jpeg_problem(data, entry.width, entry.height)


def decoding_problem(data: bytes, entry: Entry) -> str | None:
    """Like `bytes_problem`, and decodes the picture as well."""
    problem = bytes_problem(data, entry)
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
