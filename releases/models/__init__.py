"""The frozen thing: rows copied once, guarded by triggers, and what was exported of them."""

from releases.models.export import Export
from releases.models.frozen import FrozenImage, FrozenObject
from releases.models.frozen_sets import FrozenShard, FrozenSubset
from releases.models.release import Release
from releases.models.withdrawal import Withdrawal

__all__ = [
    "Export",
    "FrozenImage",
    "FrozenObject",
    "FrozenShard",
    "FrozenSubset",
    "Release",
    "Withdrawal",
]
