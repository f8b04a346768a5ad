"""Photographs to measure with where there are none: the statistics of real ones, from a seed."""

import io

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

_OCTAVES = range(1, 12)
_SHAPES = 80


def drawn_photograph(seed: int, width: int = 3000, height: int = 2000, noise: float = 5.0) -> bytes:
    """JPEG (quality 92, 4:2:0, as cameras write it): clouds with a 1/f spectrum, hard edges, sensor noise."""
    rng = np.random.default_rng(seed)
    canvas = np.full((height, width, 3), 120, dtype=np.float32)
    for octave in _OCTAVES:
        canvas += _cells(rng, octave, width, height) * (76 * 0.62**octave)
    for _ in range(_SHAPES):
        _shape(canvas, rng)
    canvas = cv2.GaussianBlur(canvas, (0, 0), 0.7).astype(np.float32)  # the lens
    canvas += rng.standard_normal(canvas.shape, dtype=np.float32) * np.float32(noise)
    buffer = io.BytesIO()
    pixels = np.clip(canvas, 0, 255).astype(np.uint8)
    Image.fromarray(pixels).save(buffer, "JPEG", quality=92)
    return buffer.getvalue()


def _cells(rng: np.random.Generator, octave: int, width: int, height: int) -> npt.NDArray[np.float32]:
    """Smooth noise with 2**octave cells per width, mostly grey as light is."""
    across = 2**octave
    cells = rng.standard_normal((max(2, across * height // width) + 1, across + 1, 3), dtype=np.float32)
    cells = 0.8 * cells.mean(axis=2, keepdims=True) + 0.35 * cells
    return np.asarray(cv2.resize(cells, (width, height), interpolation=cv2.INTER_CUBIC), dtype=np.float32)


def _shape(canvas: npt.NDArray[np.float32], rng: np.random.Generator) -> None:
    height, width = canvas.shape[:2]
    mask = np.zeros((height, width), dtype=np.uint8)
    centre = (int(rng.integers(width)), int(rng.integers(height)))
    axes = (int(rng.integers(width // 150, width // 8)), int(rng.integers(width // 150, width // 10)))
    cv2.ellipse(mask, centre, axes, float(rng.uniform(0, 360)), 0, 360, 1, -1, cv2.LINE_AA)
    canvas[mask > 0] += rng.uniform(-80, 80, 3).astype(np.float32)
