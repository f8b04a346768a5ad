"""Every reason for which an image is refused: a stable code and the sentence that people read."""

from typing import Final

from retrieval.errors import RetrievalError

REFUSALS: Final[dict[str, str]] = {
    "image.not_a_file": "{name} cannot be read as a file ({reason}). Check the path and its permissions.",
    "image.empty": "The file is empty. It was probably not copied completely; upload it again.",
    "image.too_many_bytes": (
        "The file has {bytes:,} bytes and at most {limit:,} are accepted. Export it with a stronger"
        " compression, or ask a maintainer to raise the limit."
    ),
    "image.unsupported_format": (
        "This is {found}. Accepted are JPEG, PNG, WebP, GIF, BMP, TIFF, HEIC and AVIF;"
        " convert it to one of them."
    ),
    "image.unreadable": (
        "The file begins like {format}, but its header is damaged and cannot be read ({reason})."
        " Export the photograph again from its original."
    ),
    "image.truncated": (
        "The {format} data end before the image is complete ({reason})."
        " The copy was interrupted; upload the original again."
    ),
    "image.corrupt": (
        "The {format} data are damaged and cannot be decoded ({reason})."
        " Export the photograph again from its original."
    ),
    "image.too_many_pixels": (
        "The image declares {found} and at most {limit:,} pixels are decoded."
        " Scale it down, or ask a maintainer to raise the limit."
    ),
    "image.too_many_frames": (
        "The image has {frames:,} frames or pages and at most {limit:,} are accepted."
        " Upload the one frame that shows the object."
    ),
    "image.timeout": (
        "Decoding took longer than the {seconds:g} seconds that one image may take and was stopped."
        " Export the photograph again as an ordinary JPEG."
    ),
    "image.memory": (
        "Decoding needed more memory than one image may take and was stopped."
        " Scale the image down or export it again as an ordinary JPEG."
    ),
    "image.decoder_crashed": (
        "The decoder crashed on this file ({reason}); nothing else was harmed."
        " Export the photograph again as an ordinary JPEG."
    ),
    "image.processing_failed": (
        "The image was decoded, but could not be processed ({reason})."
        " This is a fault of the application; the administrators find the details in the log."
    ),
    "image.decoder_unavailable": (
        "The image decoder could not be started ({reason})."
        " The file may be good; try again later, and tell the administrators if it persists."
    ),
}


class ImageRefused(RetrievalError):
    """An image that is not taken in; `code` is a key of REFUSALS, `message` its filled sentence."""


def refusal(code: str, **facts: object) -> ImageRefused:
    """The exception for that code; raises KeyError for a code or fact that is not in REFUSALS."""
    return ImageRefused(code, REFUSALS[code].format_map(facts))
