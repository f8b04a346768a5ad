"""The n-th largest of any number of numbers in constant memory."""

from collections.abc import Callable, Iterator
from typing import Final

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]
Blocks = Callable[[], Iterator[Values]]  # the same numbers in every call, in any order
_BITS: Final = 16
_HELD: Final = 1 << 20  # numbers that are sorted in memory


def nth_largest(blocks: Blocks, n: int) -> float:
    """The exact n-th largest (from 1) of the float64 numbers that the blocks hold.

    Counts them by their leading bits, 16 at a time, until few enough are left to be sorted: two passes
    are usual, five the most. -0.0 counts as 0.0. Raises ValueError for fewer than n numbers and for NaN.
    """
    prefix, shift, above = 0, 64, 0
    while True:
        shift -= _BITS
        counts = np.zeros(1 << _BITS, dtype=np.int64)
        for keys in _keys(blocks):
            inside = keys if shift + _BITS == 64 else keys[keys >> np.uint64(shift + _BITS) == prefix]
            digits = (inside >> np.uint64(shift)) & np.uint64((1 << _BITS) - 1)
            counts += np.bincount(digits.astype(np.int64), minlength=1 << _BITS)
        from_top = above + np.cumsum(counts[::-1])
        if from_top[-1] < n or n < 1:
            message = f"There is no {n}th largest of {from_top[-1]} numbers."
            raise ValueError(message)
        digit = (1 << _BITS) - 1 - int(np.searchsorted(from_top, n))
        above = int(from_top[(1 << _BITS) - 1 - digit]) - int(counts[digit])
        prefix = prefix << _BITS | digit
        if shift == 0 or counts[digit] <= _HELD:
            return _among(blocks, prefix, shift, n - above)


def _among(blocks: Blocks, prefix: int, shift: int, n: int) -> float:
    """The n-th largest of the numbers that begin with these bits."""
    if shift == 0:
        return _number(prefix)
    held = [keys[keys >> np.uint64(shift) == prefix] for keys in _keys(blocks)]
    found = np.partition(np.concatenate(held), -n)[-n]
    return _number(int(found))


def _keys(blocks: Blocks) -> Iterator[npt.NDArray[np.uint64]]:
    """Unsigned integers in the order of the numbers: signs flipped, negative ones turned round."""
    for values in blocks():
        if np.isnan(values).any():
            message = "A score is not a number."
            raise ValueError(message)
        bits = (values + 0.0).view(np.uint64)
        negative = bits >> np.uint64(63) == 1
        yield np.where(negative, ~bits, bits | np.uint64(1 << 63))


def _number(key: int) -> float:
    bits = key & ~(1 << 63) if key >> 63 else ~key & (1 << 64) - 1
    return float(np.array(bits, dtype=np.uint64).view(np.float64))
