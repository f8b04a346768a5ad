"""Rows of ready descriptors, a block at a time, and what their encoder is called."""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from retrieval.distractors.errors import problem
from retrieval.distractors.options import text_option
from retrieval.distractors.piece import Options
from retrieval.distractors.sources.places import readable

BLOCK: Final = 1024  # rows in memory at once
_WIDEST: Final = 65_536


def encoder_of(location: str, options: Options, dimension: int) -> dict[str, Any]:
    """What a piece says of the encoder; raises DistractorError `distractors.encoder-unnamed`."""
    name = text_option(options, "encoder")
    if not name:
        raise problem("distractors.encoder-unnamed", location=readable(location))
    version = text_option(options, "encoder_version") or name
    return {"name": name, "version": version, "dimension": dimension}


def check_rows(what: str, shape: tuple[int, ...], dtype: np.dtype[Any]) -> None:
    """Raises DistractorError `distractors.descriptors-dtype` unless these are rows of float16 or float32."""
    floats = dtype.kind == "f" and dtype.itemsize in (2, 4)
    if not floats or len(shape) != 2 or not 0 < shape[1] <= _WIDEST:
        raise problem("distractors.descriptors-dtype", what=what, found=f"{dtype} of the shape {shape}")


def blocks(start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The blocks from row `start` to row stop - 1."""
    for first in range(start, stop, BLOCK):
        yield first, min(first + BLOCK, stop)


def floats(rows: npt.NDArray[Any]) -> npt.NDArray[np.float32]:
    """A block as float32, what is too large for it as infinite."""
    with np.errstate(over="ignore"):
        return np.asarray(rows, dtype=np.float32)
