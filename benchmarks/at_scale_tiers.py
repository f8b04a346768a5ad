"""What each tier brings up among so many others, by kind of edit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.at_scale_input import Input, Question
from benchmarks.at_scale_others import Others
from retrieval.near_duplicates.at_scale.index import CompactIndex
from retrieval.near_duplicates.at_scale.proposals import FEWEST_AGREEING, FEWEST_AMONG_MANY, MANY
from retrieval.near_duplicates.search import bits_between

EVERYTHING = 1_000_000
NOWHERE = 1 << 40


@dataclass(frozen=True)
class Places:
    """Place of the wanted image in the list of a tier, from 0, by count of others; NOWHERE without one."""

    tier: str
    by_count: dict[int, npt.NDArray[np.int64]]


def hash_bits(given: Input) -> npt.NDArray[np.int64]:
    """Bits between each question and the image it wants, the nearest of eight orientations."""
    hashes = given.pool.hashes
    return np.array(
        [int(bits_between(q.fingerprint, hashes[q.wanted][None])[:, 0].min()) for q in given.questions]
    )


def compact_places(given: Input, index: CompactIndex, counts: Sequence[int]) -> Places:
    """Places by number of agreeing features; those with too few for that many others are nowhere."""
    by_count = {count: np.full(len(given.questions), NOWHERE) for count in counts}
    for number, question in enumerate(given.questions):
        found = index.candidates(question.fingerprint, EVERYTHING, {question.own})
        for count in counts:
            fewest = FEWEST_AGREEING if count < MANY else FEWEST_AMONG_MANY
            seen = [
                s.position for s in found if s.position < len(given.names) + count and s.agreeing >= fewest
            ]
            if question.wanted in seen:
                by_count[count][number] = seen.index(question.wanted)
    return Places("compact", by_count)


@dataclass
class DescriptorPass:
    """One pass over all descriptors: places of the wanted ones, and the nearest of all to each question."""

    places: Places
    nearest: npt.NDArray[np.int64]  # [Q, 2], as it is and mirrored
    cosines: npt.NDArray[np.float32]


def descriptor_pass(given: Input, others: Others, counts: Sequence[int]) -> DescriptorPass:
    """Exact places by cosine, block by block; the nearest of all are kept for the whole check."""
    queries = np.stack([q.fingerprint.descriptors for q in given.questions])  # [Q, 2, D]
    flat = queries.reshape(-1, queries.shape[2])
    real = flat @ given.pool.descriptors.T
    own = np.array([q.own for q in given.questions])
    hidden = np.repeat(own, 2)
    real[np.flatnonzero(hidden >= 0), hidden[hidden >= 0]] = -2.0
    wanted = np.array([q.wanted for q in given.questions])
    paired = real.reshape(len(wanted), 2, -1)
    cosine = paired.max(axis=1)[np.arange(len(wanted)), wanted]
    above = (paired.max(axis=1) > cosine[:, None]).sum(axis=1).astype(np.int64)
    nearest, best = real.argmax(axis=1), real.max(axis=1)
    by_count: dict[int, npt.NDArray[np.int64]] = {}
    seen = 0
    for block in others.descriptors():
        alike = flat @ block.astype(np.float32).T
        closest = alike.argmax(axis=1)
        value = alike[np.arange(len(flat)), closest]
        better = value > best
        nearest = np.where(better, len(given.names) + seen + closest, nearest)
        best = np.where(better, value, best)
        larger = alike.reshape(len(wanted), 2, -1).max(axis=1) > cosine[:, None]
        for count in counts:
            if seen < count <= seen + len(block):
                by_count[count] = above + larger[:, : count - seen].sum(axis=1)
        above += larger.sum(axis=1)
        seen += len(block)
    shape = (len(wanted), 2)
    return DescriptorPass(Places("descriptor", by_count), nearest.reshape(shape), best.reshape(shape))


def table(questions: Sequence[Question], columns: dict[str, npt.NDArray[np.bool_]]) -> list[str]:
    """Found per kind and column. Listed pairs count when found from either side."""
    kinds = list(dict.fromkeys(q.kind for q in questions))
    lines = ["kind | of | " + " | ".join(columns)]
    for kind in kinds:
        asked = [n for n, q in enumerate(questions) if q.kind == kind]
        step = 2 if questions[asked[0]].own >= 0 else 1
        total = len(asked) // step
        cells = [str(_either(found[asked], step)) for found in columns.values()]
        lines.append(" | ".join([kind, str(total), *cells]))
    return lines


def _either(found: npt.NDArray[np.bool_], step: int) -> int:
    return int(found.reshape(-1, step).any(axis=1).sum())


def within(limit: int) -> Callable[[npt.NDArray[np.int64]], npt.NDArray[np.bool_]]:
    """Which places are among the first so many."""
    return lambda places: np.asarray(places < limit)
