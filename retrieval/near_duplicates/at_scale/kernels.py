"""The compiled parts of the inverted file: filling it, reading its lists, and agreeing on a motion."""

from typing import Any

import numpy as np

from retrieval.compiled import compiled, ones

# In longer sides of the stored image, and as a share of the distance from the proposing feature.
LOOSE = 0.06
LOOSE_SHARE = 0.15
# Differences of logarithms to base 2 of size, and of angles in radians, between two agreeing matches.
OCTAVES_APART = 0.72
RADIANS_APART = 0.4
MOST_PER_IMAGE = 256


@compiled
def fill(cells: Any, per_image: int, starts: Any, order: Any, images: Any) -> None:
    """Sorts places of features by cell, first ones first.

    cells int32 [n], negative where there is none; starts int64 [C + 1] of zeros; order and images
    uint32 [m], m features that are there.
    """
    for place in range(cells.size):
        if cells[place] >= 0:
            starts[cells[place] + 1] += 1
    for cell in range(starts.size - 1):
        starts[cell + 1] += starts[cell]
    cursor = starts[:-1].copy()
    for place in range(cells.size):
        cell = cells[place]
        if cell >= 0:
            target = cursor[cell]
            cursor[cell] = target + 1
            order[target] = place
            images[target] = place // per_image


@compiled
def scan(lists: Any, opened: Any, limits: Any, counts: Any, hits: Any) -> Any:
    """Writes which postings of the opened cells are near the query, by which probe, of which image.

    lists: (starts, signatures, images); opened: (cells, the query's signatures there); limits: (the
    most bits, the most postings of a cell: fuller ones say nothing and are passed over); counts uint8
    [N] of zeros: near postings of each image; hits int64 [room, 3]. Answers how many were near: more
    than the room means that the rest was dropped.
    """
    starts, signatures, images = lists
    cells, queries = opened
    farthest, longest = limits
    count = 0
    for probe in range(cells.size):
        first, last = starts[cells[probe]], starts[cells[probe] + 1]
        if last - first > longest:
            continue
        query = queries[probe]
        part = signatures[first:last]
        for place in range(part.size):
            if ones(query ^ part[place]) <= farthest:
                if count < hits.shape[0]:
                    image = images[first + place]
                    hits[count, 0], hits[count, 1], hits[count, 2] = image, first + place, probe
                    if counts[image] < 255:
                        counts[image] += 1
                count += 1
    return count


@compiled
def shared(hits: Any, counts: Any, fewest: int) -> Any:
    """The hits int64 [n, 3] of images that were met at least `fewest` times."""
    kept = 0
    for hit in range(hits.shape[0]):
        kept += counts[hits[hit, 0]] >= fewest
    chosen = np.empty((kept, 3), dtype=np.int64)
    kept = 0
    for hit in range(hits.shape[0]):
        if counts[hits[hit, 0]] >= fewest:
            chosen[kept] = hits[hit]
            kept += 1
    return chosen


@compiled
def fits(query: Any, stored: Any, turn: Any) -> Any:
    """Whether a match moves as the proposing one: query and stored float32 [2, 4], the other one last.

    turn: (angle, log2 of the growth) of the proposing match.
    """
    if abs(stored[1, 3] - query[1, 3] - turn[1]) > OCTAVES_APART:
        return False
    angle = (stored[1, 2] - query[1, 2] - turn[0]) % (2 * np.pi)
    if min(angle, 2 * np.pi - angle) > RADIANS_APART:
        return False
    factor = 2.0 ** turn[1]
    cosine, sine = factor * np.cos(turn[0]), factor * np.sin(turn[0])
    dx, dy = query[1, 0] - query[0, 0], query[1, 1] - query[0, 1]
    px, py = cosine * dx - sine * dy, sine * dx + cosine * dy
    ex = stored[0, 0] + px - stored[1, 0]
    ey = stored[0, 1] + py - stored[1, 1]
    loose = max(LOOSE, LOOSE_SHARE * np.sqrt(px * px + py * py))
    return ex * ex + ey * ey <= loose * loose


@compiled
def counted(names: Any, inside: Any, count: int, match: int) -> Any:
    """Whether one of the first `count` matches inside has the same feature on either side."""
    for earlier in range(count):
        other = inside[earlier]
        if names[other, 0] == names[match, 0] or names[other, 1] == names[match, 1]:
            return True
    return False


@compiled
def agreeing(query: Any, stored: Any, names: Any, half: int) -> Any:
    """The most matches of one image that one similarity explains, and whether it is mirrored.

    query and stored float32 [h, 4] (x, y, angle, log2 of size) of matched features; names int64 [h, 2]
    say which features they are: each counts once on either side. Features from `half` on belong to
    the mirror image of the query. Every match proposes its own similarity.
    """
    total = min(query.shape[0], MOST_PER_IMAGE)
    best, mirrored = 0, False
    inside = np.empty(total, dtype=np.int64)
    one, two = np.empty((2, 4), dtype=np.float32), np.empty((2, 4), dtype=np.float32)
    for proposing in range(total):
        flipped = names[proposing, 0] >= half
        one[0], two[0] = query[proposing], stored[proposing]
        turn = (two[0, 2] - one[0, 2], two[0, 3] - one[0, 3])
        count = 0
        for other in range(total):
            if (names[other, 0] >= half) != flipped:
                continue
            one[1], two[1] = query[other], stored[other]
            if fits(one, two, turn) and not counted(names, inside, count, other):
                inside[count] = other
                count += 1
        if count > best:
            best, mirrored = count, flipped
    return best, mirrored


@compiled
def agreements(limits: Any, geometry: Any, names: Any, half: int, out: Any) -> None:
    """`agreeing` for each image: its matches are limits[i] to limits[i + 1]; out int64 [n, 2].

    geometry: (query, stored), float32 [h, 4] each.
    """
    query, stored = geometry
    for image in range(limits.size - 1):
        first, last = limits[image], limits[image + 1]
        count, mirrored = agreeing(query[first:last], stored[first:last], names[first:last], half)
        out[image, 0] = count
        out[image, 1] = mirrored
