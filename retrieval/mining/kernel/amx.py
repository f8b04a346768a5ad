"""Products of 8-bit numbers by the matrix unit that newer processors have (AMX), compiled at run time.

A register of the unit is a tile of 16 rows of 64 bytes. Two with rows and two with texts give 32 times 32 sums in four
more, of which only the largest of each row are kept. The matrix of all products is never written.
"""

import ctypes
import sys
from collections.abc import Callable
from functools import cache
from typing import Any, Final, cast

import llvmlite.binding as llvm
import numpy as np
import numpy.typing as npt
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from retrieval.compiled import aligned, compiled, named

ROWS: Final = 32
TEXTS: Final = 32
FEATURES: Final = 64  # that one instruction multiplies for each sum: rows hold a whole number of so many
ROW_BLOCK: Final = 512  # rows that stay near the processor while all texts go by
_SIDE: Final = 16  # rows of a tile, and 32-bit sums of one of its rows
_TILE: Final = _SIDE * FEATURES  # bytes
# arch_prctl(ARCH_REQ_XCOMP_PERM, XFEATURE_XTILEDATA) of Linux on x86-64: the registers are large and asked for
_REQUEST: Final = (158, 0x1023, 18)


@cache
def is_supported() -> bool:
    """Whether this processor has the unit, and the operating system lets this process use it."""
    features = llvm.get_host_cpu_features()
    if not (features.get("amx-int8") and features.get("avx512f") and sys.platform == "linux"):
        return False
    return int(ctypes.CDLL(None).syscall(*_REQUEST)) == 0


def _shapes() -> npt.NDArray[np.uint8]:
    """What the unit is told first: palette 1, and for each of the 8 registers its bytes in a row and its rows."""
    told = np.zeros(64, np.uint8)
    told[0] = 1
    told[16:32].view(np.uint16)[:] = FEATURES
    told[48:56] = _SIDE
    return told


_SHAPES: Final = _shapes()


class _Unit:
    """Instructions of the matrix unit, while code with them is generated; addresses are 64-bit numbers."""

    def __init__(self, builder: Any) -> None:
        self._builder = builder

    def do(self, name: str, *values: Any) -> None:
        """An instruction by its name, with registers as plain numbers."""
        given = [ir.IntType(8)(value) if isinstance(value, int) else value for value in values]
        named(self._builder, f"x86.{name}", ir.VoidType(), *given)

    def at(self, address: Any, *further: Any) -> Any:
        """The memory at a sum of numbers."""
        for each in further:
            address = self._builder.add(address, ir.IntType(64)(each) if isinstance(each, int) else each)
        return self._builder.inttoptr(address, ir.IntType(8).as_pointer())


def _begin(typing_context: Any, shapes: Any) -> Any:
    def generate(context: Any, builder: Any, _signature: Any, given: Any) -> Any:
        unit = _Unit(builder)
        unit.do("ldtilecfg", unit.at(given[0]))
        return context.get_dummy_value()

    return types.void(types.int64), generate


def _end(typing_context: Any) -> Any:
    def generate(context: Any, builder: Any, _signature: Any, _given: Any) -> Any:
        _Unit(builder).do("tilerelease")
        return context.get_dummy_value()

    return types.void(), generate


def _sums(typing_context: Any, rows: Any, stride: Any, texts: Any, steps: Any, into: Any) -> Any:
    """Writes the sums of 32 rows and 32 texts, tile by tile."""

    def generate(context: Any, builder: Any, _signature: Any, given: Any) -> Any:
        rows_at, stride, texts_at, steps, into_at = given
        unit, wide = _Unit(builder), ir.IntType(64)
        lower, second = builder.mul(stride, wide(_SIDE)), builder.mul(steps, wide(_TILE))
        for register in range(4):
            unit.do("tilezero", register)
        with cgutils.for_range(builder, steps) as loop:
            left = builder.add(rows_at, builder.mul(loop.index, wide(FEATURES)))
            right = builder.add(texts_at, builder.mul(loop.index, wide(_TILE)))
            unit.do("tileloadd64", 4, unit.at(left), stride)
            unit.do("tileloadd64", 6, unit.at(right), wide(FEATURES))
            unit.do("tdpbsud", 0, 4, 6)
            unit.do("tileloadd64", 7, unit.at(right, second), wide(FEATURES))
            unit.do("tdpbsud", 1, 4, 7)
            unit.do("tileloadd64", 5, unit.at(left, lower), stride)
            unit.do("tdpbsud", 2, 5, 6)
            unit.do("tdpbsud", 3, 5, 7)
        for register in range(4):
            unit.do("tilestored64", register, unit.at(into_at, register * _TILE), wide(FEATURES))
        return context.get_dummy_value()

    return types.void(*[types.int64] * 5), generate


def _keep(typing_context: Any, sums: Any, best: Any) -> Any:
    """Raises 16 numbers of each of 32 rows to the sums that are larger."""
    lanes = ir.VectorType(ir.IntType(32), _SIDE)

    def generate(context: Any, builder: Any, _signature: Any, given: Any) -> Any:
        found, into = (builder.inttoptr(address, lanes.as_pointer()) for address in given)
        word = ir.IntType(32)
        for row in range(ROWS):
            where = builder.gep(into, [word(row)])
            largest = builder.load(where, align=64)
            for tile in (row // _SIDE * 2, row // _SIDE * 2 + 1):
                total = builder.load(builder.gep(found, [word(tile * _SIDE + row % _SIDE)]), align=64)
                largest = builder.select(builder.icmp_signed(">", total, largest), total, largest)
            builder.store(largest, where, align=64)
        return context.get_dummy_value()

    return types.void(types.int64, types.int64), generate


_begin_unit: Callable[[int], None] = cast(Callable[[int], None], intrinsic(_begin))
_end_unit: Callable[[], None] = cast(Callable[[], None], intrinsic(_end))
_write_sums: Callable[..., None] = cast(Callable[..., None], intrinsic(_sums))
_keep_largest: Callable[[int, int], None] = cast(Callable[[int, int], None], intrinsic(_keep))


def largest(rows: npt.NDArray[np.int8], packed: npt.NDArray[np.uint8]) -> npt.NDArray[np.int32]:
    """The largest sum of products of each row int8 [N, D] with any of the packed texts, int32 [N].

    N is a multiple of ROWS, D of FEATURES.
    """
    best = aligned((len(rows), _SIDE), np.int32)
    best[:] = np.iinfo(np.int32).min
    _raise(rows, packed, aligned((4, _SIDE, _SIDE), np.int32), best, _SHAPES)
    return np.asarray(best.max(axis=1), dtype=np.int32)


@compiled
def _raise(rows: Any, packed: Any, sums: Any, best: Any, shapes: Any) -> None:
    """Raises best int32 [N, 16] to the largest sums; all of it in one thread, to which the unit's state belongs."""
    count, stride, steps = rows.shape[0], rows.shape[1], rows.shape[1] // FEATURES
    at, to, sums_at = rows.ctypes.data, best.ctypes.data, sums.ctypes.data
    _begin_unit(shapes.ctypes.data)
    for block in range(0, count, ROW_BLOCK):
        for pair in range(packed.shape[0]):
            texts = packed.ctypes.data + pair * 2 * steps * _TILE
            for row in range(block, min(block + ROW_BLOCK, count), ROWS):
                _write_sums(at + row * stride, stride, texts, steps, sums_at)
                _keep_largest(sums_at, to + row * _SIDE * 4)
    _end_unit()


def packed(texts: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Texts uint8 [32 * pairs, D] in the order in which `largest` reads them: [pairs, 2, D / 64, 16, 16, 4]."""
    pairs, steps = len(texts) // TEXTS, texts.shape[1] // FEATURES
    ordered = texts.reshape(pairs, 2, _SIDE, steps, _SIDE, 4).transpose(0, 1, 3, 4, 2, 5)
    inside = aligned(ordered.shape, np.uint8)
    inside[:] = ordered
    return inside
