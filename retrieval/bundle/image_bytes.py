"""The bytes of one published image, held against what the release declares of them."""

import hashlib
import io
from collections.abc import Callable

from PIL import Image

from retrieval.bundle.errors import BundleError
from retrieval.bundle.jpeg import jpeg_problem
from retrieval.bundle.schema import ReleaseDistractor, ReleaseImage

_MOST_PIXELS = 100_000_000


def checked_bytes(read: Callable[[str], bytes], entry: ReleaseImage | ReleaseDistractor, label: str) -> bytes:
    """The bytes of an entry. Raises BundleError when they are not the declared plain JPEG."""
    data = read(entry.sha256)
    problem = bytes_problem(data, entry)
    if problem is not None:
        raise BundleError(
            "bundle.image-bytes",
            f"The {label} {problem}; nothing was published. Render it again and freeze a new release.",
        )
    return data


def bytes_problem(data: bytes, entry: ReleaseImage | ReleaseDistractor) -> str | None:
    """Why the bytes are not those the release declares, as half a sentence, without decoding."""
    if hashlib.sha256(data).hexdigest() != entry.sha256:
        return "has another SHA-256 than declared"
    return jpeg_problem(data, entry.width, entry.height)


def decoding_problem(data: bytes, entry: ReleaseImage | ReleaseDistractor) -> str | None:
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
