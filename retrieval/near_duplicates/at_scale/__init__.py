"""Near-duplicates among millions: what is kept of each image, and how candidates are brought up.

Light on purpose: `index` and `kernels` load numba and are imported by workers alone.
"""

from retrieval.near_duplicates.at_scale.features import (
    FEATURES_VERSION,
    PER_IMAGE,
    ROW,
    compact_features,
)

__all__ = ["FEATURES_VERSION", "PER_IMAGE", "ROW", "compact_features"]
