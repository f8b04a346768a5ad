"""Python compiled at run time: one decorator, instructions that Python lacks, arrays as machine code wants them.

The machine code is kept in the folder NUMBA_CACHE_DIR, else beside the source, else in the user's
cache folder. Where none of them can be written it is made anew by each process (some seconds).
"""

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar, cast

import numba
import numpy as np
import numpy.typing as npt
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

Function = TypeVar("Function", bound=Callable[..., Any])
Frozen = npt.NDArray[Any]
_LINE: Final = 64  # bytes


def compiled(function: Function) -> Function:
    """Machine code for a function of arrays; other threads of Python go on while it runs."""
    try:
        return cast(Function, numba.njit(nogil=True, cache=True)(function))
    except RuntimeError:  # numba found no folder that it may write
        return cast(Function, numba.njit(nogil=True)(function))


def frozen(array: npt.NDArray[Any]) -> Frozen:
    """A plain read-only view: mapped files and arrays in memory then share one machine code."""
    view = np.asarray(array).view()
    view.flags.writeable = False
    return view


def aligned(shape: Sequence[int], kind: npt.DTypeLike) -> npt.NDArray[Any]:
    """An array of any content that begins where a line of the cache begins."""
    size = int(np.prod(shape)) * np.dtype(kind).itemsize
    room = np.empty(size + _LINE, np.uint8)
    start = -room.ctypes.data % _LINE
    return room[start : start + size].view(kind).reshape(shape)


def named(builder: Any, name: str, result: Any, *values: Any) -> Any:
    """Calls one of LLVM's own functions, while code is generated."""
    insert: Callable[..., Any] = cgutils.get_or_insert_function
    kind = ir.FunctionType(result, [value.type for value in values])
    return builder.call(insert(builder.module, kind, f"llvm.{name}"), values)


def _ones(typing_context: Any, value: Any) -> Any:
    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.ctpop(arguments[0])

    return types.int64(types.uint64), generate


# Number of set bits of an unsigned 64-bit integer: one instruction, inside compiled functions only.
ones: Callable[[Any], int] = cast(Callable[[Any], int], intrinsic(_ones))


def _fetch(typing_context: Any, array: Any, place: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        data = context.make_array(signature.args[0])(context, builder, arguments[0]).data
        address = builder.bitcast(builder.gep(data, [arguments[1]]), ir.IntType(8).as_pointer())
        read, near, is_data = (ir.Constant(ir.IntType(32), value) for value in (0, 3, 1))
        named(builder, "prefetch.p0", ir.VoidType(), address, read, near, is_data)
        return context.get_dummy_value()

    return types.void(array, types.int64), generate


# Asks for the cache line of one entry of a flat array before it is needed; changes nothing else.
fetch: Callable[[Any, Any], None] = cast(Callable[[Any, Any], None], intrinsic(_fetch))
