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
THUMB_SIDE: Final = 500  # twice the cards of the object wall; the size that the release step makes anyway
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
    """Release image, display copies and PDQ of upright sRGB pixels uint8 [H, W, 3] in order BGR.

    `full_size` is (width, height) of the image in full, of which `pixels` may be a smaller decode.
    """
    size = fitted(full_size, pipeline.max_side)
    small = np.asarray(cv2.cvtColor(shrunk(pixels, size), cv2.COLOR_BGR2RGB), dtype=np.uint8)
    balanced, gains = white_balanced(small, pipeline)
    fingerprint, quality = pdq_hash(small)
    return Derived(
        release=release_jpeg(balanced, pipeline),
        release_size=size,
        preview=_display_jpeg(_preview(pixels)) if display else b"",
        thumb=_display_jpeg(_thumb(small)) if display else b"",
        pdq=fingerprint,
        pdq_quality=quality,
        gains=gains,
    )


def release_jpeg(pixels: Pixels, pipeline: ReleasePipeline) -> bytes:
    """The RGB pixels uint8 [H, W, 3] as a JPEG without any metadata."""
    buffer = io.BytesIO()
    image = Image.fromarray(pixels)
    image.save(buffer, "JPEG", quality=pipeline.quality, subsampling=pipeline.subsampling)
    return buffer.getvalue()


def _preview(pixels: Pixels) -> Pixels:
    """As decoded where that is small enough, which spares a second pass over a large raster."""
    height, width = pixels.shape[:2]
    return shrunk(pixels, fitted((width, height), PREVIEW_SIDE))


def _thumb(rgb: Pixels) -> Pixels:
    """From the release size, which is never much larger: bilinear does not skip pixels there."""
    height, width = rgb.shape[:2]
    size = fitted((width, height), THUMB_SIDE)
    small = rgb if size == (width, height) else cv2.resize(rgb, size, interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2BGR), dtype=np.uint8)


def _display_jpeg(bgr: Pixels) -> bytes:
    """For people only: not byte-reproducible across OpenCV versions."""
    ok, encoded = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, _DISPLAY_QUALITY])
    if not ok:
        message = f"OpenCV could not encode an image of shape {bgr.shape}."
        raise RuntimeError(message)
    return encoded.tobytes()
