"""Name -> wall: sRGB uint8 [576, 768, 3], about 3 m across."""

from collections.abc import Callable

import cv2
import numpy as np
from PIL import Image

from retrieval.scenes.arrays import Bytes, Colour, to_bytes
from retrieval.scenes.grounds.noise import cloud, tinted
from retrieval.scenes.motifs import PATTERNS, draw_pattern
from retrieval.scenes.motifs.sheet import Sheet
from retrieval.scenes.palettes import choose_palette, mixed
from retrieval.scenes.words import one_of

SIZE = (576, 768)
PAINTS: tuple[Colour, ...] = (
    (226, 220, 208),
    (196, 206, 200),
    (178, 192, 206),
    (214, 190, 172),
    (150, 164, 150),
    (112, 126, 140),
    (232, 226, 216),
    (204, 178, 150),
)


def paint(rng: np.random.Generator) -> Bytes:
    """Painted plaster."""
    colour = PAINTS[int(rng.integers(len(PAINTS)))]
    return tinted(colour, cloud(rng, SIZE, (8, 10), 6), 0.035)


def wallpaper(rng: np.random.Generator) -> Bytes:
    """A pattern in two faint tones."""
    palette = choose_palette(rng)
    sheet = Sheet(Image.new("RGB", (SIZE[1], SIZE[0])), palette, rng, float(rng.uniform(50, 110)))
    draw_pattern(one_of(rng, tuple(PATTERNS)), sheet)
    drawn = cv2.GaussianBlur(np.asarray(sheet.picture, dtype=np.float32), (0, 0), 1.2)
    base = np.asarray(mixed(palette.light, palette.ground, 0.2), dtype=np.float32)
    faint = base * 0.8 + drawn * 0.2
    return to_bytes(faint * (1 + 0.03 * cloud(rng, SIZE, (6, 8), 4)[..., None]))


def tiles(rng: np.random.Generator) -> Bytes:
    """Glazed tiles in courses with joints."""
    palette = choose_palette(rng)
    colour = np.asarray(mixed(palette.light, palette.first, float(rng.uniform(0, 0.5))), dtype=np.float32)
    high, wide = int(rng.integers(44, 80)), int(rng.integers(60, 130))
    rows, columns = np.mgrid[: SIZE[0], : SIZE[1]]
    course = rows // high
    shifted = columns + (course % 2) * (wide // 2)
    tones = rng.normal(1, 0.035, (SIZE[0] // high + 1, (SIZE[1] + wide) // wide + 1))
    pixels = colour * tones[course, shifted // wide][..., None]
    joint = (rows % high < 3) | (shifted % wide < 3)
    pixels[joint] = pixels[joint] * 0.4 + 110
    return to_bytes(pixels)


def brick(rng: np.random.Generator) -> Bytes:
    """Brickwork, each brick of its own tone."""
    colour = np.asarray(
        [(164, 88, 66), (198, 186, 172), (132, 78, 62)][int(rng.integers(3))], dtype=np.float32
    )
    high, wide = 26, 78
    rows, columns = np.mgrid[: SIZE[0], : SIZE[1]]
    course = rows // high
    shifted = columns + (course % 2) * (wide // 2)
    tones = rng.normal(1, 0.12, (SIZE[0] // high + 1, (SIZE[1] + wide) // wide + 1))
    pixels = colour * tones[course, shifted // wide][..., None]
    joint = (rows % high < 4) | (shifted % wide < 4)
    pixels[joint] = (186, 178, 166)
    rough = 1 + 0.1 * cloud(rng, SIZE, (60, 80), 3)
    return to_bytes(pixels * rough[..., None])


WALLS: dict[str, Callable[[np.random.Generator], Bytes]] = {
    "paint": paint,
    "wallpaper": wallpaper,
    "tiles": tiles,
    "brick": brick,
}
