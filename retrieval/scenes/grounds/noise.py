"""Smooth random fields."""

import cv2
import numpy as np

from retrieval.scenes.arrays import Bytes, Colour, Floats, floats


def cloud(rng: np.random.Generator, size: tuple[int, int], cells: tuple[int, int], octaves: int = 3) -> Floats:
    """A field [height, width] of about -1..1; `cells` (down, across) is its coarsest detail."""
    height, width = size
    field = np.zeros(size, dtype=np.float32)
    for octave in range(octaves):
        coarse = (min(cells[0] << octave, height), min(cells[1] << octave, width))
        part = rng.standard_normal(coarse, dtype=np.float32)
        part = cv2.resize(part, (width, height), interpolation=cv2.INTER_CUBIC)
        field += floats(part) / np.float32(1.8**octave)
    return floats(field / 2.0)


def tinted(colour: Colour, field: Floats, strength: float) -> Bytes:
    """The colour, lighter and darker along the field."""
    shaded = np.asarray(colour, dtype=np.float32) * (1 + strength * field[..., None])
    return np.clip(shaded, 0, 255).astype(np.uint8)
