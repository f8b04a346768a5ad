"""Which transform lays one image's features on another's, and which features agree with it."""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from retrieval.fingerprints.local import DESCRIPTOR_SCALE, LocalFeatures

# Lowe's ratio of distances; 0.8 in his paper, wider because the geometry filters afterwards.
RATIO = 0.85
# Cosine above which a repeated pattern is taken although it is ambiguous.
SAME_PATCH = 0.985
LOOSE_PIXELS = 14.0
TIGHTENING = (10.0, 6.0, 4.0)
INLIER_PIXELS = 3.0
FEWEST = 6
HYPOTHESES = 3
NEIGHBOURS = 6
APART = 4.0
# Far over near side of a tilted copy; matches that lie anywhere in the image count.
STEEPEST = 1.6

Floats = npt.NDArray[np.float64]
Fit = Callable[[Floats, Floats], Floats | None]


@dataclass(frozen=True)
class Alignment:
    """What a transform explains, in pixels of the working copies.

    matrix float64 [3, 3]; residual: median offset of the inliers; drift: the part of the offsets
    that neighbouring inliers share; first and second: their points on both sides, [n, 2].
    """

    matrix: Floats
    inliers: int
    residual: float
    drift: float
    first: Floats
    second: Floats


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


def match(first: npt.NDArray[np.uint8], second: npt.NDArray[np.uint8]) -> npt.NDArray[np.int64]:
    """Mutually nearest descriptors that pass the ratio test: int64 [m, 2] of row numbers."""
    if len(first) < 2 or len(second) < 2:
        return np.zeros((0, 2), dtype=np.int64)
    unit = np.float32(1 / DESCRIPTOR_SCALE)
    alike = (first.astype(np.float32) * unit) @ (second.astype(np.float32) * unit).T
    rows = np.arange(len(first))
    forward = alike.argmax(axis=1)
    mutual = alike.argmax(axis=0)[forward] == rows
    rows, forward = rows[mutual], forward[mutual]
    alike = alike[rows]
    each = np.arange(len(rows))
    nearest = alike[each, forward]
    alike[each, forward] = -1.0
    gap, next_gap = np.maximum(2 - 2 * nearest, 0), np.maximum(2 - 2 * alike.max(axis=1), 0)
    kept = (gap < RATIO**2 * next_gap) | (nearest > SAME_PATCH)
    return np.stack([rows[kept], forward[kept]], axis=1)


def _proposals(one: Floats, two: Floats, turn: npt.NDArray[np.complex128]) -> list[npt.NDArray[np.bool_]]:
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
    found = _alignment(affine, one, two, agreeing)
    bent, also = _tightened(one, two, _errors(affine, one, two) < TIGHTENING[0], _fit_homography)
    if bent is None or also.sum() < 2 * FEWEST:
        return found
    bowed = _alignment(bent, one, two, also)
    if found is None or bowed is None:
        return bowed
    explains_more = bowed.inliers > 1.15 * found.inliers
    fits_closer = bowed.inliers >= found.inliers and bowed.residual < 0.8 * found.residual
    return bowed if explains_more or fits_closer else found


def _alignment(matrix: Floats, one: Floats, two: Floats, agreeing: npt.NDArray[np.bool_]) -> Alignment | None:
    if agreeing.sum() < FEWEST:
        return None
    one_in, two_in = one[agreeing], two[agreeing]
    offsets = _offsets(matrix, one_in, two_in)
    return Alignment(
        matrix,
        len(one_in),
        float(np.median(np.linalg.norm(offsets, axis=1))),
        _drift(two_in, offsets, APART * _growth(matrix)),
        one_in,
        two_in,
    )


def _drift(places: Floats, offsets: Floats, apart: float) -> float:
    """Root of the covariance of each offset [n, 2] with the mean of its neighbours' offsets.

    Noise of an edit is independent from feature to feature and cancels out; what two photographs
    of one scene leave (depth, lens, a moved object) is shared by neighbours and stays. Features
    nearer than `apart` are passed over: they may be one corner found twice.
    """
    distances = np.linalg.norm(places[:, None, :] - places[None, :, :], axis=2)
    distances[distances < apart] = np.inf
    nearest = np.argsort(distances, axis=1, kind="stable")[:, :NEIGHBOURS]
    counted = np.isfinite(np.take_along_axis(distances, nearest, axis=1))
    usable = counted.any(axis=1)
    if not usable.any():
        return 0.0
    means = (offsets[nearest] * counted[..., None]).sum(axis=1)[usable]
    means /= counted.sum(axis=1)[usable][:, None]
    return float(np.sqrt(max(0.0, (offsets[usable] * means).sum(axis=1).mean())))


def _tightened(
    one: Floats, two: Floats, support: npt.NDArray[np.bool_], fit: Fit
) -> tuple[Floats | None, npt.NDArray[np.bool_]]:
    """Least squares again and again on the points within an ever smaller distance."""
    matrix: Floats | None = None
    for limit in (*TIGHTENING, INLIER_PIXELS, INLIER_PIXELS):
        if support.sum() < FEWEST:
            return None, support
        matrix = fit(one[support], two[support])
        if matrix is None or not _is_plausible(matrix, one):
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
    solved = np.asarray(cv2.findHomography(one, two, 0)[0], dtype=np.float64)
    return solved if solved.shape == (3, 3) else None  # points on one line have none


def _is_plausible(matrix: Floats, points: Floats) -> bool:
    """Whether a photograph may have been edited that way: no fold, no extreme shear or tilt."""
    depth = points @ matrix[2, :2] + matrix[2, 2]
    if depth.min() <= 0 or depth.max() > STEEPEST * depth.min():
        return False
    stretch = np.linalg.svd(matrix[:2, :2], compute_uv=False)
    folded = np.linalg.det(matrix[:2, :2]) <= 0
    return bool(not folded and stretch[1] > 0.05 and stretch[0] < min(20.0, 3 * stretch[1]))


def _errors(matrix: Floats, one: Floats, two: Floats) -> Floats:
    return np.asarray(np.linalg.norm(_offsets(matrix, one, two), axis=1))


def _offsets(matrix: Floats, one: Floats, two: Floats) -> Floats:
    """What is left [n, 2] after the transform, in pixels of the coarser of both images."""
    lifted = np.column_stack([one, np.ones(len(one))]) @ matrix.T
    depth = np.where(np.abs(lifted[:, 2:]) < 1e-9, 1e-9, lifted[:, 2:])
    return np.asarray((lifted[:, :2] / depth - two) / _growth(matrix))


def _growth(matrix: Floats) -> float:
    """By how much the first image is enlarged; never below 1."""
    return max(1.0, float(np.sqrt(abs(np.linalg.det(matrix[:2, :2])))))
