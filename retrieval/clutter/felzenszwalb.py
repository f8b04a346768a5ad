"""The light segmenter: graph-based segmentation (Felzenszwalb and Huttenlocher, IJCV 2004)."""

from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import numpy as np
from skimage.segmentation import felzenszwalb

from retrieval.clutter.segmenter import LabelMap, Rgb


@dataclass(frozen=True)
class FelzenszwalbSegmenter:
    """Deterministic, on the CPU, a fraction of a second for a release image.

    `scale` is the preference for large segments, `sigma` the smoothing and `min_size` the smallest
    segment, both in pixels of the release image. The defaults find some tens of segments in a
    photograph of 500 pixels.
    """

    scale: float = 400.0
    sigma: float = 0.8
    min_size: int = 150

    @property
    def name(self) -> str:
        """The registry's name."""
        return "felzenszwalb"

    @property
    def version(self) -> str:
        """The scikit-image that did it."""
        return f"scikit-image {version('scikit-image')}"

    @property
    def parameters(self) -> dict[str, Any]:
        """Scale, sigma and smallest segment."""
        return {"scale": self.scale, "sigma": self.sigma, "min_size": self.min_size}

    def masks(self, rgb: Rgb) -> LabelMap:
        """A label map [H, W] of rgb [H, W, 3]."""
        labels = felzenszwalb(rgb, scale=self.scale, sigma=self.sigma, min_size=self.min_size)
        return np.asarray(labels, dtype=np.int64)
