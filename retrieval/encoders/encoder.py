"""The port of every encoder: RGB arrays (and texts, where there is a tower) to unit vectors."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt


class Encoder(Protocol):
    """`name` and `version` stand beside every descriptor: those of two encoders never mix."""

    @property
    def name(self) -> str:
        """The name it was built by."""

    @property
    def version(self) -> str:
        """Changes whenever the same pixels give another descriptor."""

    @property
    def dimension(self) -> int:
        """Length D of a descriptor."""

    def encode_images(self, images: Sequence[npt.NDArray[np.uint8]]) -> npt.NDArray[np.float32]:
        """Descriptors float32 [N, D], L2-normalised, of upright sRGB images uint8 [H, W, 3]."""


@runtime_checkable
class TextEncoder(Protocol):
    """An encoder whose texts lie in the same space as its images."""

    def encode_texts(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Descriptors float32 [N, D], L2-normalised."""
