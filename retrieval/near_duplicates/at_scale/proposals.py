"""Which few of millions are worth a verification: copies by hash first, then parts, then likenesses."""

from collections.abc import Container, Iterator
from itertools import zip_longest
from typing import Final

import numpy as np

from retrieval.near_duplicates.at_scale.tiers import Effort, Proposed, Tiers
from retrieval.near_duplicates.fingerprint import Fingerprint
from retrieval.near_duplicates.verdict import CLOSE_HAMMING
from retrieval.near_duplicates.verification import is_mirror

# Strangers agree in three features in one of three checks at a million (docs/near-duplicates-at-scale.md).
FEWEST_AGREEING: Final = 3
CLEAR: Final = {"hash": -16.0, "compact": 8.0}
MANY: Final = 200_000
FEWEST_AMONG_MANY: Final = 4
# Asked for beyond those wanted, in place of hidden ones: ten in all, which the shallow effort of an index covers.
BEYOND: Final = 9


def propose(
    fingerprint: Fingerprint, tiers: Tiers, effort: Effort, hidden: Container[int] = ()
) -> list[Proposed]:
    """At most `effort.verified` positions, each once, in the order in which they deserve a look.

    What is clear goes first; then the searches take turns, so that one that brings up strangers by the
    dozen, as hashes do for a plain picture among millions, does not leave the others without a place.
    """
    found = [
        list(search(fingerprint, tiers, effort, hidden))
        for search in (_by_hash, _by_features, _by_descriptor)
    ]
    clear = [proposed for each in found for proposed in each if is_clear(proposed)]
    unclear = [[proposed for proposed in each if not is_clear(proposed)] for each in found]
    in_turn = (proposed for turn in zip_longest(*unclear) for proposed in turn if proposed is not None)
    chosen: dict[int, Proposed] = {}
    for proposed in (*clear, *in_turn):
        chosen.setdefault(proposed.position, proposed)
    return list(chosen.values())[: effort.verified]


def is_clear(proposed: Proposed) -> bool:
    """Whether what brought an image up is so strong that it is likelier a copy than a stranger."""
    return proposed.tier in CLEAR and proposed.strength >= CLEAR[proposed.tier]


def _by_hash(
    fingerprint: Fingerprint, tiers: Tiers, effort: Effort, hidden: Container[int]
) -> Iterator[Proposed]:
    """The nearest within 31 bits in any of eight orientations."""
    if tiers.hashes is None:
        return
    nearest: dict[int, tuple[int, int]] = {}
    for orientation, (positions, bits) in enumerate(
        tiers.hashes.within(fingerprint.pdq_dihedral, CLOSE_HAMMING)
    ):
        for position, distance in zip(positions.tolist(), bits.tolist(), strict=True):
            if position not in hidden:
                nearest[position] = min(nearest.get(position, (257, 0)), (distance, orientation))
    ranked = sorted(nearest.items(), key=lambda item: (item[1][0], item[0]))
    for position, (distance, orientation) in ranked[: effort.hashed]:
        yield Proposed(position, "hash", is_mirror(orientation), float(-distance))


def _by_features(
    fingerprint: Fingerprint, tiers: Tiers, effort: Effort, hidden: Container[int]
) -> Iterator[Proposed]:
    """Those with most agreeing features, where more agree than in strangers."""
    if tiers.compact is None:
        return
    fewest = FEWEST_AGREEING if len(tiers.compact) < MANY else FEWEST_AMONG_MANY
    for shared in tiers.compact.candidates(fingerprint, effort.verified, hidden):
        if shared.agreeing >= fewest:
            yield Proposed(shared.position, "compact", shared.mirrored, float(shared.agreeing))


def _by_descriptor(
    fingerprint: Fingerprint, tiers: Tiers, effort: Effort, hidden: Container[int]
) -> Iterator[Proposed]:
    """The nearest to the image as it is or mirrored."""
    if tiers.descriptors is None or effort.described <= 0:
        return
    positions, cosines = tiers.descriptors.search(fingerprint.descriptors, effort.described + BEYOND)
    best: dict[int, tuple[float, bool]] = {}
    for row in range(len(positions)):
        for position, cosine in zip(positions[row].tolist(), np.asarray(cosines[row]).tolist(), strict=True):
            if position >= 0 and position not in hidden:
                best[position] = max(best.get(position, (-2.0, False)), (cosine, row == 1))
    ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))
    for position, (cosine, turned) in ranked[: effort.described]:
        yield Proposed(position, "descriptor", turned, cosine)
