"""What stands in a street beside houses: trees, lamps, vans, planters. They are never objects."""

import numpy as np

from retrieval.scenes.arrays import Colour, Vector
from retrieval.scenes.materials import Material, furry, painted, plain
from retrieval.scenes.palettes import choose_palette, mixed
from retrieval.scenes.shapes import BoxShape, Ellipsoid, Frustum
from retrieval.scenes.thing import Category, Part, Thing, turn

NOWHERE = Category("place", "street", "street furniture")


def _thing(kind: str, parts: list[Part], size: Vector) -> Thing:
    return Thing(kind, kind, kind, NOWHERE, tuple(parts), *size, mount="street")


def _crown(rng: np.random.Generator, middle: Vector, reach: float, count: int) -> list[Part]:
    green: Colour = ((70, 104, 52), (92, 118, 58), (58, 92, 60), (138, 128, 60))[int(rng.integers(4))]
    parts = []
    for _ in range(count):
        x, y, z = (float(value) for value in rng.uniform(-0.62, 0.62, 3) * reach + np.asarray(middle))
        radius = reach * float(rng.uniform(0.35, 0.6))
        tone = mixed(green, (20, 30, 14), float(rng.uniform(0, 0.35)))
        parts.append(Part(Ellipsoid(radius, radius * 0.9, radius), furry(tone), (x, y, z)))
    return parts


def tree(rng: np.random.Generator) -> Thing:
    """A street tree of 4 to 6 m."""
    height = float(rng.uniform(4, 6.2))
    bark = painted((88, 70, 56), 0.0)
    trunk = Part(Frustum(0.16, 0.11, height * 0.6), bark, (0, height * 0.3, 0))
    return _thing("tree", [trunk, *_crown(rng, (0, height * 0.76, 0), height * 0.27, 13)], (1.6, height, 1.6))


def street_lamp(_rng: np.random.Generator) -> Thing:
    """A cast-iron lamp."""
    iron = painted((38, 46, 44), 0.4)
    parts = [
        Part(Frustum(0.14, 0.1, 0.7), iron, (0, 0.35, 0)),
        Part(Frustum(0.055, 0.045, 3.4), iron, (0, 2.1, 0)),
        Part(Frustum(0.12, 0.2, 0.42), painted((240, 226, 180), 0.4), (0, 4.0, 0)),
        Part(Frustum(0.24, 0.03, 0.2), iron, (0, 4.31, 0)),
    ]
    return _thing("street lamp", parts, (0.5, 4.4, 0.5))


def van(rng: np.random.Generator) -> Thing:
    """A delivery van in one colour."""
    palette = choose_palette(rng)
    colour = palette.first
    shell, glass = painted(colour, 0.5, 6), painted((40, 50, 58), 0.8, 6)
    rubber, hub = plain((26, 26, 28)), plain((170, 172, 176))
    wheel = Material((rubber, hub), 0.2)
    parts = [
        Part(BoxShape(4.4, 1.05, 1.8), shell, (0, 0.85, 0)),
        Part(BoxShape(3.3, 0.75, 1.7), shell, (-0.5, 1.72, 0)),
        Part(BoxShape(1.0, 0.52, 1.72), glass, (0.52, 1.72, 0)),
        Part(BoxShape(1.3, 0.52, 1.72), glass, (-1.0, 1.72, 0)),
        Part(Ellipsoid(0.7, 0.42, 0.85), shell, (1.6, 1.3, 0)),
        Part(BoxShape(4.46, 0.16, 1.84), painted(palette.light, 0.3), (0, 0.62, 0)),
    ]
    for x in (-1.4, 1.4):
        spot = (x, 0.34, 0.78)
        parts.append(Part(Frustum(0.34, 0.34, 0.28), wheel, spot, turn(pitch=float(np.pi / 2))))
    return _thing("van", parts, (4.5, 2.1, 1.9))


def planter(rng: np.random.Generator) -> Thing:
    """A box with a shrub."""
    box = Part(BoxShape(0.9, 0.55, 0.6), painted(choose_palette(rng).second, 0.05), (0, 0.275, 0))
    return _thing("planter", [box, *_crown(rng, (0, 0.85, 0), 0.5, 7)], (0.9, 1.3, 0.6))


STREET = (tree, street_lamp, van, planter)
