"""The whole check of one image against a set of millions, with the verdicts of the exact comparison."""

from collections.abc import Container
from concurrent.futures import ThreadPoolExecutor

from retrieval.fingerprints.local import LocalFeatures, mirrored
from retrieval.near_duplicates.at_scale.proposals import is_clear, propose
from retrieval.near_duplicates.at_scale.tiers import Effort, Proposed, Shown, Tiers
from retrieval.near_duplicates.candidate import ORDER, Candidate
from retrieval.near_duplicates.drawing import drawn_matches
from retrieval.near_duplicates.fingerprint import Fingerprint
from retrieval.near_duplicates.search import bits_between, cosine_distances
from retrieval.near_duplicates.verdict import FARTHEST_HAMMING, judge
from retrieval.near_duplicates.verification import compare, is_mirror


def check_against(
    fingerprint: Fingerprint, tiers: Tiers, effort: Effort | None = None, hidden: Container[int] = ()
) -> list[Candidate]:
    """The verified neighbours among millions, most alike first; `hidden` are positions to pass over.

    The verdicts are those of `NearDuplicateIndex.check`: the searches only decide who is compared, and
    a glimpse who is compared to the end.
    """
    effort = effort or Effort()
    proposals = propose(fingerprint, tiers, effort, hidden)
    if not proposals:
        return []
    turned = mirrored(fingerprint.local)

    def verified(proposed: Proposed) -> Candidate | None:
        shown = tiers.fetch(proposed.position)
        if shown is None:
            return None
        return _compared(fingerprint, turned, shown, proposed, tiers.name_of(proposed.position))

    if effort.threads > 1 and len(proposals) > 1:
        with ThreadPoolExecutor(effort.threads) as pool:
            compared = list(pool.map(verified, proposals))
    else:
        compared = [verified(proposed) for proposed in proposals]
    found = [candidate for candidate in compared if candidate is not None]
    return sorted(found, key=lambda c: (ORDER.index(c.suggested), -c.score, c.neighbour))


def _compared(
    fingerprint: Fingerprint,
    turned: LocalFeatures,
    shown: Fingerprint | Shown,
    proposed: Proposed,
    name: str,
) -> Candidate:
    if isinstance(shown, Fingerprint):
        return _verified(fingerprint, turned, shown, proposed, name)
    if not is_clear(proposed):
        seen = _verified(fingerprint, turned, shown.glimpse(), proposed, name)
        if not seen.inliers:
            return seen
    return _verified(fingerprint, turned, shown.fingerprint(), proposed, name)


def _verified(
    fingerprint: Fingerprint, turned: LocalFeatures, entry: Fingerprint, proposed: Proposed, name: str
) -> Candidate:
    by_orientation = bits_between(fingerprint, entry.pdq_dihedral[:1])[:, 0]
    row = int(by_orientation.argmin())
    hamming = int(by_orientation[row])
    near = hamming <= FARTHEST_HAMMING
    flipped = is_mirror(row) if near else proposed.mirrored
    evidence = compare(fingerprint, entry, turned if flipped else None, row if near else None)
    suggested, score = judge(hamming, evidence)
    alignment = evidence.alignment
    return Candidate(
        neighbour=name,
        hamming=hamming,
        cosine=_cosine(fingerprint, entry),
        inliers=alignment.inliers if alignment else 0,
        residual=alignment.residual if alignment else float("inf"),
        drift=alignment.drift if alignment else float("inf"),
        score=score,
        suggested=suggested,
        agreement=evidence.agreement.share,
        overlap=evidence.agreement.overlap,
        mirrored=evidence.mirrored,
        transform=evidence.transform,
        matches=drawn_matches(evidence, fingerprint, entry),
    )


def _cosine(fingerprint: Fingerprint, entry: Fingerprint) -> float:
    """Of the descriptors; 0 where two encoders made them: a set may be described by another one."""
    if fingerprint.encoder != entry.encoder:
        return 0.0
    return 1.0 - float(cosine_distances(fingerprint, entry.descriptors[:1])[0])
