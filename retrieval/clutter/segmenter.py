"""What a segmenter is: a name, a version, its parameters, and the segments of a picture."""

from collections.abc import Iterable
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

LabelMap = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Rgb = npt.NDArray[np.uint8]


class Segmenter(Protocol):
    """Divides a picture into segments; equal name, version and parameters give comparable counts."""

    @property
    def name(self) -> str:
        """The registry's name."""
        ...

    @property
    def version(self) -> str:
        """Version of the code, and of the weights where there are any."""
        ...

    @property
    def parameters(self) -> dict[str, Any]:
        """Everything that changes the segments; JSON values only."""
        ...

    def masks(self, rgb: Rgb) -> LabelMap | Iterable[Mask]:
        """A label map [H, W] of whole numbers from 0, or masks [H, W] that may overlap, of rgb [H, W, 3]."""
        ...
