"""Trains the committed codebook: `python -m retrieval.fingerprints.train_vocabulary`."""

import argparse
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from retrieval.fingerprints.drawn_textures import draw_textured_image
from retrieval.fingerprints.local import extract_local
from retrieval.fingerprints.vocabulary import SIGNATURE_BITS, VOCABULARY_FILE

SEED = 20261121
IMAGES = 300
BRANCHES = 32
WORDS_PER_BRANCH = 64
VLAD_AXES = 32
VLAD_CENTRES = 16

Floats = npt.NDArray[np.float32]


def train_vocabulary(images: int, target: Path) -> None:
    """Draws images, clusters their descriptors and writes the npz; the same everywhere it runs."""
    descriptors = np.concatenate(
        [extract_local(draw_textured_image(SEED + index)).descriptors for index in range(images)]
    ).astype(np.float32)
    rng = np.random.default_rng(SEED)
    turned, _ = np.linalg.qr(rng.normal(size=(128, 128)))
    mean = descriptors.mean(axis=0)
    values, vectors = np.linalg.eigh(np.cov((descriptors - mean).T))
    axes = vectors[:, np.argsort(-values)[:VLAD_AXES]].T
    projected = ((descriptors - mean) @ axes.T).astype(np.float32)
    np.savez_compressed(
        target,
        words=np.clip(np.rint(_words(descriptors)), 0, 255).astype(np.uint8),
        signature_axes=turned[:SIGNATURE_BITS].astype(np.float16),
        mean=mean.astype(np.float16),
        axes=axes.astype(np.float16),
        centres=_kmeans(projected, VLAD_CENTRES).astype(np.float16),
    )


def _words(descriptors: Floats) -> Floats:
    """Two levels of k-means: many words in seconds, and no branch without words."""
    centres = _kmeans(descriptors, BRANCHES)
    squares = 0.5 * (centres**2).sum(axis=1)
    branch = (squares - descriptors @ centres.T).argmin(axis=1)
    parts = [_kmeans(descriptors[branch == b], WORDS_PER_BRANCH) for b in range(BRANCHES)]
    return np.concatenate(parts)


def _kmeans(points: Floats, count: int) -> Floats:
    cv2.setRNGSeed(SEED)
    stop = (cv2.TERM_CRITERIA_MAX_ITER + cv2.TERM_CRITERIA_EPS, 30, 1e-3)
    start = np.zeros((0, 1), dtype=np.int32)
    _, _, centres = cv2.kmeans(points, count, start, stop, 1, cv2.KMEANS_PP_CENTERS)
    return np.asarray(centres, dtype=np.float32)


def main() -> None:
    """Parses the command line and trains."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--images", type=int, default=IMAGES)
    parser.add_argument("--out", type=Path, default=VOCABULARY_FILE)
    chosen = parser.parse_args()
    cv2.setNumThreads(1)
    train_vocabulary(chosen.images, chosen.out)


if __name__ == "__main__":
    main()
