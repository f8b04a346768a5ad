"""Which way is up: the eight EXIF orientations, read once and applied once."""

from typing import Final

import cv2
import numpy as np
import numpy.typing as npt
from PIL import ExifTags, Image

Pixels = npt.NDArray[np.uint8]

UPRIGHT: Final = 1
_SWAPS_SIDES: Final = frozenset({5, 6, 7, 8})


def orientation_of(image: Image.Image) -> int:
    """EXIF orientation 1 to 8 that is still to be applied to the decoded image; garbage counts as 1.

    HEIF: libheif has applied irot and imir, and the format forbids EXIF to turn once more. AVIF: Pillow
    reports irot and imir as the EXIF orientation, XMP has no say. Else EXIF (PNG eXIf too), then XMP.
    """
    if image.format == "HEIF":
        return UPRIGHT
    try:
        if image.format == "AVIF":
            exif = Image.Exif()
            exif.load(image.info.get("exif", b""))
        else:
            exif = image.getexif()
        value = exif.get(ExifTags.Base.Orientation, UPRIGHT)
    except Exception:  # noqa: BLE001 - damaged metadata raises anything; it must not cost the pixels
        return UPRIGHT
    return value if isinstance(value, int) and 1 <= value <= 8 else UPRIGHT


def upright_size(size: tuple[int, int], orientation: int) -> tuple[int, int]:
    """(width, height) after applying the orientation."""
    return (size[1], size[0]) if orientation in _SWAPS_SIDES else size


def turned_upright(pixels: Pixels, orientation: int) -> Pixels:
    """The uint8 [H, W, 3] raster as it is to be seen (EXIF 2.32, tag 0x0112)."""
    if orientation in _SWAPS_SIDES:
        pixels = cv2.transpose(pixels).astype(np.uint8, copy=False)  # 5
    if orientation in {2, 6}:
        return np.ascontiguousarray(pixels[:, ::-1])
    if orientation in {3, 7}:
        return np.ascontiguousarray(pixels[::-1, ::-1])
    if orientation in {4, 8}:
        return np.ascontiguousarray(pixels[::-1])
    return pixels
