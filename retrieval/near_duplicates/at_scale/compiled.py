"""Python compiled at run time: one decorator, and one instruction that Python lacks."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
from numba import types
from numba.extending import intrinsic

Function = TypeVar("Function", bound=Callable[..., Any])


def compiled(function: Function) -> Function:
    """Machine code for a function of arrays; other threads of Python go on while it runs."""
    try:
        return cast(Function, numba.njit(nogil=True, cache=True)(function))
    except RuntimeError:  # numba found no folder that it may write
        return cast(Function, numba.njit(nogil=True)(function))


def _ones(typing_context: Any, value: Any) -> Any:
    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.ctpop(arguments[0])

    return types.int64(types.uint64), generate


# Number of set bits of an unsigned 64-bit integer: one instruction, inside compiled functions only.
ones: Callable[[Any], int] = cast(Callable[[Any], int], intrinsic(_ones))
