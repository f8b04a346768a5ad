"""The largest product of each row with any text in whole numbers of 8 bits: at least twice as fast as bfloat16."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import numpy as np
import numpy.typing as npt
import torch

from retrieval.compiled import aligned, frozen
from retrieval.mining.kernel import rounding
from retrieval.mining.kernel.products import Products

AT_ONCE: Final = 2048  # rows of one thread, at most
_WHOLE: Final = 64  # and a multiple of these
_ROUNDED: Final = 1e-5  # what float32 may lose in the lengths below, relative to them
Floats = npt.NDArray[np.float32]
Found = tuple[Floats, Floats]


class IntegerTexts:
    """Texts float32 [T, D] and a centre [D] taken out of them, rounded with one step so that products compare."""

    def __init__(self, texts: Floats, centre: Floats, products: Products) -> None:
        self._products = products
        count, dimension = texts.shape
        step = float(np.abs(texts).max()) / 127 or 1.0
        whole = np.rint(texts / step)
        self._step = step
        self._missing = float(np.linalg.norm(texts - whole * step, axis=1).max())
        self._longest = float(np.linalg.norm(texts, axis=1).max())
        self._short = -dimension % products.FEATURES  # features that rows lack
        filled = np.full((count + -count % products.TEXTS, dimension + self._short), 128, np.uint8)
        filled[:count, :dimension] = (whole + 128).astype(np.uint8)
        filled[count:] = filled[0]  # whole tiles: one text more often changes no maximum
        self._packed = products.packed(filled)
        self._centre = frozen(np.pad(centre, (0, self._short)))
        self._threads = torch.get_num_threads()
        self.batch = AT_ONCE * self._threads

    def largest(self, rows: npt.NDArray[np.float16], progress: Callable[[int, int], None]) -> Found:
        """The largest product of each row float16 [N, D] with centre + text, and how wrong it can be, float32 [N] each.

        <x, t> - <x', t'> is at most |x - x'| |t| + |x'| |t - t'|; products and sums of whole numbers are exact. What
        is said of the wrong leaves out the product with the centre. `progress` hears rows done and in all.
        """
        value, bound = np.empty(len(rows), np.float32), np.empty(len(rows), np.float32)
        size = self._shared(len(rows))
        firsts = range(0, len(rows), size)
        pool = ThreadPoolExecutor(self._threads)
        try:
            parts = pool.map(self._of, (rows[first : first + size] for first in firsts))
            for first, found in zip(firsts, parts, strict=True):
                value[first : first + size], bound[first : first + size] = found
                progress(min(first + size, len(rows)), len(rows))
        finally:
            pool.shutdown(cancel_futures=True)
        return value, bound

    def _shared(self, count: int) -> int:
        """Rows of one thread at a time, so that all threads have as many to do."""
        rounds = max(1, -(-count // self.batch))
        return max(1, -(-count // (rounds * self._threads * _WHOLE))) * _WHOLE

    def _of(self, rows: npt.NDArray[np.float16]) -> Found:
        if self._short:
            rows = np.pad(rows, ((0, 0), (0, self._short)))
        count = len(rows)
        whole = aligned((count + -count % self._products.ROWS, rows.shape[1]), np.int8)
        whole[count:] = 0
        facts = np.empty((count, rounding.FACTS), np.float32)
        rounding.rounded(frozen(np.ascontiguousarray(rows).view(np.uint16)), self._centre, whole, facts)
        sums = self._products.largest(whole, self._packed)[:count]
        step, written, missing, total, common = facts.T.astype(np.float64)
        # the texts were written as unsigned numbers, 128 too large each
        value = (sums - 128.0 * total) * step * self._step
        bound = (missing * self._longest + written * self._missing) * (1 + _ROUNDED) + np.abs(
            value
        ) * _ROUNDED
        return (value + common).astype(np.float32), bound.astype(np.float32)
