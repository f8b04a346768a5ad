"""The fingerprints of a collection, and the check of one image against them."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from retrieval.errors import RetrievalError
from retrieval.fingerprints.local import LocalFeatures, mirrored
from retrieval.fingerprints.pdq import PDQ_BYTES
from retrieval.fingerprints.vocabulary import default_vocabulary
from retrieval.near_duplicates.candidate import ORDER, Candidate
from retrieval.near_duplicates.drawing import drawn_matches
from retrieval.near_duplicates.fingerprint import Fingerprint
from retrieval.near_duplicates.search import DESCRIBED, HASHED, Search, bits_between, cosine_distances
from retrieval.near_duplicates.searcher import Positions, Searchers
from retrieval.near_duplicates.shortlist import Wanted, nearest
from retrieval.near_duplicates.verdict import FARTHEST_HAMMING, judge
from retrieval.near_duplicates.verification import compare
from retrieval.near_duplicates.voting import VotingIndex

WORDS_PER_FEATURE = 3


class NearDuplicateIndex:
    """Fingerprints by id; adding is incremental, checking never changes anything.

    `searchers` are empty ones that answer for hashes and descriptors; numpy's without. Which ones
    answer changes the time and never the candidates.
    """

    def __init__(
        self, entries: Iterable[tuple[str, Fingerprint]] = (), searchers: Searchers | None = None
    ) -> None:
        self._vocabulary = default_vocabulary()
        self._voting = VotingIndex(len(self._vocabulary.words))
        self._searchers = searchers or Searchers()
        self._encoder: str | None = None
        self._slot_of: dict[str, int] = {}
        self._entries: list[tuple[str, Fingerprint] | None] = []
        self._waiting = iter(entries)

    def __len__(self) -> int:
        self._take_waiting()
        return len(self._slot_of)

    def __contains__(self, name: object) -> bool:
        self._take_waiting()
        return name in self._slot_of

    def add(self, name: str, fingerprint: Fingerprint) -> None:
        """Takes an image in; one of the same id is replaced.

        Raises RetrievalError `fingerprint.other-encoder` when its descriptors are another encoder's
        than those that are in.
        """
        self._take_waiting()
        self._add(name, fingerprint)

    def remove(self, name: str) -> None:
        """Forgets an image; an unknown id is a KeyError."""
        self._take_waiting()
        self._entries[self._slot_of.pop(name)] = None

    def check(self, fingerprint: Fingerprint, exclude: Iterable[str] = ()) -> list[Candidate]:
        """The verified neighbours of an image, most alike first; `exclude` are ids to pass over.

        Raises RetrievalError `fingerprint.other-encoder` as `add` does.
        """
        self._take_waiting()
        self._same_encoder(fingerprint)
        hidden = set(exclude)
        allowed = np.array(
            [entry is not None and entry[0] not in hidden for entry in self._entries], dtype=np.bool_
        )
        if not allowed.any():
            return []
        search = self._search(fingerprint, allowed)
        found = []
        for slot in search.chosen(allowed):
            entry = self._entries[slot]
            if entry is not None:
                found.append(_verified(search, slot, entry[0], entry[1]))
        return sorted(found, key=lambda c: (ORDER.index(c.suggested), -c.score, c.neighbour))

    def _search(self, fingerprint: Fingerprint, allowed: npt.NDArray[np.bool_]) -> Search:
        turned = mirrored(fingerprint.local)
        near = nearest(
            self._searchers.hashes,
            fingerprint.pdq_dihedral,
            Wanted(HASHED, allowed, FARTHEST_HAMMING),
            lambda slots: bits_between(fingerprint, self._hashes(slots)).min(axis=0).astype(np.float64),
        )
        alike = nearest(
            self._searchers.descriptors,
            fingerprint.descriptors,
            Wanted(DESCRIBED, allowed),
            lambda slots: cosine_distances(fingerprint, self._descriptors(slots, fingerprint)),
        )
        votes = np.stack([self._votes(features) for features in (fingerprint.local, turned)])
        return Search(fingerprint, turned, votes, near, alike)

    def _hashes(self, slots: Positions) -> npt.NDArray[np.uint8]:
        rows = [entry[1].pdq_dihedral[0] for slot in slots if (entry := self._entries[slot])]
        return np.array(rows, dtype=np.uint8).reshape(len(slots), PDQ_BYTES)

    def _descriptors(self, slots: Positions, like: Fingerprint) -> npt.NDArray[np.float32]:
        rows = [entry[1].descriptors[0] for slot in slots if (entry := self._entries[slot])]
        return np.array(rows, dtype=np.float32).reshape(len(slots), like.descriptors.shape[1])

    def _votes(self, features: LocalFeatures) -> npt.NDArray[np.float64]:
        words = self._vocabulary.assign(features.descriptors, WORDS_PER_FEATURE).reshape(-1)
        repeated = np.repeat(features.descriptors, WORDS_PER_FEATURE, axis=0)
        signatures = self._vocabulary.signatures(repeated, words)
        return self._voting.votes(words, signatures, len(self._entries))

    def _take_waiting(self) -> None:
        for name, fingerprint in self._waiting:
            self._add(name, fingerprint)

    def _add(self, name: str, fingerprint: Fingerprint) -> None:
        self._same_encoder(fingerprint)
        self._encoder = fingerprint.encoder
        if name in self._slot_of:
            self._entries[self._slot_of.pop(name)] = None
        slot = len(self._entries)
        self._entries.append((name, fingerprint))
        self._slot_of[name] = slot
        self._searchers.hashes.add(fingerprint.pdq_dihedral[:1])
        self._searchers.descriptors.add(fingerprint.descriptors[:1])
        self._voting.add(slot, fingerprint.words, fingerprint.signatures)

    def _same_encoder(self, fingerprint: Fingerprint) -> None:
        if self._encoder not in (None, fingerprint.encoder):
            raise RetrievalError(
                "fingerprint.other-encoder",
                f"The descriptors came from {fingerprint.encoder}, those of this index from "
                f"{self._encoder}: they can't be compared. Compute them all with one encoder.",
            )


def _verified(search: Search, slot: int, name: str, entry: Fingerprint) -> Candidate:
    hamming, orientation = search.nearest_orientation(entry)
    turned = search.turned if search.is_mirrored(slot, orientation) else None
    evidence = compare(search.fingerprint, entry, turned, orientation)
    suggested, score = judge(hamming, evidence)
    alignment = evidence.alignment
    return Candidate(
        neighbour=name,
        hamming=hamming,
        cosine=1.0 - float(cosine_distances(search.fingerprint, entry.descriptors[:1])[0]),
        inliers=alignment.inliers if alignment else 0,
        residual=alignment.residual if alignment else float("inf"),
        drift=alignment.drift if alignment else float("inf"),
        score=score,
        suggested=suggested,
        agreement=evidence.agreement.share,
        overlap=evidence.agreement.overlap,
        mirrored=evidence.mirrored,
        transform=evidence.transform,
        matches=drawn_matches(evidence, search.fingerprint, entry),
    )
