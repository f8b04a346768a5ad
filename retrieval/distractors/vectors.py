"""An .npy file that is written row by row: its header is filled in when the number of rows is known."""

import io
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import numpy as np
import numpy.typing as npt

_HEADER: Final = 128


class NotRowsError(ValueError):
    """An .npy file of something else than rows of numbers."""


class RowsFile:
    """Rows of one dtype and width, appended; nothing but the last rows is in memory."""

    def __init__(self, path: Path, width: int, dtype: npt.DTypeLike) -> None:
        self.path = path
        self.rows = 0
        self._width, self._dtype = width, np.dtype(dtype)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        self._target = path.open("wb")
        self._target.write(bytes(_HEADER))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: BaseException | TracebackType | None) -> None:
        if kind is None:
            self._target.seek(0)
            self._target.write(_header((self.rows, self._width), self._dtype))
        self._target.close()

    def append(self, rows: npt.NDArray[np.generic]) -> None:
        """Appends an array [n, width]; raises OSError."""
        self._target.write(np.ascontiguousarray(rows, dtype=self._dtype).tobytes())
        self.rows += len(rows)


def map_rows(path: Path) -> npt.NDArray[np.generic]:
    """The rows of such a file, memory-mapped and read-only; raises OSError, ValueError and NotRowsError."""
    with path.open("rb") as opened:
        if np.lib.format.read_magic(opened) != (1, 0):
            raise ValueError("it is no .npy file of version 1.0")
        shape, fortran, dtype = np.lib.format.read_array_header_1_0(opened)
        start = opened.tell()
        length = opened.seek(0, io.SEEK_END)
    if len(shape) != 2 or fortran or dtype.hasobject or min(shape) < 0:
        message = f"it holds {dtype} of the shape {shape}, not rows of numbers"
        raise NotRowsError(message)
    if length - start != shape[0] * shape[1] * dtype.itemsize:
        message = f"it has {length:,} bytes, which {shape[0]:,} x {shape[1]:,} {dtype} don't make"
        raise ValueError(message)
    if 0 in shape:
        return np.empty(shape, dtype)
    return np.memmap(path, dtype, mode="r", offset=start, shape=shape)


def _header(shape: tuple[int, int], dtype: np.dtype[np.generic]) -> bytes:
    """The 128 bytes that numpy itself writes before such an array."""
    held = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        held, {"descr": np.lib.format.dtype_to_descr(dtype), "fortran_order": False, "shape": shape}
    )
    header = held.getvalue()
    if len(header) != _HEADER:
        message = f"the header of {shape} takes {len(header)} bytes"
        raise ValueError(message)
    return header
