"""The default encoder: VLAD of RootSIFT; needs no download, no torch and no GPU."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from retrieval.fingerprints.local import extract_local
from retrieval.fingerprints.vlad import vlad
from retrieval.fingerprints.vocabulary import Vocabulary, default_vocabulary


class VladEncoder:
    """Encodes images with the committed codebook, or with another one."""

    def __init__(self, name: str = "vlad", vocabulary: Vocabulary | None = None) -> None:
        self.name = name
        self._vocabulary = vocabulary or default_vocabulary()
        self.version = f"vlad-{self._vocabulary.digest[:16]}"

    @property
    def dimension(self) -> int:
        """Centres times axes of the codebook."""
        return int(self._vocabulary.centres.size)

    def encode_images(self, images: Sequence[npt.NDArray[np.uint8]]) -> npt.NDArray[np.float32]:
        """Descriptors float32 [N, D], L2-normalised."""
        found = np.zeros((len(images), self.dimension), dtype=np.float32)
        for row, image in enumerate(images):
            found[row] = vlad(extract_local(image), self._vocabulary)
        return found
