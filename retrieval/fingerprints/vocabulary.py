"""Visual words: a committed codebook that turns local features into words, signatures and VLAD."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

VOCABULARY_FILE = Path(__file__).with_name("vocabulary.npz")
SIGNATURE_BITS = 64

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Vocabulary:
    """words float32 [W, 128], signature_axes float32 [64, 128], and the parts of VLAD.

    centres float32 [K, P] are words of the projected space; mean float32 [128] and axes
    float32 [P, 128] project into it.
    """

    words: Floats
    signature_axes: Floats
    mean: Floats
    axes: Floats
    centres: Floats

    @property
    def digest(self) -> str:
        """SHA-256 over all parts: names the codebook wherever numbers depend on it."""
        parts = (self.words, self.signature_axes, self.mean, self.axes, self.centres)
        return hashlib.sha256(b"".join(part.tobytes() for part in parts)).hexdigest()

    def assign(self, descriptors: npt.NDArray[np.uint8], nearest: int) -> npt.NDArray[np.int64]:
        """Nearest words of descriptors uint8 [n, 128], nearest first: int64 [n, nearest]."""
        squares = 0.5 * (self.words**2).sum(axis=1)
        gap = squares - descriptors.astype(np.float32) @ self.words.T
        rows = np.arange(len(gap))
        chosen = np.zeros((len(gap), nearest), dtype=np.int64)
        for place in range(nearest):
            chosen[:, place] = gap.argmin(axis=1)
            gap[rows, chosen[:, place]] = np.inf
        return chosen

    def signatures(
        self, descriptors: npt.NDArray[np.uint8], words: npt.NDArray[np.int64]
    ) -> npt.NDArray[np.uint64]:
        """Hamming embedding (Jegou, Douze and Schmid 2008): 64 bits inside the word, uint64 [n].

        words int64 [n] is the word of each descriptor; a bit says on which side of the word's
        centre the descriptor lies along one axis.
        """
        offsets = (descriptors.astype(np.float32) - self.words[words]) @ self.signature_axes.T
        packed = np.packbits(offsets > 0, axis=1)
        return packed.view(np.uint64).reshape(-1)


@lru_cache(maxsize=1)
def default_vocabulary() -> Vocabulary:
    """The committed codebook, trained on drawn images by `train_vocabulary`."""
    with np.load(VOCABULARY_FILE, allow_pickle=False) as stored:
        return Vocabulary(
            *(
                stored[name].astype(np.float32)
                for name in ("words", "signature_axes", "mean", "axes", "centres")
            )
        )
