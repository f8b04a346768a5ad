"""Where a fingerprint's global descriptors come from, and the name they are kept under."""

import hashlib
from functools import lru_cache
from typing import Protocol

import numpy as np
import numpy.typing as npt

from retrieval.fingerprints.local import LocalFeatures, mirrored
from retrieval.fingerprints.vlad import vlad
from retrieval.fingerprints.vocabulary import default_vocabulary

LONGEST_NAME = 76  # with the fingerprint's version it fits a column of 80


class Describer(Protocol):
    """Descriptors of two describers never mix: `name` says encoder, version and checkpoint."""

    @property
    def name(self) -> str:
        """Changes whenever the same pixels give another descriptor."""

    @property
    def dimension(self) -> int:
        """Length D of a descriptor."""

    def describe(self, rgb: npt.NDArray[np.uint8], local: LocalFeatures) -> npt.NDArray[np.float32]:
        """Unit vectors float32 [2, D] of an image uint8 [H, W, 3], as it is and mirrored."""


class VladDescriber:
    """VLAD of the local features a fingerprint holds anyway: needs no second look at the pixels."""

    def __init__(self) -> None:
        vocabulary = default_vocabulary()
        self.name = f"vlad-{vocabulary.digest[:16]}"
        self.dimension = int(vocabulary.centres.size)

    def describe(self, rgb: npt.NDArray[np.uint8], local: LocalFeatures) -> npt.NDArray[np.float32]:
        """Unit vectors float32 [2, D] of the features, as they are and mirrored."""
        return np.stack([vlad(local), vlad(mirrored(local))])


@lru_cache(maxsize=1)
def default_describer() -> VladDescriber:
    """The one that needs nothing but the committed codebook."""
    return VladDescriber()


def fitting(name: str) -> str:
    """A name of at most 76 characters; a longer one is cut and told apart by its SHA-256."""
    if len(name) <= LONGEST_NAME:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:16]
    return f"{name[: LONGEST_NAME - 18]}~ {digest}"
