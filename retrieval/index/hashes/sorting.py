"""Rows by their bits in one chunk: a counting sort, the same whatever pieces the rows came in."""

from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.compiled import compiled, frozen
from retrieval.index.hashes.probe import chunk_of


@compiled
def count_rows(codes: Any, start: int, width: int, limits: Any) -> None:
    """Adds to limits[v + 1] the number of rows whose chunk is v."""
    for row in range(codes.shape[0]):
        limits[chunk_of(codes[row], start, width) + 1] += 1


@compiled
def place_rows(codes: Any, start: int, width: int, next_places: Any, rows: Any) -> None:
    """Writes every row number where its bucket goes on; ascending within a bucket."""
    for row in range(codes.shape[0]):
        bucket = chunk_of(codes[row], start, width)
        rows[next_places[bucket]] = row
        next_places[bucket] += 1


def sorted_by_chunk(
    codes: npt.NDArray[np.uint64], start: int, width: int
) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
    """Limits uint32 [2^width + 1] of the buckets and row numbers uint32 [N] of codes uint64 [N, 4]."""
    view = frozen(codes)
    limits = np.zeros((1 << width) + 1, np.uint32)
    count_rows(view, start, width, limits)
    np.cumsum(limits, out=limits)
    rows = np.empty(len(codes), np.uint32)
    place_rows(view, start, width, limits.copy(), rows)
    return limits, rows
