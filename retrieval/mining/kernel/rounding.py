"""Rows of half precision as whole numbers of 8 bits, and what is known of each: one pass near the processor.

Written for the vectors of processors with AVX-512. Every sum is taken in 16 parts that are added at the end, so that
machine code of any version gives the same bytes.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final, cast

import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from retrieval.compiled import compiled, named

WIDTH: Final = 16  # numbers of a vector: rows hold a whole number of them
FACTS: Final = 5  # columns of what is said of a row
_HALVES = ir.VectorType(ir.HalfType(), WIDTH)
_SINGLES = ir.VectorType(ir.FloatType(), WIDTH)
_WORDS = ir.VectorType(ir.IntType(32), WIDTH)
_OCTETS = ir.VectorType(ir.IntType(8), WIDTH)
_PLACES = [ir.IntType(64)(place) for place in range(3)]


class _Row:
    """The vectors of a row and of what belongs to it, while code for them is generated."""

    def __init__(self, builder: Any) -> None:
        self._builder = builder

    def read(self, address: Any, place: Any, kind: Any, align: int) -> Any:
        """The vector at a place of an array."""
        pointer = self._builder.inttoptr(address, kind.as_pointer())
        return self._builder.load(self._builder.gep(pointer, [place]), align=align)

    def single(self, address: Any, place: Any) -> Any:
        """Half precision, read as single precision: exact."""
        return self._builder.fpext(self.read(address, place, _HALVES, 2), _SINGLES)

    def write(self, value: Any, address: Any, place: Any) -> None:
        """A vector to a place of an array."""
        pointer = self._builder.inttoptr(address, value.type.as_pointer())
        self._builder.store(value, self._builder.gep(pointer, [place]), align=1)

    def write_all(self, held: Sequence[Any], address: Any) -> None:
        """The vectors in some variables, one behind the other."""
        for place, each in zip(_PLACES, held, strict=False):
            self.write(self._builder.load(each), address, place)

    def lanes(self, scalar: Any) -> Any:
        """A vector of one number."""
        none = ir.Constant(_SINGLES, ir.Undefined)
        one = self._builder.insert_element(none, scalar, _WORDS.element(0))
        return self._builder.shuffle_vector(one, none, ir.Constant(_WORDS, [0] * WIDTH))

    def call(self, name: str, *values: Any) -> Any:
        """One of LLVM's functions of vectors in single precision."""
        return named(self._builder, f"{name}.v{WIDTH}f32", _SINGLES, *values)


def _survey(typing_context: Any, row: Any, centre: Any, vectors: Any, into: Any) -> Any:
    """Writes 16 largest magnitudes and 16 sums of products with the centre."""
    kept: Callable[..., Any] = cgutils.alloca_once_value

    def generate(context: Any, builder: Any, _signature: Any, given: Any) -> Any:
        row_at, centre_at, count, into_at = given
        code, none = _Row(builder), ir.Constant(_SINGLES, [0.0] * WIDTH)
        largest, product = kept(builder, none), kept(builder, none)
        with cgutils.for_range(builder, count) as loop:
            value = code.single(row_at, loop.index)
            size = code.call("fabs", value)
            before = builder.load(largest)
            builder.store(builder.select(builder.fcmp_ordered(">", size, before), size, before), largest)
            common = code.read(centre_at, loop.index, _SINGLES, 4)
            builder.store(code.call("fma", value, common, builder.load(product)), product)
        code.write_all((largest, product), into_at)
        return context.get_dummy_value()

    return types.void(*[types.int64] * 4), generate


def _write(typing_context: Any, row: Any, vectors: Any, step: Any, whole: Any, into: Any) -> Any:
    """Writes the whole numbers, 16 sums of their squares, 16 of the squares of what is missing, 16 of them."""
    kept: Callable[..., Any] = cgutils.alloca_once_value

    def generate(context: Any, builder: Any, _signature: Any, given: Any) -> Any:
        row_at, count, step, whole_at, into_at = given
        code, none = _Row(builder), ir.Constant(_SINGLES, [0.0] * WIDTH)
        sums = written, missing, total = [kept(builder, none) for _ in range(3)]
        single = ir.FloatType()
        is_any = builder.fcmp_ordered(">", step, single(0.0))
        shrinks = code.lanes(builder.select(is_any, builder.fdiv(single(1.0), step), single(0.0)))
        steps = code.lanes(step)
        with cgutils.for_range(builder, count) as loop:
            value = code.single(row_at, loop.index)
            number = code.call("rint", builder.fmul(value, shrinks))
            code.write(builder.trunc(builder.fptosi(number, _WORDS), _OCTETS), whole_at, loop.index)
            rest = code.call("fma", builder.fneg(number), steps, value)
            builder.store(code.call("fma", number, number, builder.load(written)), written)
            builder.store(code.call("fma", rest, rest, builder.load(missing)), missing)
            builder.store(builder.fadd(number, builder.load(total)), total)
        code.write_all(sums, into_at)
        return context.get_dummy_value()

    word = types.int64
    return types.void(word, word, types.float32, word, word), generate


_survey_row: Callable[..., None] = cast(Callable[..., None], intrinsic(_survey))
_write_row: Callable[..., None] = cast(Callable[..., None], intrinsic(_write))


@compiled
def rounded(rows: Any, centre: Any, whole: Any, facts: Any) -> None:
    """Rows of half precision, as uint16 [N, D], as whole numbers int8 [N, D] of a step each has for itself.

    centre float32 [D]. facts float32 [N, 5]: the step, the length of what was written, the length of what is missing,
    the sum of the whole numbers, and the product with the centre. D is a multiple of 16; arrays are contiguous.
    """
    vectors, stride = rows.shape[1] // WIDTH, rows.shape[1]
    found = np.zeros((3, WIDTH), np.float32)
    at, to, into = rows.ctypes.data, whole.ctypes.data, found.ctypes.data
    for row in range(rows.shape[0]):
        _survey_row(at + 2 * row * stride, centre.ctypes.data, vectors, into)
        step, common = found[0].max() / np.float32(127.0), found[1].sum()
        _write_row(at + 2 * row * stride, vectors, step, to + row * stride, into)
        facts[row, 0], facts[row, 1] = step, step * np.sqrt(found[0].sum())
        facts[row, 2], facts[row, 3] = np.sqrt(found[1].sum()), found[2].sum()
        facts[row, 4] = common
