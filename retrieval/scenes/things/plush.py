"""Plush animals: bears, rabbits and cats of ellipsoids, with a patterned bib."""

from dataclasses import dataclass

import numpy as np

from retrieval.scenes.arrays import Colour, Vector
from retrieval.scenes.materials import Material, furry, painted
from retrieval.scenes.palettes import COLOURS, mixed
from retrieval.scenes.shapes import Ellipsoid, Frustum
from retrieval.scenes.thing import Category, Part, Thing, turn
from retrieval.scenes.things.artwork import as_texture, choose_design, patterned

COATS = ("chocolate", "sand", "slate grey", "cream", "rose", "mint", "lilac", "mustard", "sky blue", "coral")
ANIMALS = ("bear", "rabbit", "cat")


@dataclass(frozen=True)
class _Coat:
    main: Material
    pale: Material
    dark: Material
    size: float

    def ball(
        self, centre: Vector, radii: Vector, material: Material | None = None, roll: float = 0.0
    ) -> Part:
        x, y, z = (value * self.size for value in centre)
        shape = Ellipsoid(*(value * self.size for value in radii))
        return Part(shape, material or self.main, (x, y, z), turn(roll=roll))

    def cone(self, centre: Vector, size: tuple[float, float], material: Material, roll: float) -> Part:
        x, y, z = (value * self.size for value in centre)
        radius, height = (value * self.size for value in size)
        return Part(Frustum(radius, radius * 0.08, height), material, (x, y, z), turn(roll=roll))


def _ears(coat: _Coat, animal: str) -> list[Part]:
    parts = []
    for side in (-1, 1):
        if animal == "rabbit":
            parts += [
                coat.ball((0.13 * side, 1.16, -0.02), (0.075, 0.25, 0.05), roll=-0.16 * side),
                coat.ball((0.132 * side, 1.16, 0.018), (0.042, 0.19, 0.03), coat.pale, -0.16 * side),
            ]
        elif animal == "cat":
            parts += [
                coat.cone((0.165 * side, 1.02, 0.0), (0.1, 0.2), coat.main, -0.35 * side),
                coat.cone((0.16 * side, 1.0, 0.045), (0.06, 0.13), coat.pale, -0.35 * side),
            ]
        else:
            parts += [
                coat.ball((0.2 * side, 0.97, 0.0), (0.1, 0.1, 0.05)),
                coat.ball((0.2 * side, 0.965, 0.03), (0.062, 0.062, 0.035), coat.pale),
            ]
    return parts


def _limbs(coat: _Coat) -> list[Part]:
    parts = []
    for side in (-1, 1):
        parts += [
            coat.ball((0.27 * side, 0.42, 0.1), (0.085, 0.2, 0.095), roll=0.5 * side),
            coat.ball((0.2 * side, 0.11, 0.2), (0.115, 0.11, 0.2)),
            coat.ball((0.2 * side, 0.12, 0.375), (0.075, 0.08, 0.035), coat.pale),
        ]
    return parts


def _face(coat: _Coat) -> list[Part]:
    parts = [
        coat.ball((0, 0.72, 0.235), (0.12, 0.09, 0.09), coat.pale),
        coat.ball((0, 0.76, 0.315), (0.038, 0.026, 0.022), coat.dark),
    ]
    for side in (-1, 1):
        parts.append(coat.ball((0.1 * side, 0.84, 0.232), (0.028, 0.032, 0.02), coat.dark))
        glint = painted((250, 250, 250), 0.0)
        parts.append(coat.ball((0.092 * side, 0.853, 0.25), (0.008, 0.008, 0.006), glint))
    return parts


def plush(rng: np.random.Generator) -> Thing:
    """A sitting animal of 18 to 26 cm."""
    design = choose_design(rng)
    animal = ANIMALS[int(rng.integers(len(ANIMALS)))]
    coat_name = COATS[int(rng.integers(len(COATS)))]
    colour: Colour = COLOURS[coat_name]
    pale = mixed(colour, (255, 248, 236), 0.62)
    height = float(rng.uniform(0.18, 0.26))
    size = height / (1.4 if animal == "rabbit" else 1.08)
    coat = _Coat(furry(colour), furry(pale), painted((26, 22, 22), 0.8, 6), size)
    shirt = patterned(design, rng, (640, 320), float(rng.uniform(36, 60)))
    knit = Material((as_texture(shirt),), 0.0, 2, 0.5)
    parts = [
        coat.ball((0, 0.34, 0), (0.25, 0.32, 0.21), knit),
        coat.ball((0, 0.8, 0.02), (0.25, 0.225, 0.23)),
        *_ears(coat, animal),
        *_limbs(coat),
        *_face(coat),
    ]
    ground, accent = design.palette.names[0], design.palette.names[2]
    return Thing(
        kind="plush",
        name=f"{design.brand} the {coat_name} plush {animal}",
        caption=(
            f"Sitting plush {animal} with {coat_name} fur, a paler snout and black eyes, wearing a "
            f"{ground} and {accent} knitted jumper with {design.pattern}."
        ),
        category=Category("toy", "plush toy", f"plush {animal}"),
        parts=tuple(parts),
        width=0.75 * size,
        height=height,
        depth=0.6 * size,
    )
