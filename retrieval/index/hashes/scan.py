"""Every code compared with the query: the small parts, and the bound of the worst case."""

from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.compiled import compiled, ones

BLOCK = 16_384  # rows that stay in the cache of a core while all queries pass over them

Found = tuple[npt.NDArray[np.int64], npt.NDArray[np.int32]]


@compiled
def distance(codes: Any, row: Any, query: Any) -> Any:
    """Differing bits of one row of codes uint64 [N, 4] and a query of four uint64."""
    return (
        ones(codes[row, 0] ^ query[0])
        + ones(codes[row, 1] ^ query[1])
        + ones(codes[row, 2] ^ query[2])
        + ones(codes[row, 3] ^ query[3])
    )


@compiled
def noted(found: Any, used: int, position: Any, bits: int) -> Any:
    """Writes one result behind the `used` others; the pair of arrays, twice as long if it was full."""
    positions, distances = found
    if used == positions.size:
        positions, distances = np.empty(2 * used, np.int64), np.empty(2 * used, np.int32)
        positions[:used], distances[:used] = found[0], found[1]
    positions[used], distances[used] = position, bits
    return positions, distances


@compiled
def words_of(query: Any) -> Any:
    """The four words of a code, as values that stay in registers."""
    return query[0], query[1], query[2], query[3]


@compiled
def next_row(codes: Any, row: int, last: int, words: Any, radius: int) -> Any:
    """First of the rows from `row` to `last` within the radius; `last` if there is none."""
    while row < last:
        place = np.uint64(row)  # no test for negative places
        half = ones(codes[place, 0] ^ words[0]) + ones(codes[place, 1] ^ words[1])
        if half <= radius and distance(codes, place, words) <= radius:
            return row
        row += 1
    return last


@compiled
def scan_block(codes: Any, first: int, last: int, query: Any, radius: int) -> Any:
    """Positions int64 [n] and distances int32 [n] of the rows from first to last within the radius."""
    words = words_of(query)
    found, used = (np.empty(16, np.int64), np.empty(16, np.int32)), 0
    row = next_row(codes, first, last, words, radius)
    while row < last:
        found = noted(found, used, row, distance(codes, row, words))
        used += 1
        row = next_row(codes, row + 1, last, words, radius)
    return found[0][:used], found[1][:used]


def scan(codes: npt.NDArray[np.uint64], queries: npt.NDArray[np.uint64], radius: int) -> list[Found]:
    """Positions and distances, by position, of the codes [N, 4] within the radius of each query [Q, 4]."""
    parts: list[list[Found]] = [[] for _ in queries]
    block = max(1, len(codes)) if len(queries) == 1 else BLOCK
    for first in range(0, len(codes), block):
        last = min(first + block, len(codes))
        for query, part in zip(queries, parts, strict=True):
            part.append(scan_block(codes, first, last, query, radius))
    return [joined(part) for part in parts]


def joined(parts: list[Found]) -> Found:
    """Several results of one query, one after another."""
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return np.empty(0, np.int64), np.empty(0, np.int32)
    return np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])
