"""The fingerprints of a collection, and the check of one image against them."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from retrieval.fingerprints.local import LocalFeatures, mirrored
from retrieval.fingerprints.vlad import vlad
from retrieval.fingerprints.vocabulary import default_vocabulary
from retrieval.near_duplicates.candidate import ORDER, Candidate
from retrieval.near_duplicates.drawing import drawn_matches
from retrieval.near_duplicates.fingerprint import Fingerprint
from retrieval.near_duplicates.search import Search
from retrieval.near_duplicates.verdict import judge
from retrieval.near_duplicates.verification import compare
from retrieval.near_duplicates.voting import VotingIndex

WORDS_PER_FEATURE = 3
GROWTH = 256


class NearDuplicateIndex:
    """Fingerprints by id; adding is incremental, checking never changes anything."""

    def __init__(self, entries: Iterable[tuple[str, Fingerprint]] = ()) -> None:
        self._vocabulary = default_vocabulary()
        self._voting = VotingIndex(len(self._vocabulary.words))
        self._slot_of: dict[str, int] = {}
        self._entries: list[tuple[str, Fingerprint] | None] = []
        self._hashes = np.zeros((0, 32), dtype=np.uint8)
        self._descriptors = np.zeros((0, 0), dtype=np.float32)
        self._waiting = iter(entries)

    def __len__(self) -> int:
        self._take_waiting()
        return len(self._slot_of)

    def __contains__(self, name: object) -> bool:
        self._take_waiting()
        return name in self._slot_of

    def add(self, name: str, fingerprint: Fingerprint) -> None:
        """Takes an image in; one of the same id is replaced."""
        self._take_waiting()
        self._add(name, fingerprint)

    def remove(self, name: str) -> None:
        """Forgets an image; an unknown id is a KeyError."""
        self._take_waiting()
        self._entries[self._slot_of.pop(name)] = None

    def check(self, fingerprint: Fingerprint, exclude: Iterable[str] = ()) -> list[Candidate]:
        """The verified neighbours of an image, most alike first; `exclude` are ids to pass over."""
        self._take_waiting()
        hidden = set(exclude)
        allowed = np.array(
            [entry is not None and entry[0] not in hidden for entry in self._entries], dtype=np.bool_
        )
        if not allowed.any():
            return []
        search = self._search(fingerprint)
        found = []
        for slot in search.chosen(allowed):
            entry = self._entries[slot]
            if entry is not None:
                found.append(_verified(search, slot, entry[0], entry[1]))
        return sorted(found, key=lambda c: (ORDER.index(c.suggested), -c.score, c.neighbour))

    def _search(self, fingerprint: Fingerprint) -> Search:
        count = len(self._entries)
        turned = mirrored(fingerprint.local)
        stored = self._descriptors[:count]
        bits = fingerprint.pdq_dihedral[:, None, :] ^ self._hashes[None, :count, :]
        return Search(
            fingerprint,
            turned,
            np.asarray(np.bitwise_count(bits).sum(axis=2, dtype=np.int64)),
            np.stack([self._votes(features) for features in (fingerprint.local, turned)]),
            np.stack([stored @ d for d in (fingerprint.descriptor, vlad(turned))]),
        )

    def _votes(self, features: LocalFeatures) -> npt.NDArray[np.float64]:
        words = self._vocabulary.assign(features.descriptors, WORDS_PER_FEATURE).reshape(-1)
        repeated = np.repeat(features.descriptors, WORDS_PER_FEATURE, axis=0)
        signatures = self._vocabulary.signatures(repeated, words)
        return self._voting.votes(words, signatures, len(self._entries))

    def _take_waiting(self) -> None:
        for name, fingerprint in self._waiting:
            self._add(name, fingerprint)

    def _add(self, name: str, fingerprint: Fingerprint) -> None:
        if name in self._slot_of:
            self._entries[self._slot_of.pop(name)] = None
        slot = len(self._entries)
        self._entries.append((name, fingerprint))
        self._slot_of[name] = slot
        if slot >= len(self._hashes):
            room = max(GROWTH, slot)
            width = len(fingerprint.descriptor)
            kept = self._descriptors if slot else np.zeros((0, width), dtype=np.float32)
            self._hashes = np.vstack([self._hashes, np.zeros((room, 32), dtype=np.uint8)])
            self._descriptors = np.vstack([kept, np.zeros((room, width), dtype=np.float32)])
        self._hashes[slot] = np.frombuffer(fingerprint.pdq, dtype=np.uint8)
        self._descriptors[slot] = fingerprint.descriptor
        self._voting.add(slot, fingerprint.words, fingerprint.signatures)


def _verified(search: Search, slot: int, name: str, entry: Fingerprint) -> Candidate:
    hamming, orientation = search.nearest_orientation(slot)
    turned = search.turned if search.is_mirrored(slot) else None
    evidence = compare(search.fingerprint, entry, turned, orientation)
    suggested, score = judge(hamming, evidence)
    alignment = evidence.alignment
    return Candidate(
        neighbour=name,
        hamming=hamming,
        cosine=float(search.cosines[:, slot].max()),
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
