"""Products of 8-bit numbers by the instruction that processors have for them (VPDPBUSD), compiled at run time.

A tile is 4 rows by 48 texts: 24 sums of 8 numbers stay in registers while the features go by, and only the
largest sum of each row leaves them. The matrix of all products is never written.
"""

from collections.abc import Callable
from typing import Any, Final, cast

import llvmlite.binding as llvm
import numpy as np
import numpy.typing as npt
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from retrieval.compiled import aligned, compiled, named
from retrieval.mining.kernel.rounding import WIDTH

ROWS: Final = 4
LANES: Final = 8  # 32-bit sums in a vector of 256 bits: as fast as 512 bits where both are there, and safe
VECTORS: Final = 6
TEXTS: Final = LANES * VECTORS
STEP: Final = 4  # features that one instruction multiplies for each sum
FEATURES: Final = WIDTH  # rows hold a whole number of so many: they are written by the vector
ROW_BLOCK: Final = 512  # rows that stay near the processor while all texts go by


def is_supported() -> bool:
    """Whether this processor has the instruction, with 32 registers to keep the sums in."""
    features = llvm.get_host_cpu_features()
    return bool(features.get("avx512vnni") and features.get("avx512vl"))


def _tile(typing_context: Any, rows: Any, stride: Any, texts: Any, steps: Any, best: Any) -> Any:
    lanes = ir.VectorType(ir.IntType(32), LANES)
    kept: Callable[..., Any] = cgutils.alloca_once_value

    def generate(_context: Any, builder: Any, _signature: Any, given: Any) -> Any:
        row_at, row_bytes, text_at, step_count, best_at = given
        word = ir.IntType(32)
        zero = ir.Constant(lanes, [0] * LANES)
        sums = [[kept(builder, zero) for _ in range(VECTORS)] for _ in range(ROWS)]
        firsts = [
            builder.inttoptr(
                builder.add(row_at, builder.mul(row_bytes, ir.Constant(row_bytes.type, row))),
                word.as_pointer(),
            )
            for row in range(ROWS)
        ]
        right = builder.inttoptr(text_at, lanes.as_pointer())
        multiply = _instruction(builder, lanes)
        with cgutils.for_range(builder, step_count) as loop:
            place = builder.mul(loop.index, ir.Constant(loop.index.type, VECTORS))
            columns = [
                builder.load(builder.gep(right, [builder.add(place, ir.Constant(place.type, v))]), align=32)
                for v in range(VECTORS)
            ]
            for row in range(ROWS):
                four = builder.load(builder.gep(firsts[row], [loop.index]), align=4)
                spread = builder.insert_element(ir.Constant(lanes, ir.Undefined), four, word(0))
                shuffle = ir.Constant(ir.VectorType(word, LANES), [0] * LANES)
                spread = builder.shuffle_vector(spread, ir.Constant(lanes, ir.Undefined), shuffle)
                for vector, column in enumerate(columns):
                    held = sums[row][vector]
                    builder.store(multiply(builder.load(held), column, spread), held)
        into = builder.inttoptr(best_at, lanes.as_pointer())
        for row in range(ROWS):
            where = builder.gep(into, [word(row)])
            largest = builder.load(where, align=4)
            for held in sums[row]:
                total = builder.load(held)
                largest = builder.select(builder.icmp_signed(">", total, largest), total, largest)
            builder.store(largest, where, align=4)
        return _context.get_dummy_value()

    return types.void(*[types.int64] * 5), generate


def _instruction(builder: Any, lanes: Any) -> Callable[[Any, Any, Any], Any]:
    """sum + unsigned bytes of the second times signed bytes of the third, four at a time."""
    octets = ir.VectorType(ir.IntType(8), 4 * LANES)

    def multiply(total: Any, unsigned: Any, signed: Any) -> Any:
        pair = builder.bitcast(unsigned, octets), builder.bitcast(signed, octets)
        return named(builder, "x86.avx512.vpdpbusd.256", lanes, total, *pair)

    return multiply


_multiply_tile: Callable[..., None] = cast(Callable[..., None], intrinsic(_tile))


def largest(rows: npt.NDArray[np.int8], packed: npt.NDArray[np.uint8]) -> npt.NDArray[np.int32]:
    """The largest sum of products of each row int8 [N, D] with any of the packed texts, int32 [N].

    N is a multiple of ROWS, D of FEATURES.
    """
    best = aligned((len(rows), LANES), np.int32)
    best[:] = np.iinfo(np.int32).min
    _raise(rows, packed, best)
    return np.asarray(best.max(axis=1), dtype=np.int32)


@compiled
def _raise(rows: Any, packed: Any, best: Any) -> None:
    """Raises best int32 [N, 8] to the largest sums of texts uint8 [tiles, D / 4, 48, 4]."""
    count, steps = rows.shape[0], packed.shape[1]
    at, to, stride = rows.ctypes.data, best.ctypes.data, rows.shape[1]
    for block in range(0, count, ROW_BLOCK):
        for tile in range(packed.shape[0]):
            texts = packed.ctypes.data + tile * steps * TEXTS * STEP
            for row in range(block, min(block + ROW_BLOCK, count), ROWS):
                _multiply_tile(at + row * stride, stride, texts, steps, to + row * LANES * 4)


def packed(texts: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Texts uint8 [48 * tiles, D] in the order in which `largest` reads them: [tiles, D / 4, 48, 4]."""
    tiles, steps = len(texts) // TEXTS, texts.shape[1] // STEP
    ordered = texts.reshape(tiles, TEXTS, steps, STEP).transpose(0, 2, 1, 3)
    inside = aligned(ordered.shape, np.uint8)
    inside[:] = ordered
    return inside
