"""A stored image that may be a copy: a glimpse first, and all of it only where the glimpse shows something.

Most images that searches bring up are strangers. To say so takes a third of what it takes to compare two
images fully, because features of a smaller copy are enough to see that nothing agrees.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from retrieval.fingerprints.local import LocalFeatures, extract_local, working_gray
from retrieval.fingerprints.pdq import pdq_orientations
from retrieval.near_duplicates.fingerprint import (
    THUMBNAIL_SIDE,
    WORKING_SIDE,
    Fingerprint,
    at_most,
    fingerprint_image,
)

# No copy that was brought up is lost at this side (docs/near-duplicates-at-scale.md); 320 takes half as long again.
GLIMPSE_SIDE: Final = 256


class StoredDescriptor:
    """Describes an image by the descriptor that its shard holds, so that no encoder runs for it."""

    def __init__(self, name: str, row: npt.NDArray[np.floating]) -> None:
        self.name = name
        self.dimension = len(row)
        self._row = np.asarray(row, dtype=np.float32)

    def describe(self, rgb: npt.NDArray[np.uint8], local: LocalFeatures) -> npt.NDArray[np.float32]:
        """The stored row float32 [2, D]; for the mirrored form too, which a stored image never needs."""
        return np.stack([self._row, self._row])


@dataclass(frozen=True, eq=False)
class StoredImage:
    """A release image uint8 [H, W, 3] with the descriptor [D] that its shard holds of an encoder."""

    rgb: npt.NDArray[np.uint8]
    encoder: str
    descriptor: npt.NDArray[np.floating]

    @cached_property
    def _small(self) -> npt.NDArray[np.uint8]:
        """What either look is taken from."""
        return at_most(self.rgb, WORKING_SIDE)

    def fingerprint(self) -> Fingerprint:
        """What the image is compared by."""
        return fingerprint_image(self._small, StoredDescriptor(self.encoder, self.descriptor))

    def glimpse(self) -> Fingerprint:
        """The same with features of a smaller copy and without words: it tells strangers, not how alike copies are."""
        orientations, quality = pdq_orientations(self._small)
        local = extract_local(self._small, GLIMPSE_SIDE)
        return Fingerprint(
            pdq=orientations[0].tobytes(),
            pdq_dihedral=orientations,
            pdq_quality=quality,
            descriptors=StoredDescriptor(self.encoder, self.descriptor).describe(self._small, local),
            encoder=self.encoder,
            local=local,
            words=np.zeros(0, dtype=np.int64),
            signatures=np.zeros(0, dtype=np.uint64),
            thumbnail=working_gray(self._small, THUMBNAIL_SIDE),
        )
