"""Pixels of the JPEG files that this package made itself."""

import io

import numpy as np
import numpy.typing as npt
from PIL import Image


def read_pixels(jpeg: bytes) -> npt.NDArray[np.uint8]:
    """RGB uint8 [H, W, 3] of one of our own derivatives; never for bytes that came from outside.

    Raises OSError when the bytes are not a whole JPEG.
    """
    with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as image:
        return np.asarray(image.convert("RGB"), dtype=np.uint8)
