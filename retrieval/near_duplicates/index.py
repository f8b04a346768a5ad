"""The fingerprints of a collection, and the check of one image against them."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from retrieval.fingerprints.local import mirrored
from retrieval.fingerprints.vlad import vlad
from retrieval.fingerprints.vocabulary import default_vocabulary
from retrieval.near_duplicates.candidate import Candidate
from retrieval.near_duplicates.drawing import drawn_matches
from retrieval.near_duplicates.fingerprint import Fingerprint
from retrieval.near_duplicates.verification import compare, judge
from retrieval.near_duplicates.voting import VotingIndex

# Random photographs differ in 104 bits or more (measured), edited ones rarely in more than 60.
FARTHEST_HAMMING = 60
VOTED = 12
DESCRIBED = 4
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

    def check(
        self, fingerprint: Fingerprint, exclude: Iterable[str] = ()
    ) -> list[Candidate]:
        """The verified neighbours of an image, most alike first; `exclude` are ids to pass over."""
        self._take_waiting()
        allowed = np.array([entry is not None for entry in self._entries], dtype=np.bool_)
        for name in exclude:
            if name in self._slot_of:
                allowed[self._slot_of[name]] = False
        if not allowed.any():
            return []
        count = len(self._entries)
        turned = mirrored(fingerprint.local)
        bits = np.bitwise_count(
            fingerprint.pdq_dihedral[:, None, :] ^ self._hashes[None, :count, :]
        ).sum(axis=2, dtype=np.int64)
        cosines = np.maximum(
            self._descriptors[:count] @ fingerprint.descriptor,
            self._descriptors[:count] @ vlad(turned),
        )
        votes = self._votes(fingerprint)
        slots = _chosen(allowed, bits.min(axis=0), votes, cosines)
        found = []
        for slot in slots:
            entry = self._entries[slot]
            if entry is None:
                continue
            hamming = int(bits[:, slot].min())
            orientation = int(bits[:, slot].argmin()) if hamming <= FARTHEST_HAMMING else None
            evidence = compare(fingerprint, turned, entry[1], orientation)
            suggested, score = judge(hamming, evidence)
            alignment = evidence.alignment
            found.append(
                Candidate(
                    neighbour=entry[0],
                    hamming=hamming,
                    cosine=float(cosines[slot]),
                    inliers=alignment.inliers if alignment else 0,
                    residual=alignment.residual if alignment else float("inf"),
                    score=score,
                    suggested=suggested,
                    agreement=evidence.agreement.share,
                    overlap=evidence.agreement.overlap,
                    mirrored=evidence.mirrored,
                    transform=evidence.transform,
                    matches=drawn_matches(evidence, fingerprint, entry[1]),
                )
            )
        order = {"duplicate": 0, "same scene": 1, "not a match": 2}
        return sorted(found, key=lambda c: (order[c.suggested], -c.score, c.neighbour))

    def _votes(self, fingerprint: Fingerprint) -> npt.NDArray[np.float64]:
        """The larger of the votes for the image and for its mirrored form, per slot."""
        totals = []
        for features in (fingerprint.local, mirrored(fingerprint.local)):
            words = self._vocabulary.assign(features.descriptors, WORDS_PER_FEATURE).reshape(-1)
            repeated = np.repeat(features.descriptors, WORDS_PER_FEATURE, axis=0)
            signatures = self._vocabulary.signatures(repeated, words)
            totals.append(self._voting.votes(words, signatures, len(self._entries)))
        return np.maximum(totals[0], totals[1])

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


def _chosen(
    allowed: npt.NDArray[np.bool_],
    hamming: npt.NDArray[np.int64],
    votes: npt.NDArray[np.float64],
    cosines: npt.NDArray[np.float32],
) -> list[int]:
    """Slots worth a verification, from each of the three ways of search."""
    near = np.flatnonzero(allowed & (hamming <= FARTHEST_HAMMING))
    near = near[np.argsort(hamming[near], kind="stable")][:VOTED]
    voted = np.argsort(-np.where(allowed, votes, -1.0), kind="stable")[:VOTED]
    alike = np.argsort(-np.where(allowed, cosines, -2.0), kind="stable")[:DESCRIBED]
    union = dict.fromkeys([*near.tolist(), *voted.tolist(), *alike.tolist()])
    return [slot for slot in union if allowed[slot]]
