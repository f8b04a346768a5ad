"""One suspected neighbour with everything a person needs to judge it."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

Suggestion = Literal["duplicate", "same scene", "not a match"]
ORDER: tuple[Suggestion, ...] = ("duplicate", "same scene", "not a match")


@dataclass(frozen=True)
class Candidate:
    """A neighbour of the checked image and what the comparison measured.

    hamming: bits of 256 between the PDQ hashes, the nearest of eight orientations. cosine: of the
    global descriptors. inliers: matched features that one transform explains; residual: their
    median distance from it in pixels of the 512-pixel working copy (infinite without inliers);
    drift: the part of those distances that neighbouring features share, which edits do not leave.
    agreement: share of the structured pixels that agree once the images are laid over each other;
    overlap: shared area over the smaller image's area. score: 0 to 1, larger is more alike.
    transform: 3 x 3, checked image to neighbour as they are seen, in fractions of width and height;
    mirrored: the neighbour is seen mirrored. matches: float32 [n, 4] (x1, y1, x2, y2), fractions of
    the sides, n <= 60.
    """

    neighbour: str
    hamming: int
    cosine: float
    inliers: int
    residual: float
    score: float
    suggested: Suggestion
    drift: float = float("inf")
    agreement: float = 0.0
    overlap: float = 0.0
    mirrored: bool = False
    transform: npt.NDArray[np.float64] | None = None
    matches: npt.NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 4), dtype=np.float32))
