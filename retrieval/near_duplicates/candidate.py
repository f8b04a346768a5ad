"""One suspected neighbour with everything a person needs to judge it."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

Suggestion = Literal["duplicate", "same scene", "not a match"]


@dataclass(frozen=True)
class Candidate:
    """A neighbour of the checked image and what the comparison measured.

    hamming: bits of 256 between the PDQ hashes, the nearest of eight orientations. cosine: of the
    global descriptors. inliers: matched features that one transform explains; residual: their
    median distance from it in pixels of the 512-pixel working copy (infinite without inliers).
    agreement: share of the structured pixels that agree once the images are laid over each other;
    overlap: shared area over the smaller image's area. score: 0 to 1, larger is more alike.
    transform: 3 x 3, checked image to neighbour in fractions of width and height, of the mirrored
    checked image when `mirrored`. matches: float32 [n, 4] (x1, y1, x2, y2), fractions, n <= 60,
    always in the images as they are seen.
    """

    neighbour: str
    hamming: int
    cosine: float
    inliers: int
    residual: float
    score: float
    suggested: Suggestion
    agreement: float = 0.0
    overlap: float = 0.0
    mirrored: bool = False
    transform: npt.NDArray[np.float64] | None = None
    matches: npt.NDArray[np.float32] = field(
        default_factory=lambda: np.zeros((0, 4), dtype=np.float32)
    )
