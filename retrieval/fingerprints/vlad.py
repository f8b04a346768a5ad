"""VLAD of RootSIFT: one global descriptor per image that needs no neural network and no download."""

import numpy as np
import numpy.typing as npt

from retrieval.fingerprints.local import LocalFeatures
from retrieval.fingerprints.vocabulary import Vocabulary, default_vocabulary


def vlad(features: LocalFeatures, vocabulary: Vocabulary | None = None) -> npt.NDArray[np.float32]:
    """VLAD (Jegou et al. 2010) of an image's local features: L2-normalised float32 [D].

    Residuals are unit vectors per feature, each centre's sum is normalised (Arandjelovic and
    Zisserman 2013) and the signed square root damps bursts. An image without features gets the
    first unit vector, so that cosines stay defined.
    """
    words = vocabulary or default_vocabulary()
    projected = (features.descriptors.astype(np.float32) - words.mean) @ words.axes.T
    squares = 0.5 * (words.centres**2).sum(axis=1)
    nearest = (squares - projected @ words.centres.T).argmin(axis=1)
    residuals = projected - words.centres[nearest]
    residuals /= np.maximum(np.linalg.norm(residuals, axis=1, keepdims=True), 1e-6)
    sums = np.zeros_like(words.centres)
    np.add.at(sums, nearest, residuals)
    sums = np.sign(sums) * np.sqrt(np.abs(sums))
    sums /= np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-6)
    flat = sums.reshape(-1)
    norm = float(np.linalg.norm(flat))
    if norm == 0.0:
        flat = np.zeros_like(flat)
        flat[0] = norm = 1.0
    return np.asarray(flat / norm, dtype=np.float32)
