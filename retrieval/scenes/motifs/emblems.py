"""Name -> emblem; an emblem fills a square given by its centre and half side."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PIL import ImageDraw

from retrieval.scenes.arrays import Colour
from retrieval.scenes.motifs.floral import Point, leaf_outline
from retrieval.scenes.motifs.sheet import Sheet


@dataclass(frozen=True, eq=False)
class Pencil:
    """Draws in units of the emblem: x and y from -1 to 1, y down."""

    draw: ImageDraw.ImageDraw
    centre: Point
    half: float
    main: Colour
    accent: Colour
    light: Colour

    def at(self, x: float, y: float) -> Point:
        """The pixel of a place in the emblem."""
        return self.centre[0] + x * self.half, self.centre[1] + y * self.half

    def disc(self, x: float, y: float, radius: float, colour: Colour, flat: float = 1.0) -> None:
        """A filled disc, or an ellipse when flat is not 1."""
        corner, end = self.at(x - radius, y - radius * flat), self.at(x + radius, y + radius * flat)
        self.draw.ellipse((*corner, *end), fill=colour)

    def shape(self, points: list[Point], colour: Colour) -> None:
        """A filled polygon."""
        self.draw.polygon([self.at(x, y) for x, y in points], fill=colour)

    def stroke(self, points: list[Point], colour: Colour, width: float = 0.08) -> None:
        """A line."""
        wide = max(int(width * self.half), 1)
        self.draw.line([self.at(x, y) for x, y in points], fill=colour, width=wide, joint="curve")

    def leaf(self, at: Point, length: float, turn: float, colour: Colour) -> None:
        """A pointed leaf."""
        outline = leaf_outline(self.at(*at), length * self.half, length * 0.42 * self.half, turn)
        self.draw.polygon(outline, fill=colour)


def _sun(p: Pencil) -> None:
    for turn in np.arange(12) * np.pi / 6:
        ray = [(np.cos(turn + d) * r, np.sin(turn + d) * r) for d, r in ((-0.13, 0.6), (0, 1), (0.13, 0.6))]
        p.shape(ray, p.accent)
    p.disc(0, 0, 0.52, p.main)
    p.disc(-0.18, -0.08, 0.07, p.light)
    p.disc(0.18, -0.08, 0.07, p.light)
    p.stroke([(-0.2, 0.16), (-0.08, 0.24), (0.08, 0.24), (0.2, 0.16)], p.light)


def _mountain(p: Pencil) -> None:
    p.disc(0.42, -0.5, 0.24, p.accent)
    p.shape([(-1, 0.8), (-0.25, -0.7), (0.5, 0.8)], p.main)
    p.shape([(-0.47, -0.26), (-0.25, -0.7), (-0.03, -0.26), (-0.16, -0.14), (-0.28, -0.3)], p.light)
    p.shape([(-0.1, 0.8), (0.5, -0.1), (1, 0.8)], p.accent)


def _fish(p: Pencil) -> None:
    p.disc(-0.12, 0, 0.74, p.main, 0.55)
    p.shape([(0.45, 0), (1, -0.45), (0.88, 0), (1, 0.45)], p.main)
    for x in (-0.2, 0.05, 0.3):
        p.stroke([(x, -0.3), (x + 0.12, 0), (x, 0.3)], p.accent, 0.07)
    p.disc(-0.55, -0.1, 0.11, p.light)
    p.disc(-0.55, -0.1, 0.05, p.main)


def _bird(p: Pencil) -> None:
    p.disc(-0.05, 0.12, 0.6, p.main, 0.72)
    p.disc(-0.5, -0.35, 0.3, p.main)
    p.shape([(-0.76, -0.42), (-1, -0.28), (-0.76, -0.24)], p.accent)
    p.shape([(0.4, 0), (1, -0.25), (0.95, 0.15), (0.45, 0.35)], p.main)
    p.leaf((0.1, 0.05), 0.85, 0.25, p.accent)
    p.disc(-0.55, -0.4, 0.07, p.light)
    p.stroke([(-0.1, 0.5), (-0.1, 0.9)], p.accent, 0.06)
    p.stroke([(0.12, 0.5), (0.12, 0.9)], p.accent, 0.06)


def _cat(p: Pencil) -> None:
    p.shape([(-0.7, -0.2), (-0.62, -0.95), (-0.15, -0.55)], p.main)
    p.shape([(0.7, -0.2), (0.62, -0.95), (0.15, -0.55)], p.main)
    p.disc(0, 0.05, 0.74, p.main, 0.9)
    for side in (-1, 1):
        p.disc(0.3 * side, -0.08, 0.14, p.light)
        p.disc(0.3 * side, -0.08, 0.06, p.main)
        p.stroke([(0.35 * side, 0.3), (0.95 * side, 0.2)], p.accent, 0.04)
        p.stroke([(0.35 * side, 0.38), (0.92 * side, 0.45)], p.accent, 0.04)
    p.shape([(-0.1, 0.18), (0.1, 0.18), (0, 0.3)], p.accent)


def _boat(p: Pencil) -> None:
    p.shape([(-0.05, -0.95), (-0.05, 0.3), (-0.8, 0.3)], p.main)
    p.shape([(0.06, -0.7), (0.06, 0.3), (0.65, 0.3)], p.accent)
    p.shape([(-0.85, 0.42), (0.85, 0.42), (0.55, 0.8), (-0.55, 0.8)], p.main)
    for x in (-0.7, -0.1, 0.5):
        p.stroke([(x, 0.95), (x + 0.15, 0.88), (x + 0.3, 0.95)], p.accent, 0.06)


def _moon(p: Pencil) -> None:
    p.disc(0, 0, 0.85, p.main)
    p.disc(0.34, -0.18, 0.66, p.light)
    for x, y, radius in ((0.45, -0.45, 0.1), (0.15, 0.1, 0.07), (0.62, 0.12, 0.08)):
        p.disc(x, y, radius, p.accent)


def _citrus(p: Pencil) -> None:
    p.disc(0, 0, 0.92, p.main)
    p.disc(0, 0, 0.78, p.light)
    for turn in np.arange(8) * np.pi / 4:
        wedge = [
            (np.cos(turn + d) * r, np.sin(turn + d) * r) for d, r in ((-0.3, 0.68), (0, 0.74), (0.3, 0.68))
        ]
        p.shape([(np.cos(turn) * 0.1, np.sin(turn) * 0.1), *wedge], p.accent)


def _mushroom(p: Pencil) -> None:
    p.shape([(-0.25, 0), (0.25, 0), (0.34, 0.85), (-0.34, 0.85)], p.light)
    p.draw.chord((*p.at(-0.9, -0.85), *p.at(0.9, 0.75)), 180, 360, fill=p.main)
    for x, y, radius in ((-0.45, -0.35, 0.15), (0.1, -0.58, 0.14), (0.5, -0.25, 0.16), (0, -0.2, 0.1)):
        p.disc(x, y, radius, p.light)


def _cactus(p: Pencil) -> None:
    p.shape([(-0.45, 0.35), (0.45, 0.35), (0.34, 0.95), (-0.34, 0.95)], p.accent)
    p.stroke([(0, 0.35), (0, -0.6)], p.main, 0.42)
    p.disc(0, -0.62, 0.21, p.main)
    p.stroke([(0, 0.1), (-0.55, 0.1), (-0.55, -0.3)], p.main, 0.2)
    p.stroke([(0, -0.1), (0.55, -0.1), (0.55, -0.5)], p.main, 0.2)
    p.disc(0, -0.88, 0.13, p.accent)


def _lighthouse(p: Pencil) -> None:
    p.shape([(-0.26, -0.4), (0.26, -0.4), (0.42, 0.9), (-0.42, 0.9)], p.main)
    p.shape([(-0.32, 0.1), (0.32, 0.1), (0.37, 0.45), (-0.37, 0.45)], p.light)
    p.shape([(-0.22, -0.68), (0.22, -0.68), (0.22, -0.4), (-0.22, -0.4)], p.accent)
    p.shape([(-0.3, -0.68), (0, -0.98), (0.3, -0.68)], p.main)
    p.shape([(0.22, -0.6), (1, -0.85), (1, -0.3), (0.22, -0.48)], p.accent)


def _balloon(p: Pencil) -> None:
    p.disc(0, -0.25, 0.68, p.main)
    p.disc(0, -0.25, 0.4, p.accent, 1.65)
    p.disc(0, -0.25, 0.14, p.main, 4.5)
    p.stroke([(-0.4, 0.26), (-0.16, 0.7)], p.main, 0.04)
    p.stroke([(0.4, 0.26), (0.16, 0.7)], p.main, 0.04)
    p.shape([(-0.18, 0.7), (0.18, 0.7), (0.14, 0.96), (-0.14, 0.96)], p.accent)


def _tulip(p: Pencil) -> None:
    p.stroke([(0, 0), (0, 0.95)], p.accent, 0.1)
    p.leaf((-0.28, 0.6), 0.85, 0.9, p.accent)
    p.leaf((0.28, 0.6), 0.85, -0.9 + np.pi, p.accent)
    p.shape(
        [
            (-0.5, -0.75),
            (-0.25, -0.4),
            (0, -0.9),
            (0.25, -0.4),
            (0.5, -0.75),
            (0.42, -0.1),
            (0, 0.15),
            (-0.42, -0.1),
        ],
        p.main,
    )


EMBLEMS: dict[str, Callable[[Pencil], None]] = {
    "a smiling sun": _sun,
    "snowy mountains": _mountain,
    "a striped fish": _fish,
    "a small bird": _bird,
    "a cat face": _cat,
    "a sailing boat": _boat,
    "a crescent moon": _moon,
    "a citrus slice": _citrus,
    "a spotted mushroom": _mushroom,
    "a potted cactus": _cactus,
    "a lighthouse": _lighthouse,
    "a hot air balloon": _balloon,
    "a tulip": _tulip,
}


def draw_emblem(
    name: str, sheet: Sheet, centre: Point, half: float, colours: tuple[Colour, Colour, Colour]
) -> None:
    """Draw the emblem of that name in the colours main, accent and light."""
    EMBLEMS[name](Pencil(sheet.draw, centre, half, *colours))
