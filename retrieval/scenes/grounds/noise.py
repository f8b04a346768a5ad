"""Smooth random fields."""

import cv2
import numpy as np

from retrieval.scenes.arrays import Bytes, Colour, Floats, floats, to_bytes

MIDDLE = 128


def cloud(
    rng: np.random.Generator, size: tuple[int, int], cells: tuple[int, int], octaves: int = 3
) -> Floats:
    """A field [height, width] of about -1..1; `cells` (down, across) is its coarsest detail.

    Each octave is drawn at its own size and enlarged once, so that the cost is that of the last one.
    """
    field = np.zeros((1, 1), dtype=np.float32)
    for octave in range(octaves):
        high, wide = min(cells[0] << octave, size[0]), min(cells[1] << octave, size[1])
        grown = cv2.resize(field, (wide, high), interpolation=cv2.INTER_CUBIC)
        field = grown + rng.standard_normal((high, wide), dtype=np.float32) / np.float32(1.8**octave)
    return floats(cv2.resize(field, size[::-1], interpolation=cv2.INTER_CUBIC) / 2)


def tinted(colour: Colour, field: Floats, strength: float) -> Bytes:
    """The colour, lighter and darker along the field: colour * (1 + strength * field)."""
    steps = to_bytes(field * np.float32(strength * MIDDLE) + MIDDLE)
    shades = np.outer(np.arange(256) / MIDDLE, colour)
    table = to_bytes(shades)[None]
    return to_bytes(cv2.LUT(cv2.merge([steps, steps, steps]), table))
