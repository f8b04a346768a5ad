"""The distractors of two versions compared: millions of rows, sixteen bytes for each that moved."""

from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import zip_longest

import numpy as np
import numpy.typing as npt

from retrieval.bundle.distractors import Distractors
from retrieval.bundle.schema import ReleaseDistractor
from retrieval.bundle.strict_json import canonical, encode

LISTED = 500  # keys named of each kind; the counts are exact
Hashes = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class RowChanges:
    """How many distractors were added, removed and changed, and the first keys of each in their order."""

    added: int = 0
    removed: int = 0
    changed: int = 0
    added_keys: tuple[str, ...] = ()
    removed_keys: tuple[str, ...] = ()
    changed_keys: tuple[str, ...] = ()


class _Side:
    """Two hashes of each row that stands elsewhere, or is another, in the other version."""

    def __init__(self) -> None:
        self._keys, self._contents = array("Q"), array("Q")

    def add(self, row: ReleaseDistractor) -> None:
        self._keys.append(_hash(row.key.encode()))
        self._contents.append(_hash(canonical(encode(row))))

    def sorted(self) -> tuple[Hashes, Hashes]:
        keys, contents = (np.frombuffer(part, dtype=np.uint64) for part in (self._keys, self._contents))
        order = np.argsort(keys)
        return keys[order], contents[order]


def compare_rows(
    old: Distractors, new: Distractors, licences: tuple[Counter[str], Counter[str]]
) -> RowChanges:
    """What was added, removed and changed, by key; the licences of the rows are counted into `licences`.

    Rows that stand alike at the same place cost no memory, so that a version that only adds some is
    compared for nothing. Two of a hundred million keys share a hash with a chance of 3 in 10,000.
    """
    sides = (_Side(), _Side())
    for pair in zip_longest(old, new):
        same = pair[0] == pair[1]
        for row, side, counted in zip(pair, sides, licences, strict=True):
            if row is not None:
                counted[row.licence] += 1
                if not same:
                    side.add(row)
    (old_keys, old_contents), (new_keys, new_contents) = (side.sorted() for side in sides)
    removed = np.setdiff1d(old_keys, new_keys, assume_unique=True)
    added = np.setdiff1d(new_keys, old_keys, assume_unique=True)
    both, in_old, in_new = np.intersect1d(old_keys, new_keys, assume_unique=True, return_indices=True)
    changed = both[old_contents[in_old] != new_contents[in_new]]
    return RowChanges(
        len(added),
        len(removed),
        len(changed),
        tuple(_named(new, added)),
        tuple(_named(old, removed)),
        tuple(_named(new, changed)),
    )


def _named(rows: Distractors, hashes: Hashes) -> Iterator[str]:
    """The keys of the first of these rows."""
    left = min(len(hashes), LISTED)
    if not left:
        return
    for row in rows:
        number = np.uint64(_hash(row.key.encode()))
        place = int(np.searchsorted(hashes, number))
        if place < len(hashes) and hashes[place] == number:
            yield row.key
            left -= 1
            if not left:
                return


def _hash(data: bytes) -> int:
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "little")
