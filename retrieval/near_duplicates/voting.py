"""Inverted file over visual words: which images share local features with a query, crops included."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

# Signatures of the same point after an edit differ in fewer bits, those of others in about 32 of 64.
FARTHEST_BITS = 20

Ints = npt.NDArray[np.int64]
Signatures = npt.NDArray[np.uint64]


@dataclass(frozen=True)
class Segment:
    """Postings sorted by word: starts int64 [W + 1]; slots and signatures in that order."""

    starts: Ints
    slots: Ints
    signatures: Signatures

    @classmethod
    def of(cls, words: Ints, slots: Ints, signatures: Signatures, count: int) -> "Segment":
        """Sorts postings given in any order; `count` is the number of words."""
        order = np.argsort(words, kind="stable")
        starts = np.searchsorted(words[order], np.arange(count + 1))
        return cls(np.asarray(starts, dtype=np.int64), slots[order], signatures[order])

    def joined(self, other: "Segment") -> "Segment":
        """One segment with the postings of both."""
        words = np.concatenate([self.words(), other.words()])
        return Segment.of(
            words,
            np.concatenate([self.slots, other.slots]),
            np.concatenate([self.signatures, other.signatures]),
            len(self.starts) - 1,
        )

    def words(self) -> Ints:
        """The word of every posting, in order."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))

    def __len__(self) -> int:
        return len(self.slots)


class VotingIndex:
    """Slots (whole numbers from 0) with their features; adding is incremental."""

    def __init__(self, word_count: int) -> None:
        self._word_count = word_count
        self._segments: list[Segment] = []
        self._pending: list[tuple[int, Ints, Signatures]] = []

    def add(self, slot: int, words: Ints, signatures: Signatures) -> None:
        """Takes the features of one image: words int64 [n] and signatures uint64 [n]."""
        self._pending.append((slot, words, signatures))

    def votes(self, words: Ints, signatures: Signatures, slots: int) -> npt.NDArray[np.float64]:
        """Votes float64 [slots] for query postings (word, signature); rare words count more."""
        self._flush()
        lengths = np.zeros(len(words), dtype=np.int64)
        for segment in self._segments:
            lengths += segment.starts[words + 1] - segment.starts[words]
        rarity = np.log1p(max(slots, 1) / (1.0 + lengths / 4.0))
        total = np.zeros(slots, dtype=np.float64)
        for segment in self._segments:
            total += _segment_votes(segment, words, signatures, rarity, slots)
        return total

    def _flush(self) -> None:
        """Sorts what is new; segments double in size, so adding stays cheap per image."""
        if not self._pending:
            return
        slots = np.concatenate([np.full(len(w), slot) for slot, w, _ in self._pending])
        words = np.concatenate([w for _, w, _ in self._pending])
        signatures = np.concatenate([s for _, _, s in self._pending])
        self._segments.append(Segment.of(words, slots, signatures, self._word_count))
        self._pending = []
        while len(self._segments) > 1 and 2 * len(self._segments[-1]) >= len(self._segments[-2]):
            last = self._segments.pop()
            self._segments[-1] = self._segments[-1].joined(last)


def _segment_votes(
    segment: Segment,
    words: Ints,
    signatures: Signatures,
    rarity: npt.NDArray[np.float64],
    slots: int,
) -> npt.NDArray[np.float64]:
    starts = segment.starts[words]
    lengths = segment.starts[words + 1] - starts
    query = np.repeat(np.arange(len(words)), lengths)
    offsets = np.arange(len(query)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    places = starts[query] + offsets
    bits = np.bitwise_count(signatures[query] ^ segment.signatures[places])
    near = bits <= FARTHEST_BITS
    weights = rarity[query[near]] * (1.0 - bits[near] / (FARTHEST_BITS + 1.0))
    counted = np.bincount(segment.slots[places[near]], weights=weights, minlength=slots)
    return np.asarray(counted, dtype=np.float64)
