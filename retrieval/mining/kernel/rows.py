"""Rows of a shard are held against what they must be before anything is computed with them."""

import numpy as np
import numpy.typing as npt

from retrieval.mining.errors import problem

_UNIT = 0.01  # how far the length of a row may be from 1: half precision leaves 0.0005
_AT_ONCE = 8192


def checked_rows(
    rows: npt.NDArray[np.float16], dimension: int, *, encoder: str, shard: str
) -> npt.NDArray[np.float16]:
    """The rows float16 [N, D] as they are.

    Raises RetrievalError `mining.dimension`, `mining.descriptor-nan`, `mining.descriptor-zero` and
    `mining.descriptor-length`, naming encoder, shard and the first such row (from 0).
    """
    if rows.ndim != 2 or rows.shape[1] != dimension:
        found = rows.shape[1] if rows.ndim == 2 else f"the shape {rows.shape} of"
        raise problem("mining.dimension", encoder=encoder, shard=shard, found=found, wanted=dimension)
    for first in range(0, len(rows), _AT_ONCE):
        block = np.asarray(rows[first : first + _AT_ONCE], dtype=np.float32)
        lengths = np.sqrt(np.einsum("nd,nd->n", block, block))
        wrong = np.flatnonzero(~(np.abs(lengths - 1.0) <= _UNIT))
        if len(wrong):
            row, length = first + int(wrong[0]), float(lengths[wrong[0]])
            code = (
                "mining.descriptor-nan"
                if not np.isfinite(length)
                else "mining.descriptor-zero"
                if length == 0.0
                else "mining.descriptor-length"
            )
            raise problem(code, encoder=encoder, shard=shard, row=row, length=length)
    return rows
