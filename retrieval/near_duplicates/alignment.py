"""Which transform lays one image's features on another's, and which features agree with it."""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from retrieval.fingerprints.local import DESCRIPTOR_SCALE, LocalFeatures

# Lowe's ratio of distances; 0.8 in his paper, wider because the geometry filters afterwards.
RATIO = 0.85
LOOSE_PIXELS = 14.0
TIGHTENING = (10.0, 6.0, 4.0)
INLIER_PIXELS = 3.0
FEWEST = 6
HYPOTHESES = 4

Floats = npt.NDArray[np.float64]
Fit = Callable[[Floats, Floats], Floats | None]


@dataclass(frozen=True)
class Alignment:
    """matrix float64 [3, 3] in working pixels; points of the inliers on both sides, [n, 2]."""

    matrix: Floats
    inliers: int
    residual: float
    first: Floats
    second: Floats
    attempted: int


def align(first: LocalFeatures, second: LocalFeatures) -> Alignment | None:
    """The best transform of the first image onto the second, None when nothing agrees.

    Every match proposes a similarity from its two keypoints alone (position, size, angle; Philbin
    et al. 2007); the proposals with most support are refined to affine and, where it explains more,
    to a homography. No random draws: the same images give the same answer.
    """
    pairs = match(first.descriptors, second.descriptors)
    if len(pairs) < FEWEST:
        return None
    one = first.points[pairs[:, 0]].astype(np.float64)
    two = second.points[pairs[:, 1]].astype(np.float64)
    grown = (second.sizes[pairs[:, 1]] / first.sizes[pairs[:, 0]]).astype(np.float64)
    turned = (second.angles[pairs[:, 1]] - first.angles[pairs[:, 0]]).astype(np.float64)
    best: Alignment | None = None
    for support in _proposals(one, two, grown * np.exp(1j * turned)):
        found = _refined(one, two, support)
        if found is not None and (best is None or found.inliers > best.inliers):
            best = found
    return best


def match(
    first: npt.NDArray[np.uint8], second: npt.NDArray[np.uint8]
) -> npt.NDArray[np.int64]:
    """Mutually nearest descriptors that pass the ratio test: int64 [m, 2] of row numbers."""
    if len(first) < 2 or len(second) < 2:
        return np.zeros((0, 2), dtype=np.int64)
    unit = np.float32(1 / DESCRIPTOR_SCALE)
    alike = (first.astype(np.float32) * unit) @ (second.astype(np.float32) * unit).T
    forward = alike.argmax(axis=1)
    backward = alike.argmax(axis=0)
    rows = np.arange(len(first))
    nearest = alike[rows, forward]
    others = alike.copy()
    others[rows, forward] = -1.0
    next_best = others.max(axis=1)
    distinct = np.maximum(2 - 2 * nearest, 0) < RATIO**2 * np.maximum(2 - 2 * next_best, 0)
    kept = (backward[forward] == rows) & (distinct | (nearest > 0.985))
    return np.stack([rows[kept], forward[kept]], axis=1)


def _proposals(
    one: Floats, two: Floats, turn: npt.NDArray[np.complex128]
) -> list[npt.NDArray[np.bool_]]:
    """Support bool [m] of the best supported similarities, each different from those before."""
    source, target = one[:, 0] + 1j * one[:, 1], two[:, 0] + 1j * two[:, 1]
    shift = target - turn * source
    predicted = turn[:, None] * source[None, :] + shift[:, None]
    scale = np.maximum(1.0, np.abs(turn))[:, None]
    near = np.abs(predicted - target[None, :]) < LOOSE_PIXELS * scale
    ratio = np.abs(np.log(np.abs(turn)[:, None] / np.abs(turn)[None, :]))
    angle = np.abs(np.angle(turn[:, None] / turn[None, :]))
    near &= (ratio < 0.6) & (angle < 0.6)
    chosen: list[npt.NDArray[np.bool_]] = []
    counts = near.sum(axis=1)
    for _ in range(HYPOTHESES):
        top = int(counts.argmax())
        if counts[top] < FEWEST:
            break
        chosen.append(near[top])
        counts = np.where(near[:, near[top]].sum(axis=1) > counts / 2, 0, counts)
    return chosen


def _refined(one: Floats, two: Floats, support: npt.NDArray[np.bool_]) -> Alignment | None:
    affine, agreeing = _tightened(one, two, support, _fit_affine)
    if affine is None:
        return None
    wide = _errors(affine, one, two) < TIGHTENING[0]
    bent, also = _tightened(one, two, wide, _fit_homography)
    if bent is not None and also.sum() > 1.15 * agreeing.sum() and also.sum() >= 2 * FEWEST:
        affine, agreeing = bent, also
    if agreeing.sum() < FEWEST:
        return None
    errors = _errors(affine, one, two)[agreeing]
    return Alignment(
        affine,
        int(agreeing.sum()),
        float(np.median(errors)),
        one[agreeing],
        two[agreeing],
        len(one),
    )


def _tightened(
    one: Floats, two: Floats, support: npt.NDArray[np.bool_], fit: Fit
) -> tuple[Floats | None, npt.NDArray[np.bool_]]:
    """Least squares again and again on the points within an ever smaller distance."""
    matrix: Floats | None = None
    for limit in (*TIGHTENING, INLIER_PIXELS, INLIER_PIXELS):
        if support.sum() < FEWEST:
            return None, support
        matrix = fit(one[support], two[support])
        if matrix is None or not _is_plausible(matrix):
            return None, support
        support = _errors(matrix, one, two) < limit
    return matrix, support


def _fit_affine(one: Floats, two: Floats) -> Floats | None:
    design = np.column_stack([one, np.ones(len(one))])
    solution, _, rank, _ = np.linalg.lstsq(design, two, rcond=None)
    if rank < 3:
        return None
    return np.vstack([solution.T, [0.0, 0.0, 1.0]])


def _fit_homography(one: Floats, two: Floats) -> Floats | None:
    if len(one) < 2 * FEWEST:
        return None
    matrix, _ = cv2.findHomography(one, two, 0)
    return None if matrix is None else np.asarray(matrix, dtype=np.float64)


def _is_plausible(matrix: Floats) -> bool:
    """Whether a photograph may have been edited that way: no fold, no extreme shear or zoom."""
    stretch = np.linalg.svd(matrix[:2, :2], compute_uv=False)
    folded = np.linalg.det(matrix[:2, :2]) <= 0
    return bool(not folded and stretch[1] > 0.05 and stretch[0] < 20 and stretch[0] < 3 * stretch[1])


def _errors(matrix: Floats, one: Floats, two: Floats) -> Floats:
    """Distances [n] in pixels of the coarser of both images."""
    lifted = np.column_stack([one, np.ones(len(one))]) @ matrix.T
    depth = np.where(np.abs(lifted[:, 2:]) < 1e-9, 1e-9, lifted[:, 2:])
    scale = max(1.0, float(np.sqrt(abs(np.linalg.det(matrix[:2, :2])))))
    return np.asarray(np.linalg.norm(lifted[:, :2] / depth - two, axis=1) / scale)
