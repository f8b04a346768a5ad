"""The largest product of each row with any text in whole numbers of 8 bits: twice as fast as bfloat16."""

from concurrent.futures import ThreadPoolExecutor
from typing import Final

import numpy as np
import numpy.typing as npt
import torch

from retrieval.mining.kernel import vnni

AT_ONCE: Final = 2048  # rows of one thread
_ROUNDED: Final = 1e-5  # what float32 may lose in the lengths below, relative to them
Floats = npt.NDArray[np.float32]


class IntegerTexts:
    """Texts float32 [T, D], all rounded with one step so that their products with a row can be compared."""

    def __init__(self, texts: Floats) -> None:
        count, dimension = texts.shape
        step = float(np.abs(texts).max()) / 127 or 1.0
        whole = np.rint(texts / step)
        self._step = step
        self._missing = float(np.linalg.norm(texts - whole * step, axis=1).max())
        self._longest = float(np.linalg.norm(texts, axis=1).max())
        self._width = -(-dimension // vnni.STEP) * vnni.STEP
        filled = np.full((-(-count // vnni.TEXTS) * vnni.TEXTS, self._width), 128, np.uint8)
        filled[:count, :dimension] = (whole + 128).astype(np.uint8)
        filled[count:] = filled[0]  # whole tiles: one text more often changes no maximum
        self._packed = vnni.packed(filled)
        self._threads = torch.get_num_threads()

    def largest(self, rows: Floats) -> tuple[Floats, Floats]:
        """The largest product of each row float32 [N, D], and how wrong it can be, float32 [N] each.

        <x, t> - <x', t'> is at most |x - x'| |t| + |x'| |t - t'|; products and sums of whole numbers are exact.
        """
        parts = [rows[first : first + AT_ONCE] for first in range(0, len(rows), AT_ONCE)]
        if self._threads == 1 or len(parts) < 2:
            found = [self._of(part) for part in parts]
        else:
            with ThreadPoolExecutor(self._threads) as pool:
                found = list(pool.map(self._of, parts))
        values, bounds = zip(*found, strict=True)
        return np.concatenate(values), np.concatenate(bounds)

    def _of(self, rows: Floats) -> tuple[Floats, Floats]:
        count = len(rows)
        whole = np.zeros((-(-count // vnni.ROWS) * vnni.ROWS, self._width), np.int8)
        facts = np.empty((count, 4), np.float32)
        vnni.rounded(np.ascontiguousarray(rows), whole, facts)
        sums = np.full((len(whole), vnni.LANES), np.iinfo(np.int32).min, np.int32)
        vnni.largest_sums(whole, self._packed, sums)
        step, written, missing, total = facts.T.astype(np.float64)
        # the texts were written as unsigned numbers, 128 too large each
        value = (sums[:count].max(axis=1) - 128.0 * total) * step * self._step
        bound = missing * self._longest + written * self._missing
        return value.astype(np.float32), (bound * (1 + _ROUNDED) + np.abs(value) * _ROUNDED).astype(
            np.float32
        )
