"""PDQ, the 256-bit perceptual hash of ThreatExchange, with its eight orientations for queries."""

import cv2
import numpy as np
import numpy.typing as npt
import pdqhash

PDQ_BYTES = 32
# PDQ filters the full frame; its authors shrink to this side first, which changes a few bits only.
WORKING_SIDE = 512
# The 64 x 64 grid that PDQ samples must not be finer than the pixels.
SMALLEST_SIDE = 64


def pdq_hash(rgb: npt.NDArray[np.uint8]) -> tuple[bytes, int]:
    """PDQ of an upright RGB image uint8 [H, W, 3]: 32 bytes and a quality from 0 to 100."""
    bits, quality = pdqhash.compute(_planar(_working_copy(rgb)))
    return np.packbits(np.asarray(bits, dtype=np.uint8)).tobytes(), int(quality)


def pdq_dihedral(rgb: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """PDQ of the eight orientations of an image uint8 [H, W, 3]: uint8 [8, 32].

    Row 0 is the image itself; then come its three rotations and the four mirrored forms.
    """
    return pdq_orientations(rgb)[0]


def pdq_orientations(rgb: npt.NDArray[np.uint8]) -> tuple[npt.NDArray[np.uint8], int]:
    """What `pdq_dihedral` gives, with the quality from 0 to 100: one pass over the pixels."""
    vectors, quality = pdqhash.compute_dihedral(_planar(_working_copy(rgb)))
    return np.packbits(np.asarray(vectors, dtype=np.uint8), axis=1), int(quality)


def hamming(first: bytes, second: bytes) -> int:
    """Number of differing bits of two hashes of the same length."""
    if len(first) != len(second):
        raise ValueError("Hashes of different lengths cannot be compared.")
    return (int.from_bytes(first, "big") ^ int.from_bytes(second, "big")).bit_count()


def hamming_to_all(query: npt.NDArray[np.uint8], stored: npt.NDArray[np.uint8]) -> npt.NDArray[np.int64]:
    """Smallest distance between any of the query hashes [Q, 32] and each stored hash [N, 32]."""
    distances = np.bitwise_count(query[:, None, :] ^ stored[None, :, :]).sum(axis=2, dtype=np.int64)
    return np.asarray(distances.min(axis=0), dtype=np.int64)


def _working_copy(rgb: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    if rgb.ndim != 3 or rgb.shape[2] != 3 or rgb.dtype != np.uint8 or 0 in rgb.shape:
        raise ValueError("PDQ needs a non-empty uint8 [H, W, 3] image.")
    height, width = rgb.shape[:2]
    factor = min(1.0, WORKING_SIDE / max(height, width))
    size = (
        max(SMALLEST_SIDE, round(width * factor)),
        max(SMALLEST_SIDE, round(height * factor)),
    )
    if size == (width, height):
        return np.ascontiguousarray(rgb)
    kernel = cv2.INTER_AREA if factor < 1.0 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(rgb, size, interpolation=kernel), dtype=np.uint8)


def _planar(rgb: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """The same pixels, channel by channel in memory: pdqhash takes its luma from them in less time."""
    return np.asarray(np.stack(cv2.split(rgb)).transpose(1, 2, 0), dtype=np.uint8)
