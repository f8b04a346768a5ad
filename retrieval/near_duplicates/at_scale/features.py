"""What is kept of a distractor so that a part of it is recognised: 48 local features, 672 bytes.

Source of the idea: Hamming embedding and weak geometric consistency (Jegou, Douze and Schmid 2008).
Every choice is measured in docs/near-duplicates-at-scale.md.
"""

from collections import Counter

import cv2
import numpy as np
import numpy.typing as npt

from retrieval.fingerprints.local import CONTRAST, root_sift, working_gray
from retrieval.fingerprints.vocabulary import default_vocabulary

PER_IMAGE = 48
# Features of a copy at this size outlive crops and reductions better than those at 512 pixels, and
# cost a third of the time.
SIDE = 256
DETECTED = 160
GRID = 6
NO_WORD = 0xFFFF
ANGLES = 256
OCTAVES = 8  # feature diameters go down to 2 ** -8 of the longer side
STEPS_PER_OCTAVE = 32

# place: x, y (of the longer side), angle and size, one byte each. An absent feature has NO_WORD.
ROW = np.dtype([("word", "<u2"), ("signature", "<u8"), ("place", "u1", (4,))])

# Changes whenever the same pixels would give other rows; the codebook is named beside it.
FEATURES_VERSION = f"1-{default_vocabulary().digest[:16]}"

Rows = npt.NDArray[np.void]
Floats = npt.NDArray[np.float32]


def compact_features(rgb: npt.NDArray[np.uint8]) -> Rows:
    """The row of an upright image uint8 [H, W, 3]: ROW [48], strongest of each part of the frame first.

    Any first k of them are what would have been kept with k places.
    """
    row = np.zeros(PER_IMAGE, dtype=ROW)
    row["word"] = NO_WORD
    gray = working_gray(rgb, SIDE)
    sift = cv2.SIFT.create(nfeatures=DETECTED, contrastThreshold=CONTRAST)
    keypoints, found = sift.detectAndCompute(gray, None)
    if len(keypoints) == 0:
        return row
    frame = (gray.shape[1], gray.shape[0])
    points = np.array([k.pt for k in keypoints], dtype=np.float32)
    strengths = np.array([k.response for k in keypoints], dtype=np.float32)
    kept = _spread(points, strengths, frame)
    sizes = np.array([k.size for k in keypoints], dtype=np.float32)[kept]
    angles = np.deg2rad(np.array([k.angle for k in keypoints], dtype=np.float32))[kept]
    descriptors = root_sift(np.asarray(found, dtype=np.float32)[kept])
    vocabulary = default_vocabulary()
    words = vocabulary.assign(descriptors, 1)[:, 0]
    row["word"][: len(kept)] = words
    row["signature"][: len(kept)] = vocabulary.signatures(descriptors, words)
    row["place"][: len(kept)] = places_of(geometry_of(points[kept], sizes, angles, frame))
    return row


def geometry_of(points: Floats, sizes: Floats, angles: Floats, frame: tuple[int, int]) -> Floats:
    """x, y, angle and the logarithm to base 2 of the size, lengths in longer sides: float32 [n, 4]."""
    longer = float(max(frame))
    return np.column_stack(
        [points[:, 0] / longer, points[:, 1] / longer, angles % (2 * np.pi), np.log2(sizes / longer)]
    ).astype(np.float32)


def places_of(geometry: Floats) -> npt.NDArray[np.uint8]:
    """The four numbers of `geometry_of` in one byte each: uint8 [n, 4]."""
    scaled = np.column_stack(
        [
            geometry[:, 0] * 255,
            geometry[:, 1] * 255,
            geometry[:, 2] * (ANGLES / (2 * np.pi)),
            (geometry[:, 3] + OCTAVES) * STEPS_PER_OCTAVE,
        ]
    )
    whole = np.rint(scaled)
    whole[:, 2] %= ANGLES
    return np.asarray(np.clip(whole, 0, 255), dtype=np.uint8)


def _spread(points: Floats, strengths: Floats, frame: tuple[int, int]) -> npt.NDArray[np.intp]:
    """Which to keep: the strongest of each cell of the frame, then the second of each, and so on."""
    cells = np.minimum((points / np.array(frame) * GRID).astype(int), GRID - 1)
    cell = cells[:, 1] * GRID + cells[:, 0]
    ranks = np.zeros(len(points), dtype=np.int64)
    seen: Counter[int] = Counter()
    for feature in np.lexsort((points[:, 1], points[:, 0], -strengths)):
        ranks[feature] = seen[int(cell[feature])]
        seen[int(cell[feature])] += 1
    return np.lexsort((points[:, 1], points[:, 0], -strengths, ranks))[:PER_IMAGE]
