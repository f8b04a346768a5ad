"""Local features: SIFT keypoints with RootSIFT descriptors, small enough to keep for every image."""

from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

# Measured in docs/near-duplicates.md: below this crops are lost, above it only time is.
WORKING_SIDE = 512
KEPT = 384
DETECTED = 480
# The default of 0.04 leaves plain packshots and blurred photographs without features.
CONTRAST = 0.02
DESCRIPTOR_SCALE = 512.0
BALANCE_GRID = 8


@dataclass(frozen=True)
class LocalFeatures:
    """Keypoints of one image in the pixels of its working copy, strongest first.

    points float32 [n, 2] (x, y), sizes float32 [n] (diameter), angles float32 [n] (radians, y down),
    descriptors uint8 [n, 128] (RootSIFT times 512), frame (width, height) of the working copy.
    """

    points: npt.NDArray[np.float32]
    sizes: npt.NDArray[np.float32]
    angles: npt.NDArray[np.float32]
    descriptors: npt.NDArray[np.uint8]
    frame: tuple[int, int]

    def __len__(self) -> int:
        return len(self.points)


def extract_local(rgb: npt.NDArray[np.uint8], side: int = WORKING_SIDE) -> LocalFeatures:
    """At most KEPT features of an RGB image uint8 [H, W, 3], spread over the frame of at most `side` pixels."""
    gray = working_gray(rgb, side)
    sift = cv2.SIFT.create(nfeatures=DETECTED, contrastThreshold=CONTRAST)
    keypoints, found = sift.detectAndCompute(gray, None)
    frame = (gray.shape[1], gray.shape[0])
    if len(keypoints) == 0:
        return _nothing(frame)
    points = np.array([k.pt for k in keypoints], dtype=np.float32)
    responses = np.array([k.response for k in keypoints], dtype=np.float32)
    kept = _spread(points, responses, frame)
    return LocalFeatures(
        points[kept],
        np.array([k.size for k in keypoints], dtype=np.float32)[kept],
        np.deg2rad(np.array([k.angle for k in keypoints], dtype=np.float32))[kept],
        root_sift(np.asarray(found, dtype=np.float32)[kept]),
        frame,
    )


def working_gray(rgb: npt.NDArray[np.uint8], side: int) -> npt.NDArray[np.uint8]:
    """Gray copy uint8 [h, w] of an RGB image whose larger side is at most `side` pixels."""
    height, width = rgb.shape[:2]
    factor = min(1.0, side / max(height, width))
    small = rgb
    if factor < 1.0:
        size = (max(1, round(width * factor)), max(1, round(height * factor)))
        small = np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    return np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def root_sift(descriptors: npt.NDArray[np.float32]) -> npt.NDArray[np.uint8]:
    """RootSIFT (Arandjelovic and Zisserman 2012) of SIFT float32 [n, 128], as uint8 of norm 512."""
    total = np.maximum(descriptors.sum(axis=1, keepdims=True), 1e-6)
    rooted = np.sqrt(descriptors / total) * DESCRIPTOR_SCALE
    return np.asarray(np.clip(np.rint(rooted), 0, 255), dtype=np.uint8)


def mirrored(features: LocalFeatures) -> LocalFeatures:
    """Features of the left-right mirrored image, without a second extraction.

    In the keypoint's own frame mirroring swaps the sides of its orientation: the spatial rows of
    the 4 x 4 x 8 histogram are reversed and its orientation bins negated.
    """
    bins = features.descriptors.reshape(-1, 4, 4, 8)
    turned = bins[:, ::-1, :, :][..., (-np.arange(8)) % 8]
    points = features.points.copy()
    points[:, 0] = features.frame[0] - 1 - points[:, 0]
    return replace(
        features,
        points=points,
        angles=np.asarray((np.pi - features.angles) % (2 * np.pi), dtype=np.float32),
        descriptors=np.ascontiguousarray(turned.reshape(-1, 128)),
    )


def _spread(
    points: npt.NDArray[np.float32], responses: npt.NDArray[np.float32], frame: tuple[int, int]
) -> npt.NDArray[np.intp]:
    """Indices to keep: each feature is ranked in its cell of the frame first, then by strength.

    Without it one block of text takes every place and a crop of the rest shares nothing.
    """
    cells = np.minimum((points / np.array(frame) * BALANCE_GRID).astype(int), BALANCE_GRID - 1)
    cell = cells[:, 1] * BALANCE_GRID + cells[:, 0]
    order = np.lexsort((points[:, 1], points[:, 0], -responses))
    rank_in_cell = np.empty(len(points), dtype=np.int64)
    seen = np.zeros(BALANCE_GRID * BALANCE_GRID, dtype=np.int64)
    for index in order:
        rank_in_cell[index] = seen[cell[index]]
        seen[cell[index]] += 1
    fair_share = max(1, KEPT // (BALANCE_GRID * BALANCE_GRID))
    beyond_share = np.maximum(rank_in_cell - fair_share, 0) > 0
    return np.lexsort((points[:, 1], points[:, 0], -responses, beyond_share))[:KEPT]


def _nothing(frame: tuple[int, int]) -> LocalFeatures:
    empty = np.zeros(0, dtype=np.float32)
    return LocalFeatures(
        np.zeros((0, 2), dtype=np.float32),
        empty,
        empty,
        np.zeros((0, 128), dtype=np.uint8),
        frame,
    )
