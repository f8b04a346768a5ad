"""Compares two fingerprints pixel against pixel and says what they are to one another."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.fingerprints.local import LocalFeatures
from retrieval.near_duplicates.agreement import NONE, Agreement, agreement
from retrieval.near_duplicates.alignment import Alignment, align
from retrieval.near_duplicates.candidate import Suggestion
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
    """What laying one image over the other showed; transform in fractions, mirror included."""

    transform: Floats | None
    alignment: Alignment | None
    agreement: Agreement
    mirrored: bool


def compare(
    first: Fingerprint, first_mirrored: LocalFeatures, second: Fingerprint, orientation: int | None
) -> Evidence:
    """The best of the local-feature transforms and, where PDQ names one, its orientation."""
    found: list[Evidence] = []
    for features, mirror in ((first.local, False), (first_mirrored, True)):
        alignment = align(features, second.local)
        if alignment is not None:
            matrix = _in_fractions(alignment.matrix, features.frame, second.local.frame)
            matrix = matrix @ MIRROR if mirror else matrix
            laid = agreement(first.thumbnail, second.thumbnail, matrix)
            found.append(Evidence(matrix, alignment, laid, mirror))
    found.sort(key=lambda e: -(e.alignment.inliers if e.alignment else 0))
    best = found[0] if found else Evidence(None, None, NONE, False)
    if orientation is None:
        return best
    whole = ORIENTATIONS[orientation]
    laid = agreement(first.thumbnail, second.thumbnail, whole)
    if laid.share <= best.agreement.share:
        return best
    mirrored = bool(np.linalg.det(whole) < 0)
    kept = best.alignment if best.mirrored == mirrored else None
    return Evidence(whole, kept, laid, mirrored)


def _in_fractions(matrix: Floats, source: tuple[int, int], target: tuple[int, int]) -> Floats:
    """A matrix between pixel centres as one between fractions of the sides."""
    return np.asarray(np.linalg.inv(pixels_of(target)) @ matrix @ pixels_of(source))


def pixels_of(frame: tuple[int, int]) -> Floats:
    """Fractions of the sides to pixel centres of a (width, height) frame."""
    return np.array([[frame[0], 0, -0.5], [0, frame[1], -0.5], [0, 0, 1]], dtype=np.float64)


def judge(hamming: int, evidence: Evidence) -> tuple[Suggestion, float]:
    """The suggestion and a score from 0 to 1. Thresholds: docs/near-duplicates.md."""
    inliers = evidence.alignment.inliers if evidence.alignment else 0
    laid = evidence.agreement
    support = 1.0 - 0.5 ** (inliers / 12.0)
    whole = max(0.0, 1.0 - hamming / 62.0)
    score = laid.share * max(support, whole)
    supported = inliers >= 10 or hamming <= 60
    if supported and laid.share >= 0.8 and laid.overlap >= 0.3:
        return "duplicate", score
    if inliers >= 12 or (hamming <= 31):
        return "same scene", score
    return "not a match", score
