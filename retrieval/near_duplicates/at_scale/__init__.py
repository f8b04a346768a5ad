"""Near-duplicates among millions: what is kept of each image, and how candidates are brought up.

Light on purpose: `index`, `segment` and `kernels` load numba and are imported by workers alone.
"""

from retrieval.near_duplicates.at_scale.check import check_against
from retrieval.near_duplicates.at_scale.features import (
    FEATURES_VERSION,
    PER_IMAGE,
    ROW,
    compact_features,
)
from retrieval.near_duplicates.at_scale.stored import StoredImage
from retrieval.near_duplicates.at_scale.tiers import Effort, Tiers

__all__ = [
    "FEATURES_VERSION",
    "PER_IMAGE",
    "ROW",
    "Effort",
    "StoredImage",
    "Tiers",
    "check_against",
    "compact_features",
]
