"""White balance: the same on every image, so that no colour cast tells where an image came from."""

import cv2
import numpy as np
import numpy.typing as npt

from retrieval.images.pipeline import ReleasePipeline

Pixels = npt.NDArray[np.uint8]
Gains = tuple[float, float, float]

UNCHANGED: Gains = (1.0, 1.0, 1.0)


def white_balanced(pixels: Pixels, pipeline: ReleasePipeline) -> tuple[Pixels, Gains]:
    """The balanced uint8 [H, W, 3] RGB raster and the factor applied to each channel.

    grey-world (Buchsbaum 1980): every channel is scaled to the mean of the three channel means. The
    factor is limited to 1/max_gain..max_gain, so that a picture of one red thing does not turn grey.
    """
    if pipeline.white_balance == "none":
        return pixels, UNCHANGED
    sums = cv2.sumElems(pixels)[:3]  # whole numbers far below 2**53: exact
    grey = sum(sums) / 3
    red, green, blue = (_gain(grey, total, pipeline.max_gain) for total in sums)
    gains = (red, green, blue)
    levels = np.arange(256)[:, None] * np.array(gains) + 0.5
    table = np.minimum(np.floor(levels), 255).astype(np.uint8)
    return cv2.LUT(pixels, table[:, None, :]).astype(np.uint8, copy=False), gains


def _gain(grey: float, total: float, limit: float) -> float:
    if total == 0:
        return 1.0  # an all-black channel stays black whatever it is multiplied by
    return min(max(grey / total, 1 / limit), limit)
