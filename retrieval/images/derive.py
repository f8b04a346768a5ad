"""Upright pixels -> the images that the application stores, each rebuilt from pixels alone."""

import io
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from retrieval.fingerprints.pdq import pdq_hash
from retrieval.images.balance import Gains, white_balanced
from retrieval.images.pipeline import ReleasePipeline
from retrieval.images.resize import fitted, shrunk

Pixels = npt.NDArray[np.uint8]

PREVIEW_SIDE: Final = 1600
THUMB_SIDE: Final = 320
_DISPLAY_QUALITY: Final = 80


@dataclass(frozen=True, slots=True)
class Derived:
    """JPEG bytes and the fingerprint; preview and thumb are empty when not asked for."""

    release: bytes
    release_size: tuple[int, int]
    preview: bytes
    thumb: bytes
    pdq: bytes
    pdq_quality: int
    gains: Gains


def derived(
    pixels: Pixels, full_size: tuple[int, int], pipeline: ReleasePipeline, *, display: bool
) -> Derived:
    """Release image, display copies and PDQ of upright sRGB pixels uint8 [H, W, 3].

    `full_size` is (width, height) of the image in full, of which `pixels` may be a smaller decode.
    """
    size = fitted(full_size, pipeline.max_side)
    small = shrunk(pixels, size)
    balanced, gains = white_balanced(small, pipeline)
    fingerprint, quality = pdq_hash(small)
    return Derived(
        release=release_jpeg(balanced, pipeline),
        release_size=size,
        preview=_display_jpeg(pixels, PREVIEW_SIDE) if display else b"",
        thumb=_display_jpeg(small, THUMB_SIDE) if display else b"",
        pdq=fingerprint,
        pdq_quality=quality,
        gains=gains,
    )


def release_jpeg(pixels: Pixels, pipeline: ReleasePipeline) -> bytes:
    """The pixels uint8 [H, W, 3] as a JPEG without any metadata."""
    buffer = io.BytesIO()
    image = Image.fromarray(pixels)
    image.save(buffer, "JPEG", quality=pipeline.quality, subsampling=pipeline.subsampling)
    return buffer.getvalue()


def _display_jpeg(pixels: Pixels, max_side: int) -> bytes:
    """For people only: never enlarged, and not byte-reproducible across OpenCV versions."""
    height, width = pixels.shape[:2]
    small = shrunk(pixels, fitted((width, height), max_side))
    bgr = cv2.cvtColor(small, cv2.COLOR_RGB2BGR)
    ok, encoded = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, _DISPLAY_QUALITY])
    if not ok:
        raise RuntimeError(f"OpenCV could not encode an image of {width} x {height} pixels.")
    return encoded.tobytes()
