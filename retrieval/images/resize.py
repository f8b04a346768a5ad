"""Lanczos resizing as banded matrix products: three times as fast as Pillow's, and exact.

Machine code takes two thirds of their time and gives the same pixels, but half a second until it is loaded:
`load_compiled` is for who has many images before him.

Weights are rounded to 14 bits, so every product and every partial sum is an integer below 2**24
(255 * 2**14 * 1.4) divided by 2**14. Single precision holds these exactly: the order in which a BLAS
adds does not matter, and the pixels are the same on every processor.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]

_LOBES = 3
_BITS = 14
_ROWS_PER_BAND = 8  # fastest of 4 to 48: wide enough for BLAS, narrow enough to multiply few zeros
_COLUMNS_AT_ONCE = 528  # keeps the float copies in the second-level cache; of whole pixels and cache lines
# Half of the last bit: OpenCV, which rounds halves to even, then meets none and rounds them up.
_UPWARDS = 2.0 ** -(_BITS + 1)


def fitted(size: tuple[int, int], max_side: int) -> tuple[int, int]:
    """(width, height) with the larger side at most max_side; never enlarged, never below one pixel."""
    longer = max(size)
    if longer <= max_side:
        return size
    width, height = (max(1, (2 * side * max_side + longer) // (2 * longer)) for side in size)
    return width, height


def shrunk(pixels: Pixels, size: tuple[int, int]) -> Pixels:
    """The uint8 [H, W, 3] raster at (width, height), neither larger than before, by Lanczos-3.

    Kernel and support are those of Pillow's Image.LANCZOS: stretched by the ratio, clipped at the edges.
    """
    height, width, channels = pixels.shape
    if height != size[1]:
        rows = _shrunk_rows(pixels.reshape(height, width * channels), size[1])
        pixels = rows.reshape(size[1], width, channels)
    if width != size[0]:
        columns = _transposed(pixels).reshape(width, -1)
        pixels = _transposed(_shrunk_rows(columns, size[0]).reshape(size[0], -1, channels))
    return pixels


def load_compiled() -> None:
    """From now on this process and its forks resize by machine code, compiled where it is not kept yet.

    Where that can't be had the matrix products stay: the pixels are the same.
    """
    global _shrunk_rows  # noqa: PLW0603 - forks inherit it
    with suppress(Exception):  # of a compiler: no folder, no memory, a library that does not load
        from retrieval.compiled import frozen  # noqa: PLC0415 - half a second
        from retrieval.images.resize_compiled import weighted_rows  # noqa: PLC0415

        def rows(matrix: Pixels, target: int) -> Pixels:
            result = np.empty((target, matrix.shape[1]), dtype=np.uint8)
            # One kind of arguments, whoever made the raster: for another one the compiler would run again, in a
            # process that may not write its files.
            raster = frozen(np.ascontiguousarray(matrix))
            weighted_rows(raster, *_rows_and_weights(matrix.shape[0], target), result)
            return result

        rows(np.zeros((8, 8), dtype=np.uint8), 4)
        _shrunk_rows = rows


def _transposed(pixels: Pixels) -> Pixels:
    """Rows and columns exchanged; OpenCV drops an axis of a single channel, not of a single row."""
    return np.asarray(cv2.transpose(pixels), dtype=np.uint8)


@dataclass(frozen=True, slots=True, eq=False)
class _Band:
    """Some output rows and the input rows [first, stop) that they are made of."""

    rows: slice
    first: int
    stop: int
    weights: npt.NDArray[np.float32]  # [output rows, stop - first]


def _by_matrices(matrix: Pixels, target: int) -> Pixels:
    bands = _bands(matrix.shape[0], target)
    wide = min(_COLUMNS_AT_ONCE, matrix.shape[1])
    samples = np.empty((matrix.shape[0], wide), dtype=np.float32)
    summed = np.empty((target, wide), dtype=np.float32)
    result = np.empty((target, matrix.shape[1]), dtype=np.uint8)
    for left in range(0, matrix.shape[1], wide):
        columns = slice(left, min(left + wide, matrix.shape[1]))
        used = slice(columns.stop - left)
        np.copyto(samples[:, used], matrix[:, columns])
        for band in bands:
            np.matmul(band.weights, samples[band.first : band.stop, used], out=summed[band.rows, used])
        whole = cv2.add(summed[:, used], _UPWARDS, dtype=cv2.CV_8U)  # type: ignore[call-overload]  # a scalar
        result[:, columns] = whole
    return result


_shrunk_rows: Callable[[Pixels, int], Pixels] = _by_matrices


@lru_cache(maxsize=256)
def _rows_and_weights(source: int, target: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
    """The first input row of each output row, int64 [target], and the weights of it and those that follow."""
    taps, weights = _weights(source, target)
    first = np.minimum(taps[:, 0], source - taps.shape[1]).astype(np.int64)
    moved = np.zeros_like(weights)
    # at the edges taps of weight 0 may point at one pixel, hence add, not assign
    np.add.at(moved, (np.arange(target)[:, None], taps - first[:, None]), weights)
    return first, moved


@lru_cache(maxsize=256)
def _bands(source: int, target: int) -> tuple[_Band, ...]:
    taps, weights = _weights(source, target)
    bands = []
    for start in range(0, target, _ROWS_PER_BAND):
        rows = slice(start, min(start + _ROWS_PER_BAND, target))
        first, stop = int(taps[rows].min()), int(taps[rows].max()) + 1
        dense = np.zeros((rows.stop - start, stop - first), dtype=np.float32)
        # several taps of weight 0 may point at the same edge pixel, hence add, not assign
        np.add.at(dense, (np.arange(rows.stop - start)[:, None], taps[rows] - first), weights[rows])
        bands.append(_Band(rows, first, stop, dense))
    return tuple(bands)


def _weights(source: int, target: int) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.float32]]:
    """Source positions and weights [target, taps]; each row of weights sums to exactly 1."""
    ratio = source / target
    support = _LOBES * ratio
    centres = (np.arange(target) + 0.5) * ratio
    lowest = np.maximum(0, np.floor(centres - support + 0.5)).astype(np.intp)
    beyond = np.minimum(source, np.floor(centres + support + 0.5)).astype(np.intp)
    taps = lowest[:, None] + np.arange(int((beyond - lowest).max()))
    distance = (taps - centres[:, None] + 0.5) / ratio
    inside = (taps < beyond[:, None]) & (np.abs(distance) < _LOBES)
    kernel = np.where(inside, np.sinc(distance) * np.sinc(distance / _LOBES), 0.0)
    rounded = np.rint(kernel / kernel.sum(axis=1, keepdims=True) * (1 << _BITS))
    rounded[np.arange(target), rounded.argmax(axis=1)] += (1 << _BITS) - rounded.sum(axis=1)
    return np.minimum(taps, source - 1), (rounded / (1 << _BITS)).astype(np.float32)
