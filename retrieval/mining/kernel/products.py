"""Which of the processor's instructions multiplies whole numbers of 8 bits."""

from typing import Protocol

import numpy as np
import numpy.typing as npt

from retrieval.mining.kernel import amx, vnni


class Products(Protocol):
    """One kind of instruction: rows, texts and features come in whole numbers of so many."""

    ROWS: int
    TEXTS: int
    FEATURES: int

    def is_supported(self) -> bool:
        """Whether this machine has it."""

    def packed(self, texts: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
        """Texts uint8 [T, D] in the order in which they are read."""

    def largest(self, rows: npt.NDArray[np.int8], packed: npt.NDArray[np.uint8]) -> npt.NDArray[np.int32]:
        """The largest sum of products of each row int8 [N, D] with any text, int32 [N]."""


KINDS: tuple[Products, ...] = (amx, vnni)  # the fastest first


def fastest() -> Products | None:
    """The fastest kind that this machine has, if any."""
    return next((kind for kind in KINDS if kind.is_supported()), None)
