"""What the three ways of search say of every stored image, and who is worth a closer look."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.fingerprints.local import LocalFeatures
from retrieval.near_duplicates.fingerprint import Fingerprint
from retrieval.near_duplicates.verdict import FARTHEST_HAMMING
from retrieval.near_duplicates.verification import is_mirror

HASHED = 12
VOTED = 8
ALWAYS_VOTED = 3
# Votes over the median of all images: crops to 60 % have 40 and more, unrelated images up to 5.
OUTSTANDING = 6.0
DESCRIBED = 2


@dataclass(frozen=True)
class Search:
    """One image against all slots.

    bits int64 [8, N] by orientation; votes float64 [2, N] and cosines float32 [2, N], first of the
    image as it is, then mirrored; turned: its mirrored local features.
    """

    fingerprint: Fingerprint
    turned: LocalFeatures
    bits: npt.NDArray[np.int64]
    votes: npt.NDArray[np.float64]
    cosines: npt.NDArray[np.float32]

    def nearest_orientation(self, slot: int) -> tuple[int, int | None]:
        """Smallest distance in bits, and its orientation where the distance means something."""
        row = int(self.bits[:, slot].argmin())
        bits = int(self.bits[row, slot])
        return bits, row if bits <= FARTHEST_HAMMING else None

    def is_mirrored(self, slot: int) -> bool:
        """Whether the slot looks like the mirrored image: by PDQ if it is near, else by votes."""
        _, orientation = self.nearest_orientation(slot)
        if orientation is not None:
            return is_mirror(orientation)
        return bool(self.votes[1, slot] > self.votes[0, slot])

    def chosen(self, allowed: npt.NDArray[np.bool_]) -> list[int]:
        """Slots worth a verification among the allowed bool [N], from each of the three ways."""
        hamming = self.bits.min(axis=0)
        near = np.flatnonzero(allowed & (hamming <= FARTHEST_HAMMING))
        near = near[np.argsort(hamming[near], kind="stable")][:HASHED]
        votes = np.where(allowed, self.votes.max(axis=0), -1.0)
        cosines = np.where(allowed, self.cosines.max(axis=0), -2.0)
        voted = np.argsort(-votes, kind="stable")[:VOTED]
        outstanding = votes[voted] >= OUTSTANDING * np.median(votes[allowed])
        outstanding[:ALWAYS_VOTED] = True
        voted = voted[outstanding]
        alike = np.argsort(-cosines, kind="stable")[:DESCRIBED]
        union = dict.fromkeys([*near.tolist(), *voted.tolist(), *alike.tolist()])
        return [slot for slot in union if allowed[slot]]
