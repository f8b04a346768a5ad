"""The matched points of a comparison as a person sees them: lines between two images."""

import numpy as np
import numpy.typing as npt

from retrieval.near_duplicates.fingerprint import Fingerprint
from retrieval.near_duplicates.verification import Evidence

MOST_LINES = 60


def drawn_matches(evidence: Evidence, first: Fingerprint, second: Fingerprint) -> npt.NDArray[np.float32]:
    """At most 60 inliers float32 [n, 4] (x1, y1, x2, y2) in fractions of each image's sides."""
    alignment = evidence.alignment
    if alignment is None:
        return np.zeros((0, 4), dtype=np.float32)
    one = (alignment.first + 0.5) / np.array(first.local.frame)
    two = (alignment.second + 0.5) / np.array(second.local.frame)
    if evidence.mirrored:
        one[:, 0] = 1.0 - one[:, 0]
    step = max(1, -(-len(one) // MOST_LINES))
    return np.asarray(np.hstack([one, two])[::step], dtype=np.float32)
