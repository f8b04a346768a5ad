"""Name -> table top: sRGB uint8 [640, 896, 3], about 1.6 m across."""

from collections.abc import Callable
from itertools import pairwise

import cv2
import numpy as np

from retrieval.scenes.arrays import Bytes, Colour, floats, to_bytes
from retrieval.scenes.grounds.noise import cloud, tinted
from retrieval.scenes.palettes import choose_palette

SIZE = (640, 896)
WOODS: tuple[Colour, ...] = (
    (186, 140, 96),
    (150, 104, 66),
    (208, 174, 132),
    (112, 74, 50),
    (168, 122, 92),
    (220, 194, 160),
)


def wood(rng: np.random.Generator) -> Bytes:
    """Boards with grain, each of a slightly different tone."""
    colour = WOODS[int(rng.integers(len(WOODS)))]
    boards = int(rng.integers(3, 8))
    field = cloud(rng, SIZE, (70, 3), 2) * 0.5
    rings = cloud(rng, SIZE, (5, 2), 2)
    field += 0.35 * np.sin(rings * 22)
    edges = np.linspace(0, SIZE[0], boards + 1).astype(int)
    for top, bottom in pairwise(edges):
        field[top:bottom] = np.roll(field[top:bottom], int(rng.integers(1024)), axis=1)
        field[top:bottom] += float(rng.normal(0, 0.5))
        field[top : top + 2] -= 3.0
    return tinted(colour, field, 0.1)


def cloth(rng: np.random.Generator) -> Bytes:
    """A woven tablecloth with bands in both directions."""
    palette = choose_palette(rng)
    base = np.full((*SIZE, 3), palette.light, dtype=np.float32)
    accent = np.asarray(palette.ground, dtype=np.float32)
    pitch = int(rng.integers(28, 90))
    rows, columns = np.mgrid[: SIZE[0], : SIZE[1]]
    weight = ((rows // pitch) % 2) * 0.42 + ((columns // pitch) % 2) * 0.42
    if rng.random() < 0.4:
        weight = ((rows // pitch) % 3 == 0) * 0.7
    mixed = base * (1 - weight[..., None]) + accent * weight[..., None]
    weave = rng.normal(0, 0.03, SIZE) + 0.05 * cloud(rng, SIZE, (4, 5), 2)
    return to_bytes(mixed * (1 + weave[..., None]))


def stone(rng: np.random.Generator) -> Bytes:
    """Marble: veins where a bent field is near zero."""
    tone = int(rng.integers(60, 235))
    warmth = int(rng.integers(-8, 12))
    field = cloud(rng, SIZE, (3, 4), 5)
    veins = np.exp(-np.abs(field) * 16)
    shade = cloud(rng, SIZE, (6, 8), 3) * 0.06
    pixels = tinted((tone + warmth, tone, max(tone - warmth, 0)), shade, 1.0).astype(np.float32)
    pixels += veins[..., None] * (70 if tone < 130 else -60)
    return to_bytes(pixels)


def laminate(rng: np.random.Generator) -> Bytes:
    """A plain speckled work top."""
    base = np.asarray(choose_palette(rng).light, dtype=np.float32) * float(rng.uniform(0.35, 0.95))
    flecks = rng.standard_normal(SIZE, dtype=np.float32)
    flecks = floats(cv2.GaussianBlur(flecks, (0, 0), 1.4)) * 3
    field = 0.05 * flecks + 0.04 * cloud(rng, SIZE, (3, 4), 3)
    return to_bytes(base * (1 + field[..., None]))


TABLES: dict[str, Callable[[np.random.Generator], Bytes]] = {
    "wood": wood,
    "cloth": cloth,
    "stone": stone,
    "laminate": laminate,
}
