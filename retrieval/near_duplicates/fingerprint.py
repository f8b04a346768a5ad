"""Everything the near-duplicate check needs to know of one image, as one block of bytes."""

import io
import zipfile
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from retrieval.errors import RetrievalError
from retrieval.fingerprints.local import LocalFeatures, extract_local, working_gray
from retrieval.fingerprints.pdq import PDQ_BYTES, pdq_orientations
from retrieval.fingerprints.vocabulary import default_vocabulary
from retrieval.near_duplicates.description import Describer, default_describer

# Changes whenever the same pixels would give other numbers: stored fingerprints are then made anew.
VERSION = "2"
THUMBNAIL_SIDE = 160
# The largest side that any part looks at: shrinking once for all saves a quarter of the time.
WORKING_SIDE = 512


@dataclass(frozen=True)
class Fingerprint:
    """The parts by which an image is recognised again.

    pdq 32 bytes with quality 0..100, pdq_dihedral uint8 [8, 32], descriptors float32 [2, D]
    (L2-normalised, of the image as it is and mirrored) and the encoder they came from, local
    features, their words int64 [n] and signatures uint64 [n], and a gray thumbnail uint8 [h, w].
    """

    pdq: bytes
    pdq_dihedral: npt.NDArray[np.uint8]
    pdq_quality: int
    descriptors: npt.NDArray[np.float32]
    encoder: str
    local: LocalFeatures
    words: npt.NDArray[np.int64]
    signatures: npt.NDArray[np.uint64]
    thumbnail: npt.NDArray[np.uint8]

    def to_bytes(self) -> bytes:
        """The fingerprint as an npz file without pickled objects."""
        buffer = io.BytesIO()
        np.savez(
            buffer,
            version=np.array(VERSION),
            pdq=self.pdq_dihedral,
            quality=np.array(self.pdq_quality, dtype=np.int16),
            descriptors=self.descriptors.astype(np.float16),
            encoder=np.array(self.encoder),
            points=self.local.points,
            sizes=self.local.sizes,
            angles=self.local.angles,
            features=self.local.descriptors,
            frame=np.array(self.local.frame, dtype=np.int32),
            words=self.words.astype(np.uint16),
            signatures=self.signatures,
            thumbnail=self.thumbnail,
        )
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, stored: bytes) -> "Fingerprint":
        """The fingerprint that `to_bytes` wrote.

        Raises RetrievalError `fingerprint.outdated` for one of another version and
        `fingerprint.unreadable` for anything that is not a fingerprint.
        """
        try:
            with np.load(io.BytesIO(stored), allow_pickle=False) as parts:
                arrays = {name: parts[name] for name in parts.files}
            version = str(arrays["version"])
        except (ValueError, KeyError, EOFError, OSError, zipfile.BadZipFile) as error:
            raise RetrievalError(
                "fingerprint.unreadable",
                "The stored bytes are not a fingerprint. Compute it anew from the image.",
            ) from error
        if version != VERSION:
            raise RetrievalError(
                "fingerprint.outdated",
                f"The fingerprint is of version {version}, this program compares version "
                f"{VERSION}. Compute it anew from the image.",
            )
        return _from_arrays(arrays)


def method_of(encoder: str) -> str:
    """The name a fingerprint is stored under: its version and the encoder of its descriptors."""
    return f"{VERSION}+{encoder}"


def fingerprint_image(rgb: npt.NDArray[np.uint8], describer: Describer | None = None) -> Fingerprint:
    """The fingerprint of an upright sRGB image uint8 [H, W, 3] of any size; VLAD describes by default."""
    describer = describer or default_describer()
    small = at_most(rgb, WORKING_SIDE)
    orientations, quality = pdq_orientations(small)
    local = extract_local(small)
    vocabulary = default_vocabulary()
    words = vocabulary.assign(local.descriptors, 1)[:, 0]
    return Fingerprint(
        pdq=orientations[0].tobytes(),
        pdq_dihedral=orientations,
        pdq_quality=quality,
        descriptors=describer.describe(rgb, local),
        encoder=describer.name,
        local=local,
        words=words,
        signatures=vocabulary.signatures(local.descriptors, words),
        thumbnail=working_gray(small, THUMBNAIL_SIDE),
    )


def at_most(rgb: npt.NDArray[np.uint8], side: int) -> npt.NDArray[np.uint8]:
    """The image uint8 [H, W, 3], or a copy of it whose larger side is `side` pixels."""
    height, width = rgb.shape[:2]
    factor = side / max(height, width)
    if factor >= 1.0:
        return rgb
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _from_arrays(arrays: dict[str, npt.NDArray[np.generic]]) -> Fingerprint:
    descriptors = np.asarray(arrays["descriptors"], dtype=np.float32)
    lengths = np.linalg.norm(descriptors, axis=1, keepdims=True)
    width, height = (int(side) for side in np.asarray(arrays["frame"], dtype=np.int64))
    orientations = np.asarray(arrays["pdq"], dtype=np.uint8).reshape(8, PDQ_BYTES)
    return Fingerprint(
        pdq=orientations[0].tobytes(),
        pdq_dihedral=orientations,
        pdq_quality=int(np.asarray(arrays["quality"], dtype=np.int64)),
        descriptors=np.asarray(descriptors / np.maximum(lengths, 1e-6), dtype=np.float32),
        encoder=str(arrays["encoder"]),
        local=LocalFeatures(
            np.asarray(arrays["points"], dtype=np.float32),
            np.asarray(arrays["sizes"], dtype=np.float32),
            np.asarray(arrays["angles"], dtype=np.float32),
            np.asarray(arrays["features"], dtype=np.uint8),
            (width, height),
        ),
        words=np.asarray(arrays["words"], dtype=np.int64),
        signatures=np.asarray(arrays["signatures"], dtype=np.uint64),
        thumbnail=np.asarray(arrays["thumbnail"], dtype=np.uint8),
    )
