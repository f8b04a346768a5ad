"""Skies and pavements: sRGB uint8 [576, 768, 3]."""

import numpy as np

from retrieval.scenes.arrays import Bytes, to_bytes
from retrieval.scenes.grounds.noise import cloud, tinted

SIZE = (576, 768)


def sky(rng: np.random.Generator) -> Bytes:
    """A sky from clear to overcast, lighter towards the horizon."""
    down = np.linspace(0, 1, SIZE[0], dtype=np.float32)[:, None, None]
    blue = np.array([96, 150, 210], dtype=np.float32) + rng.uniform(-24, 24)
    haze = np.array([222, 230, 236], dtype=np.float32)
    base = blue * (1 - down) + haze * down
    cover = float(rng.uniform(-0.5, 0.7))
    clouds = np.clip((cloud(rng, SIZE, (4, 3), 6) + cover) * 1.6, 0, 1)[..., None]
    return to_bytes(base * (1 - clouds) + 244 * clouds)


def paving(rng: np.random.Generator) -> Bytes:
    """Cobbles or slabs."""
    high, wide = ((22, 30), (60, 90), (96, 96))[int(rng.integers(3))]
    rows, columns = np.mgrid[: SIZE[0], : SIZE[1]]
    course = rows // high
    shifted = columns + (course % 2) * (wide // 2)
    tones = rng.normal(1, 0.07, (SIZE[0] // high + 1, (SIZE[1] + wide) // wide + 1))
    grey = float(rng.uniform(120, 175))
    field = tones[course, shifted // wide] - 1 + 0.05 * cloud(rng, SIZE, (50, 60), 3)
    field[(rows % high < 3) | (shifted % wide < 3)] -= 0.3
    return tinted((int(grey), int(grey * 0.97), int(grey * 0.93)), field.astype(np.float32), 1.0)
