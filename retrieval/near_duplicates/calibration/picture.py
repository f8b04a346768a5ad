"""What is calibrated with: pictures, and which other pictures each must not be taken for."""

from dataclasses import dataclass
from typing import Final, Literal

import cv2
import numpy as np
import numpy.typing as npt

from retrieval.near_duplicates.edits import recompressed

Source = Literal["photograph", "drawn"]
# What the studio keeps of an upload and fingerprints.
PREVIEW_SIDE: Final = 1024
PREVIEW_QUALITY: Final = 88


@dataclass(frozen=True, eq=False)
class Picture:
    """RGB uint8 [H, W, 3] as the studio keeps it.

    source: "photograph" or "drawn"; others: names of pictures that show something else, or the same scene in another photograph;
    planted: whether copies of it are made, or it serves as one of the others only.
    """

    name: str
    pixels: npt.NDArray[np.uint8]
    others: tuple[str, ...]
    planted: bool
    source: Source


def as_kept(rgb: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """The preview of an uploaded picture: at most 1024 pixels, through JPEG."""
    height, width = rgb.shape[:2]
    factor = PREVIEW_SIDE / max(height, width)
    if factor < 1:
        size = (max(1, round(width * factor)), max(1, round(height * factor)))
        rgb = np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    return recompressed(np.ascontiguousarray(rgb), PREVIEW_QUALITY)
