"""Compares two fingerprints pixel against pixel and says what they are to one another."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from retrieval.fingerprints.local import LocalFeatures
from retrieval.near_duplicates.agreement import NONE, Agreement, agreement
from retrieval.near_duplicates.alignment import Alignment, align
from retrieval.near_duplicates.fingerprint import Fingerprint

Floats = npt.NDArray[np.float64]

MIRROR: Floats = np.array([[-1, 0, 1], [0, 1, 0], [0, 0, 1]], dtype=np.float64)
# How row k of `pdq_dihedral` came about: the image's fractions to those of the turned image.
ORIENTATIONS: tuple[Floats, ...] = tuple(
    np.array([*rows, [0, 0, 1]], dtype=np.float64)
    for rows in (
        ([1, 0, 0], [0, 1, 0]),
        ([0, 1, 0], [-1, 0, 1]),
        ([-1, 0, 1], [0, -1, 1]),
        ([0, -1, 1], [1, 0, 0]),
        ([1, 0, 0], [0, -1, 1]),
        ([-1, 0, 1], [0, 1, 0]),
        ([0, 1, 0], [1, 0, 0]),
        ([0, -1, 1], [-1, 0, 1]),
    )
)


@dataclass(frozen=True)
class Evidence:
    """What laying one image over the other showed.

    transform in fractions of the sides, mirror included; spread: area of the inliers' hull over
    the area of the smaller image.
    """

    transform: Floats | None
    alignment: Alignment | None
    agreement: Agreement
    mirrored: bool
    spread: float = 0.0


def compare(
    first: Fingerprint, second: Fingerprint, turned: LocalFeatures | None, orientation: int | None
) -> Evidence:
    """Lays the first image on the second and says how well they agree.

    `turned` are the first image's mirrored features when the second is thought to be mirrored;
    `orientation` is the row of `pdq_dihedral` that is near the second image's PDQ, if one is: it
    serves where the features find nothing better.
    """
    features = first.local if turned is None else turned
    best = Evidence(None, None, NONE, turned is not None)
    alignment = align(features, second.local)
    if alignment is not None:
        matrix = _in_fractions(alignment.matrix, features.frame, second.local.frame)
        matrix = matrix if turned is None else matrix @ MIRROR
        laid = agreement(first.thumbnail, second.thumbnail, matrix)
        spread = _spread(matrix, alignment, second.local.frame)
        best = Evidence(matrix, alignment, laid, turned is not None, spread)
    if orientation is None:
        return best
    whole = ORIENTATIONS[orientation]
    laid = agreement(first.thumbnail, second.thumbnail, whole)
    if laid.share <= best.agreement.share:
        return best
    return Evidence(whole, alignment, laid, best.mirrored, best.spread)


def is_mirror(orientation: int) -> bool:
    """Whether that row of `pdq_dihedral` is a mirrored form."""
    return bool(np.linalg.det(ORIENTATIONS[orientation]) < 0)


def _spread(matrix: Floats, alignment: Alignment, frame: tuple[int, int]) -> float:
    hull = cv2.convexHull(alignment.second.astype(np.float32))
    covered = float(cv2.contourArea(hull)) / (frame[0] * frame[1])
    corners = np.array([[[0, 0]], [[1, 0]], [[1, 1]], [[0, 1]]], dtype=np.float64)
    moved = cv2.perspectiveTransform(corners, matrix).astype(np.float32)
    return covered / max(min(1.0, float(cv2.contourArea(moved))), 1e-6)


def _in_fractions(matrix: Floats, source: tuple[int, int], target: tuple[int, int]) -> Floats:
    """A matrix between pixel centres as one between fractions of the sides."""
    return np.asarray(np.linalg.inv(pixels_of(target)) @ matrix @ pixels_of(source))


def pixels_of(frame: tuple[int, int]) -> Floats:
    """Fractions of the sides to pixel centres of a (width, height) frame."""
    return np.array([[frame[0], 0, -0.5], [0, frame[1], -0.5], [0, 0, 1]], dtype=np.float64)
