"""The three facts that are kept of a photograph's metadata: camera make, model and time."""

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

from PIL import ExifTags, Image

from retrieval.images.ingested import Camera

_MAX_LENGTH: Final = 100
_UNPRINTABLE: Final = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ufffd]+")
_OFFSET: Final = re.compile(r"([+-])(\d\d):(\d\d)")
_TIMES: Final = (
    (ExifTags.Base.DateTimeOriginal, ExifTags.Base.OffsetTimeOriginal),
    (ExifTags.Base.DateTimeDigitized, ExifTags.Base.OffsetTimeDigitized),
)


def camera_of(image: Image.Image) -> Camera:
    """Make, model and time of capture as far as they can be read; damaged metadata give empty ones."""
    try:
        exif = image.getexif()
        make, model = exif.get(ExifTags.Base.Make), exif.get(ExifTags.Base.Model)
        details = exif.get_ifd(ExifTags.IFD.Exif)
        times = [(details.get(at), details.get(offset)) for at, offset in _TIMES]
    except Exception:  # noqa: BLE001 - damaged metadata raises anything; it must not cost the pixels
        return Camera()
    moments = (captured_at(_cleaned(moment), _cleaned(offset)) for moment, offset in times)
    return Camera(_cleaned(make), _cleaned(model), next((at for at in moments if at), None))


def captured_at(moment: str, offset: str) -> datetime | None:
    """An EXIF time `YYYY:MM:DD HH:MM:SS` with its offset `+HH:MM` (UTC where there is none), or None."""
    try:
        naive = datetime.strptime(moment[:19], "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - zone follows
    except ValueError:
        return None
    match = _OFFSET.fullmatch(offset)
    if not match:
        return naive.replace(tzinfo=UTC)
    distance = timedelta(hours=int(match[2]), minutes=int(match[3]))
    if distance >= timedelta(days=1):
        return naive.replace(tzinfo=UTC)
    return naive.replace(tzinfo=timezone(distance if match[1] == "+" else -distance))


def _cleaned(value: object) -> str:
    """Text without control characters and runs of white space, at most 100 characters."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", errors="replace")
    if not isinstance(value, str):
        return ""
    # lone surrogates cannot be stored in a database or sent as JSON
    encodable = value.encode("utf-8", errors="replace").decode("utf-8")
    return _UNPRINTABLE.sub(" ", encodable).strip()[:_MAX_LENGTH].strip()
