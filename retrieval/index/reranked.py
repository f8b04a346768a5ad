"""Exact inner products from a mapped float16 file: what decides, whoever named the candidates."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.index.descriptor_index import NOTHING_HIDDEN, Found, Positions, Similarities, nothing_found

# Matrix products sum in an order of their own, so more than k go to the products that decide.
BEYOND = 32
BLOCK_ROWS = 32_768

Rows = npt.NDArray[Any]


def products(rows: Rows, query: npt.NDArray[np.float32]) -> Similarities:
    """Inner products float32 [N] of rows [N, D], summed in one order: equal rows get equal values."""
    values: Similarities = np.einsum("nd,d->n", rows.astype(np.float32), query)
    return values


def reranked(vectors: Rows, queries: npt.NDArray[np.float32], candidates: Positions, k: int) -> Found:
    """The k best of each query's candidates [Q, C] (-1 is none) by exact product, equals by position."""
    found = nothing_found(len(queries), k)
    for place, (query, named) in enumerate(zip(queries, candidates, strict=True)):
        positions = np.sort(named[named >= 0])  # sorted: the file is read in its own order
        best, values = ranked(positions, vectors[positions], query, k)
        found.positions[place, : len(best)] = best
        found.similarities[place, : len(best)] = values
    return found


def ranked(
    positions: Positions, rows: Rows, query: npt.NDArray[np.float32], k: int
) -> tuple[Positions, Similarities]:
    """The k best of these rows [N, D] by exact product, equals by position, with their products."""
    values = products(rows, query)
    best = np.lexsort((positions, -values))[:k]
    return positions[best], values[best]


def exact_search(
    vectors: Rows, queries: npt.NDArray[np.float32], k: int, hidden: Positions = NOTHING_HIDDEN
) -> Found:
    """The k nearest of each query among all rows, in blocks: memory does not grow with their number."""
    wanted = k + BEYOND
    pool = nothing_found(len(queries), 0)
    for first, scores in _scored_blocks(vectors, queries):
        inside = hidden[(hidden >= first) & (hidden < first + scores.shape[1])]
        scores[:, inside - first] = -np.inf
        pool = _kept(pool, first, scores, wanted)
    return reranked(vectors, queries, pool.positions, k)


def _scored_blocks(vectors: Rows, queries: Rows) -> Iterator[tuple[int, Similarities]]:
    for first in range(0, len(vectors), BLOCK_ROWS):
        yield first, queries @ np.asarray(vectors[first : first + BLOCK_ROWS]).astype(np.float32).T


def _kept(pool: Found, first: int, scores: Similarities, wanted: int) -> Found:
    """The pool [Q, P] with what of this block belongs to the `wanted` best so far."""
    full = pool.positions.shape[1] >= wanted
    floor = pool.similarities.min(axis=1, initial=np.inf)[:, None] if full else -np.inf
    if full and not (scores > floor).any():
        return pool
    best = (
        np.argsort(-scores, axis=1, kind="stable")[:, :wanted]
        if scores.shape[1] <= wanted
        else (np.argpartition(-scores, wanted - 1, axis=1)[:, :wanted])
    )
    values = np.hstack([pool.similarities, np.take_along_axis(scores, best, axis=1)])
    places = np.hstack(
        [pool.positions, np.where(np.isneginf(values[:, pool.positions.shape[1] :]), -1, best + first)]
    )
    if values.shape[1] > wanted:
        keep = np.argpartition(-values, wanted - 1, axis=1)[:, :wanted]
        values, places = np.take_along_axis(values, keep, axis=1), np.take_along_axis(places, keep, axis=1)
    return Found(places, values)
