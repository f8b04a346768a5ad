"""The multi-index search of one query: which buckets to open, and who in them is near.

Source: Norouzi, Punjani, Fleet, Fast Exact Search in Hamming Space with Multi-Index Hashing, 2014;
the choice of thresholds by chunk: Qin et al., GPH: Similarity Search in Hamming Space, 2018.

A row within R bits of the query differs in at most t(j) bits in some chunk j, whichever thresholds
t(j) >= -1 are taken, as long as the sum of t(j) + 1 is R + 1: else it would differ in R + 1 bits.
So each query takes the thresholds that open the least populated buckets, and misses nothing.
"""

from typing import Any, Final, NamedTuple

import numpy as np

from retrieval.compiled import Frozen, compiled, fetch, ones
from retrieval.index.hashes.scan import distance, noted, words_of

RINGS: Final = 3  # buckets that differ from the query's own in 0, 1 and 2 bits
AHEAD: Final = 24  # memory is asked for so many steps before it is needed: as many as a core has open


class Tables(NamedTuple):
    """What is searched. chunks int64 [m, 4]: first bit, width, first of its limits, first of its rows."""

    codes: Frozen  # uint64 [N, 4]
    limits: Frozen  # uint32: where each bucket of a chunk begins among its rows, and the last one ends
    rows: Frozen  # uint32 [m * N]: row numbers by chunk and bucket, ascending in each
    chunks: Frozen


class Opened(NamedTuple):
    """One query's view of the tables, by chunk."""

    values: Any  # int64 [m]: the query's bits in the chunk
    rings: Any  # int64 [m]: how many rings are opened, t(j) + 1
    buckets: Any  # int64 [m, n, 2]: where the buckets of the rings begin and end, ring by ring
    counts: Any  # int64 [m, RINGS]: rows in each ring; an estimate for a ring that is not opened


@compiled
def chunk_of(code: Any, start: int, width: int) -> Any:
    """Bits start to start + width of a code uint64 [4]."""
    word, shift = start >> 6, start & 63
    value = code[word] >> np.uint64(shift)
    if shift + width > 64:
        value |= code[word + 1] << np.uint64(64 - shift)
    return np.int64(value & np.uint64((1 << width) - 1))


@compiled
def ring_size(width: int, ring: int) -> Any:
    """Number of buckets that differ from a given one in `ring` bits."""
    if ring == 0:
        return 1
    return width if ring == 1 else width * (width - 1) // 2


@compiled
def open_ring(limits: Any, chunk: Any, value: int, ring: int, buckets: Any) -> Any:
    """Fills buckets int64 [n, 2] with those that differ in `ring` bits; how many rows they hold."""
    width, table = chunk[1], chunk[2]
    held, place = np.int64(0), 0
    for first in range(width if ring > 0 else 1):
        for second in range(first if ring > 1 else 1):
            bucket = value
            if ring > 0:
                bucket ^= 1 << first
            if ring > 1:
                bucket ^= 1 << second
            begins, ends = np.int64(limits[table + bucket]), np.int64(limits[table + bucket + 1])
            buckets[place, 0], buckets[place, 1] = begins, ends
            held += ends - begins
            place += 1
    return held


@compiled
def opened_rings(tables: Tables, query: Any) -> Any:
    """Rings 0 and 1 of every chunk; what ring 2 holds is estimated from them."""
    count, widest = tables.chunks.shape[0], tables.chunks[0, 1]
    opened = Opened(
        np.empty(count, np.int64),
        np.zeros(count, np.int64),
        np.empty((count, 1 + widest + widest * (widest - 1) // 2, 2), np.int64),
        np.empty((count, RINGS), np.int64),
    )
    for j in range(count):
        chunk = tables.chunks[j]
        opened.values[j] = chunk_of(query, chunk[0], chunk[1])
        for ring in range(2):
            buckets = opened.buckets[j, ring:]
            opened.counts[j, ring] = open_ring(tables.limits, chunk, opened.values[j], ring, buckets)
        opened.counts[j, 2] = opened.counts[j, 1] * (chunk[1] - 1) // 2
    return opened


@compiled
def choose(tables: Tables, opened: Opened, radius: int) -> Any:
    """Sets the rings to the cheapest thresholds; False if the radius is out of reach.

    A bucket costs as much as a row. Ring by ring costs grow, so the cheapest next ring is the best.
    """
    for _ in range(radius + 1):
        best, cheapest = -1, np.int64(0)
        for j in range(opened.rings.size):
            ring = opened.rings[j]
            if ring < RINGS:
                cost = opened.counts[j, ring] + ring_size(tables.chunks[j, 1], ring)
                if best < 0 or cost < cheapest:
                    best, cheapest = j, cost
        if best < 0:
            return False
        opened.rings[best] += 1
    return True


@compiled
def open_chosen(tables: Tables, opened: Opened) -> Any:
    """Opens the second rings that were chosen; the rows in all chosen rings int64 [m]."""
    held = np.zeros(opened.rings.size, np.int64)
    for j in range(held.size):
        if opened.rings[j] == RINGS:
            chunk = tables.chunks[j]
            buckets = opened.buckets[j, 1 + chunk[1] :]
            opened.counts[j, 2] = open_ring(tables.limits, chunk, opened.values[j], 2, buckets)
        for ring in range(opened.rings[j]):
            held[j] += opened.counts[j, ring]
    return held


@compiled
def gather(tables: Tables, opened: Opened, j: int, candidates: Any) -> Any:
    """Copies the row numbers of a chunk's opened buckets one after another; how many they are."""
    buckets, offset = opened.buckets[j], tables.chunks[j, 3]
    count = 0
    for ring in range(opened.rings[j]):
        count += ring_size(tables.chunks[j, 1], ring)
    used = 0
    for bucket in range(count):
        if bucket + AHEAD < count:
            fetch(tables.rows, offset + buckets[bucket + AHEAD, 0])
        for place in range(buckets[bucket, 0], buckets[bucket, 1]):
            candidates[used] = tables.rows[np.uint64(offset + place)]
            used += 1
    return used


@compiled
def next_near(codes: Any, candidates: Any, place: int, words: Any, radius: int) -> Any:
    """First place from `place` on whose row is within the radius; their number if there is none."""
    flat = codes.reshape(-1)
    used = candidates.size
    for ahead in range(place, min(place + AHEAD, used)):
        fetch(flat, 4 * np.int64(candidates[ahead]))
    while place < used:
        if place + AHEAD < used:
            fetch(flat, 4 * np.int64(candidates[np.uint64(place + AHEAD)]))
        if distance(codes, np.uint64(candidates[np.uint64(place)]), words) <= radius:
            return place
        place += 1
    return used


@compiled
def is_first(tables: Tables, opened: Opened, j: int, row: Any) -> Any:
    """Whether no earlier chunk has brought this row up already."""
    for earlier in range(j):
        other = chunk_of(tables.codes[row], tables.chunks[earlier, 0], tables.chunks[earlier, 1])
        if ones(np.uint64(other ^ opened.values[earlier])) < opened.rings[earlier]:
            return False
    return True


@compiled
def probe(tables: Tables, query: Any, radius: int, most: int) -> Any:
    """Positions int64 [n] and distances int32 [n] within the radius, by chunk; and whether it was done.

    query uint64 [4]. Not done if more than `most` rows would be compared: a scan is cheaper then.
    """
    found, used = (np.empty(16, np.int64), np.empty(16, np.int32)), 0
    opened = opened_rings(tables, query)
    if not choose(tables, opened, radius):
        return found[0][:0], found[1][:0], False
    held = open_chosen(tables, opened)
    if held.sum() > most:
        return found[0][:0], found[1][:0], False
    words = words_of(query)
    buffer = np.empty(held.max(), np.uint32)
    for j in range(held.size):
        candidates = buffer[: gather(tables, opened, j, buffer)]
        place = next_near(tables.codes, candidates, 0, words, radius)
        while place < candidates.size:
            row = candidates[place]
            if is_first(tables, opened, j, row):
                found = noted(found, used, row, distance(tables.codes, row, words))
                used += 1
            place = next_near(tables.codes, candidates, place + 1, words, radius)
    return found[0][:used], found[1][:used], True
