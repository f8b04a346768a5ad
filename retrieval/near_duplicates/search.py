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

    turned: its mirrored local features; votes float64 [2, N], first of the image as it is, then
    mirrored; near and alike: the allowed slots nearest by hash and by descriptor.
    """

    fingerprint: Fingerprint
    turned: LocalFeatures
    votes: npt.NDArray[np.float64]
    near: list[int]
    alike: list[int]

    def nearest_orientation(self, entry: Fingerprint) -> tuple[int, int | None]:
        """Smallest distance in bits, and its orientation where the distance means something."""
        by_orientation = bits_between(self.fingerprint, entry.pdq_dihedral[:1])[:, 0]
        row = int(by_orientation.argmin())
        bits = int(by_orientation[row])
        return bits, row if bits <= FARTHEST_HAMMING else None

    def is_mirrored(self, slot: int, orientation: int | None) -> bool:
        """Whether the slot looks like the mirrored image: by PDQ if it is near, else by votes."""
        if orientation is not None:
            return is_mirror(orientation)
        return bool(self.votes[1, slot] > self.votes[0, slot])

    def chosen(self, allowed: npt.NDArray[np.bool_]) -> list[int]:
        """Slots worth a verification among the allowed bool [N], from each of the three ways."""
        votes = np.where(allowed, self.votes.max(axis=0), -1.0)
        voted = np.argsort(-votes, kind="stable")[:VOTED]
        outstanding = votes[voted] >= OUTSTANDING * np.median(votes[allowed])
        outstanding[:ALWAYS_VOTED] = True
        voted = voted[outstanding]
        union = dict.fromkeys([*self.near, *voted.tolist(), *self.alike])
        return [slot for slot in union if allowed[slot]]


def bits_between(fingerprint: Fingerprint, hashes: npt.NDArray[np.uint8]) -> npt.NDArray[np.int64]:
    """Differing bits int64 [8, N] of every orientation of an image from hashes uint8 [N, 32]."""
    bits = np.bitwise_count(fingerprint.pdq_dihedral[:, None, :] ^ hashes[None, :, :])
    return np.asarray(bits.sum(axis=2, dtype=np.int64))


def cosine_distances(
    fingerprint: Fingerprint, descriptors: npt.NDArray[np.float32]
) -> npt.NDArray[np.float64]:
    """1 minus the larger cosine float64 [N] of an image, as it is or mirrored, with [N, D].

    Added up row by row in one order, so that equal rows give equal numbers.
    """
    rows = descriptors.astype(np.float64)
    cosines = [(rows * query.astype(np.float64)).sum(axis=1) for query in fingerprint.descriptors]
    return np.asarray(1.0 - np.max(cosines, axis=0), dtype=np.float64)
