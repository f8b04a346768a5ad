"""Which cells of the inverted file a query opens: two words a feature, six cells a word."""

from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.fingerprints.local import LocalFeatures, mirrored
from retrieval.fingerprints.vocabulary import Vocabulary, default_vocabulary
from retrieval.near_duplicates.at_scale.features import geometry_of

WORDS_PER_FEATURE = 2
# The first byte of the signature splits each word: 524,288 cells without a larger codebook.
CELL_BITS = 8
PROBES = 6
DOUBTFUL = 5  # bits nearest to their threshold that a probe may turn
MOST_TURNED = 3
# Axis a of the signature is bit 7 - a of its first byte (numpy.packbits).
CELL_MASK = (1 << CELL_BITS) - 1

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Probes:
    """cells int32 [p] to open, the query's signatures uint64 [p] there and its features int32 [p].

    geometry float32 [2 n, 4] of the features: the image's own, then those of its mirror image.
    """

    cells: npt.NDArray[np.int32]
    signatures: npt.NDArray[np.uint64]
    features: npt.NDArray[np.int32]
    geometry: npt.NDArray[np.float32]


def cells_of(words: npt.NDArray[Any], signatures: npt.NDArray[np.uint64]) -> npt.NDArray[np.int32]:
    """The cell int32 [n] in which features of these words and signatures are kept."""
    parts = (signatures & np.uint64(CELL_MASK)).astype(np.int32)
    return np.asarray((words.astype(np.int32) << CELL_BITS) | parts, dtype=np.int32)


def probes_of(local: LocalFeatures) -> Probes:
    """What to look up for an image's features, as they are and mirrored."""
    vocabulary = default_vocabulary()
    parts = []
    for turned, features in enumerate((local, mirrored(local))):
        words = vocabulary.assign(features.descriptors, WORDS_PER_FEATURE)
        for place in range(WORDS_PER_FEATURE):
            cells, signatures = _opened(vocabulary, features.descriptors, words[:, place])
            numbers = np.arange(len(local), dtype=np.int32) + turned * len(local)
            parts.append((cells.reshape(-1), np.repeat(signatures, PROBES), np.repeat(numbers, PROBES)))
    cells, signatures, numbers = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.argsort(cells, kind="stable")  # neighbours in the file are read one after the other
    geometry = [geometry_of(f.points, f.sizes, f.angles, f.frame) for f in (local, mirrored(local))]
    return Probes(cells[order], signatures[order], numbers[order], np.concatenate(geometry))


def _opened(
    vocabulary: Vocabulary, descriptors: npt.NDArray[np.uint8], words: Ints
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.uint64]]:
    """The PROBES likeliest cells int32 [n, PROBES] of each feature in one word, and its signature.

    A copy's feature falls into another cell where a bit was near its threshold: cells are ranked by
    the squared distances of the bits that would have to turn (Lv et al. 2007, multi-probe hashing).
    """
    offsets = (descriptors.astype(np.float32) - vocabulary.words[words]) @ vocabulary.signature_axes.T
    signatures = np.packbits(offsets > 0, axis=1).view(np.uint64).reshape(-1)
    squares = offsets[:, :CELL_BITS] ** 2
    doubtful = np.argsort(squares, axis=1, kind="stable")[:, :DOUBTFUL]
    near = np.take_along_axis(squares, doubtful, axis=1)
    turned_bit = np.int32(1) << (CELL_BITS - 1 - doubtful).astype(np.int32)
    chosen = np.array(_SUBSETS, dtype=np.float32)
    costs = near @ chosen.T
    cheapest = np.argsort(costs, axis=1, kind="stable")[:, :PROBES]
    turns = turned_bit @ chosen.T.astype(np.int32)
    own = cells_of(words, signatures)
    return own[:, None] ^ np.take_along_axis(turns, cheapest, axis=1).astype(np.int32), signatures


_SUBSETS = [
    [float(bit in subset) for bit in range(DOUBTFUL)]
    for size in range(MOST_TURNED + 1)
    for subset in combinations(range(DOUBTFUL), size)
]
