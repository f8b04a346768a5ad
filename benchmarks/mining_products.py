"""The matrix products of mining alone: of all images in the low precision, of those in question in bfloat16."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import torch

from benchmarks.mining_rows import SHARD, Drawn
from benchmarks.mining_steady import Spent
from retrieval.compiled import aligned
from retrieval.mining.kernel.integer import AT_ONCE
from retrieval.mining.kernel.products import fastest
from retrieval.mining.kernel.scorer import ROWS


class Gemm:
    """By oneDNN, which torch calls: every product is written."""

    def __init__(self, drawn: Drawn) -> None:
        right = torch.from_numpy(drawn.texts.astype(np.float32))
        rows = torch.from_numpy(drawn.shard.astype(np.float32))
        self._rows = rows.bfloat16()
        self._right = right.bfloat16().T.contiguous()
        self._room = torch.empty((ROWS, len(right)), dtype=torch.bfloat16)
        self._whole = rows.mul(127).round().to(torch.int8)
        self._whole_right = right.mul(127).round().to(torch.int8).T.contiguous()
        self._whole_room = torch.empty((ROWS, len(right)), dtype=torch.int32)

    def __call__(self, again: int) -> None:
        """Every image once, and as many as that a second time."""
        if fastest() is None:
            self.in_bfloat16(SHARD)
        else:
            for first in range(0, SHARD, ROWS):
                block = self._whole[first : first + ROWS]
                torch._int_mm(block, self._whole_right, out=self._whole_room[: len(block)])  # noqa: SLF001  # no public name
        self.in_bfloat16(again)

    def in_bfloat16(self, count: int) -> None:
        """The first so many images."""
        for first in range(0, count, ROWS):
            block = self._rows[first : min(first + ROWS, count)]
            torch.mm(block, self._right, out=self._room[: len(block)])


class OwnProducts:
    """By our own code, as far as it has any for this processor: only the largest of each row are kept."""

    def __init__(self, drawn: Drawn, gemm: Gemm) -> None:
        self._gemm, self._kind = gemm, fastest()
        self.name = "oneDNN's products in bfloat16"
        if self._kind is not None:
            self.name = f"largest sums by {self._kind.__name__.rpartition('.')[2]}"
            whole = aligned(drawn.shard.shape, np.int8)
            whole[:] = np.rint(127 * drawn.shard / np.abs(drawn.shard).max(axis=1, keepdims=True))
            texts = np.full((len(drawn.texts), drawn.dimension), 130, np.uint8)
            self._packed = self._kind.packed(texts[: len(texts) // self._kind.TEXTS * self._kind.TEXTS])
            rows = SHARD // self._kind.ROWS * self._kind.ROWS
            self._blocks = [whole[first : min(first + AT_ONCE, rows)] for first in range(0, rows, AT_ONCE)]

    def __call__(self, again: int) -> Spent:
        """What every image once, and as many as that a second time take."""
        start = Spent.now()
        if self._kind is None:
            self._gemm.in_bfloat16(SHARD)
        else:
            with ThreadPoolExecutor(torch.get_num_threads()) as pool:
                list(pool.map(lambda block: self._kind.largest(block, self._packed), self._blocks))
        self._gemm.in_bfloat16(again)
        return Spent.now() - start
