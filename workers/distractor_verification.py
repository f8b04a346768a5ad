"""Is this distractor a copy of that picture: its release image laid over the picture's fingerprint."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.fingerprints.local import LocalFeatures, mirrored
from retrieval.images import read_pixels
from retrieval.near_duplicates import Fingerprint, fingerprint_image
from retrieval.near_duplicates.drawing import drawn_matches
from retrieval.near_duplicates.search import bits_between
from retrieval.near_duplicates.verdict import FARTHEST_HAMMING, judge
from retrieval.near_duplicates.verification import Evidence, compare, is_mirror


@dataclass(frozen=True)
class Verified:
    """What laying one image over the other showed, as `Candidate` tells it."""

    hamming: int
    inliers: int
    residual: float | None
    score: float
    suggested: str
    matches: list[list[float]]


class _NoDescription:
    """Stands where a fingerprint wants descriptors: verification looks at none."""

    name = "none"
    dimension = 1

    def describe(self, rgb: npt.NDArray[np.uint8], local: LocalFeatures) -> npt.NDArray[np.float32]:
        """Nothing."""
        del rgb, local
        return np.zeros((2, 1), dtype=np.float32)


NO_DESCRIPTION = _NoDescription()


class Verifier:
    """One picture, held against any number of distractors."""

    def __init__(self, fingerprint: Fingerprint) -> None:
        self._fingerprint = fingerprint
        self._turned = mirrored(fingerprint.local)

    def against(self, release: bytes, *, looks_mirrored: bool | None) -> Verified:
        """Compare with a release JPEG; what nobody knows to be mirrored or not is tried both ways."""
        entry = fingerprint_image(read_pixels(release), NO_DESCRIPTION)
        by_orientation = bits_between(self._fingerprint, entry.pdq_dihedral[:1])[:, 0]
        row = int(by_orientation.argmin())
        hamming = int(by_orientation[row])
        orientation = row if hamming <= FARTHEST_HAMMING else None
        ways = [looks_mirrored] if looks_mirrored is not None else [False, True]
        if orientation is not None:
            ways = [is_mirror(orientation)]
        judged = [self._judged(entry, hamming, orientation, turned=bool(way)) for way in ways]
        return max(judged, key=lambda one: one.score)

    def _judged(self, entry: Fingerprint, hamming: int, orientation: int | None, *, turned: bool) -> Verified:
        evidence = compare(self._fingerprint, entry, self._turned if turned else None, orientation)
        suggested, score = judge(hamming, evidence)
        lines = drawn_matches(evidence, self._fingerprint, entry)
        return Verified(
            hamming, *_support(evidence), score=score, suggested=suggested, matches=lines.round(4).tolist()
        )


def _support(evidence: Evidence) -> tuple[int, float | None]:
    alignment = evidence.alignment
    if alignment is None:
        return 0, None
    return alignment.inliers, alignment.residual if math.isfinite(alignment.residual) else None
