"""What two compared images are to one another. Every threshold: docs/near-duplicates.md."""

from dataclasses import dataclass

from retrieval.near_duplicates.candidate import Suggestion
from retrieval.near_duplicates.verification import Evidence

# Random photographs differ in 84 bits or more (measured), edits that PDQ survives in fewer than 60.
FARTHEST_HAMMING = 60
CLOSE_HAMMING = 31
FEWEST_INLIERS = 12
LARGEST_RESIDUAL = 0.24
LARGEST_DRIFT = 0.15
LARGEST_WHOLE_DRIFT = 0.25
SHARE = 0.8
LEAST_OVERLAP = 0.3
LEAST_SPREAD = 0.08


@dataclass(frozen=True)
class Limits:
    """The thresholds of the verdict `duplicate`; others than these are tried by the calibration only."""

    hamming: int = FARTHEST_HAMMING
    inliers: int = FEWEST_INLIERS
    residual: float = LARGEST_RESIDUAL
    drift: float = LARGEST_DRIFT
    whole_drift: float = LARGEST_WHOLE_DRIFT
    agreement: float = SHARE
    overlap: float = LEAST_OVERLAP
    spread: float = LEAST_SPREAD


DEFAULTS = Limits()


def judge(hamming: int, evidence: Evidence, limits: Limits = DEFAULTS) -> tuple[Suggestion, float]:
    """The suggestion and a score from 0 (nothing in common) to 1 (the same pixels)."""
    score = _score(hamming, evidence)
    if _same_whole(hamming, evidence, limits) or _same_part(evidence, limits):
        return "duplicate", score
    alignment = evidence.alignment
    if (alignment and alignment.inliers >= FEWEST_INLIERS) or hamming <= CLOSE_HAMMING:
        return "same scene", score
    return "not a match", score


def _same_whole(hamming: int, evidence: Evidence, limits: Limits) -> bool:
    """PDQ is near in one orientation, and nothing contradicts it."""
    alignment = evidence.alignment
    moved = alignment is not None and alignment.drift > limits.whole_drift
    return hamming <= limits.hamming and evidence.agreement.share >= limits.agreement and not moved


def _same_part(evidence: Evidence, limits: Limits) -> bool:
    """The features fit as exactly as only the same pixels do, and the pixels agree."""
    alignment = evidence.alignment
    return (
        alignment is not None
        and alignment.inliers >= limits.inliers
        and alignment.residual <= limits.residual
        and alignment.drift <= limits.drift
        and evidence.agreement.share >= limits.agreement
        and evidence.agreement.overlap >= limits.overlap
        and evidence.spread >= limits.spread
    )


def _score(hamming: int, evidence: Evidence) -> float:
    alignment = evidence.alignment
    whole = max(0.0, 1.0 - hamming / 128.0)
    part = 0.0
    if alignment is not None:
        support = 1.0 - 0.5 ** (alignment.inliers / FEWEST_INLIERS)
        part = support / (1.0 + alignment.residual)
    return max(whole, part) * (0.5 + 0.5 * evidence.agreement.share)
