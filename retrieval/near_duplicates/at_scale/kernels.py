"""The compiled parts of the inverted file: filling it, reading its lists, and agreeing on a motion."""

from typing import Any

import numpy as np

from retrieval.near_duplicates.at_scale.compiled import compiled, ones

# In longer sides of the stored image, and as a share of the distance from the proposing feature.
LOOSE = 0.06
LOOSE_SHARE = 0.15
# Differences of logarithms to base 2 of size, and of angles in radians, between two agreeing matches.
OCTAVES_APART = 0.72
RADIANS_APART = 0.4
MOST_PER_IMAGE = 256
BLOCK = 16


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
def scan(lists: Any, cells: Any, queries: Any, farthest: int, longest: int, found: Any, probes: Any) -> Any:
    """Writes which postings of the opened cells are near the query, and by which probe.

    lists: (starts, signatures). Cells with more than `longest` postings say nothing and are passed
    over. Answers how many were near: more than `found` holds means that the rest was dropped.
    """
    starts, signatures = lists
    count = 0
    for probe in range(cells.size):
        first, last = starts[cells[probe]], starts[cells[probe] + 1]
        if last - first > longest:
            continue
        query = queries[probe]
        for block in range(first, last, BLOCK):
            end = min(block + BLOCK, last)
            near = 0
            for place in range(block, end):
                near += ones(query ^ signatures[place]) <= farthest
            if near == 0:
                continue
            for place in range(block, end):
                if ones(query ^ signatures[place]) <= farthest:
                    if count < found.size:
                        found[count] = place
                        probes[count] = probe
                    count += 1
    return count


@compiled
def shared(found: Any, images: Any, fewest: int, counts: Any) -> Any:
    """Places in `found` whose image was met at least `fewest` times; counts uint8 [N] of zeros."""
    for hit in range(found.size):
        image = images[found[hit]]
        if counts[image] < 255:
            counts[image] += 1
    kept = 0
    for hit in range(found.size):
        kept += counts[images[found[hit]]] >= fewest
    chosen = np.empty(kept, dtype=np.int64)
    kept = 0
    for hit in range(found.size):
        if counts[images[found[hit]]] >= fewest:
            chosen[kept] = hit
            kept += 1
    return chosen


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
    for proposing in range(total):
        flipped = names[proposing, 0] >= half
        turn = stored[proposing, 2] - query[proposing, 2]
        grown = stored[proposing, 3] - query[proposing, 3]
        factor = 2.0**grown
        cosine, sine = factor * np.cos(turn), factor * np.sin(turn)
        count = 0
        for other in range(total):
            if (names[other, 0] >= half) != flipped:
                continue
            if abs(stored[other, 3] - query[other, 3] - grown) > OCTAVES_APART:
                continue
            angle = (stored[other, 2] - query[other, 2] - turn) % (2 * np.pi)
            if min(angle, 2 * np.pi - angle) > RADIANS_APART:
                continue
            dx, dy = query[other, 0] - query[proposing, 0], query[other, 1] - query[proposing, 1]
            px, py = cosine * dx - sine * dy, sine * dx + cosine * dy
            ex = stored[proposing, 0] + px - stored[other, 0]
            ey = stored[proposing, 1] + py - stored[other, 1]
            loose = max(LOOSE, LOOSE_SHARE * np.sqrt(px * px + py * py))
            if ex * ex + ey * ey > loose * loose:
                continue
            known = False
            for earlier in range(count):
                match = inside[earlier]
                if names[match, 0] == names[other, 0] or names[match, 1] == names[other, 1]:
                    known = True
                    break
            if not known:
                inside[count] = other
                count += 1
        if count > best:
            best, mirrored = count, flipped
    return best, mirrored


@compiled
def agreements(order: Any, limits: Any, geometry: Any, names: Any, half: int, out: Any) -> None:
    """`agreeing` for each image: its matches are order[limits[i] : limits[i + 1]]; out int64 [n, 2].

    geometry: (query, stored), float32 [h, 4] each.
    """
    query, stored = geometry
    for image in range(limits.size - 1):
        part = order[limits[image] : limits[image + 1]]
        count, mirrored = agreeing(query[part], stored[part], names[part], half)
        out[image, 0] = count
        out[image, 1] = mirrored
