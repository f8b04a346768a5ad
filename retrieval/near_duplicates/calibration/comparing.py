"""Two pictures compared once, so that any thresholds can be tried afterwards."""

from dataclasses import dataclass
from typing import Final

from retrieval.fingerprints.local import LocalFeatures, mirrored
from retrieval.near_duplicates.fingerprint import Fingerprint
from retrieval.near_duplicates.search import bits_between
from retrieval.near_duplicates.verdict import Limits, judge
from retrieval.near_duplicates.verification import Evidence, compare, is_mirror

WIDEST: Final = 100  # bits: the largest PDQ radius that is tried


@dataclass(frozen=True, eq=False)
class Comparison:
    """`whole`: the evidence if PDQ proposes the orientation; `part`: if local features alone do."""

    hamming: int
    whole: Evidence | None
    part: Evidence

    def is_duplicate(self, limits: Limits) -> bool:
        """The verdict of the studio under these limits."""
        evidence = self.whole if self.whole and self.hamming <= limits.hamming else self.part
        return judge(self.hamming, evidence, limits)[0] == "duplicate"


class Seen:
    """A checked image: its fingerprint and its mirrored features, derived once."""

    def __init__(self, fingerprint: Fingerprint) -> None:
        self.fingerprint = fingerprint
        self.turned: LocalFeatures = mirrored(fingerprint.local)

    def against(self, stored: Fingerprint) -> Comparison:
        """Compared with a stored image.

        Where PDQ says nothing the studio tells mirrored copies by votes, and this by inliers.
        """
        by_orientation = bits_between(self.fingerprint, stored.pdq_dihedral[:1])[:, 0]
        row = int(by_orientation.argmin())
        bits = int(by_orientation[row])
        upright = compare(self.fingerprint, stored, None, None)
        turned = compare(self.fingerprint, stored, self.turned, None)
        part = turned if _inliers(turned) > _inliers(upright) else upright
        whole = None
        if bits <= WIDEST:
            features = self.turned if is_mirror(row) else None
            whole = compare(self.fingerprint, stored, features, row)
        return Comparison(bits, whole, part)


def _inliers(evidence: Evidence) -> int:
    return evidence.alignment.inliers if evidence.alignment else 0
