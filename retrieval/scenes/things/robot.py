"""Tin robots."""

import numpy as np

from retrieval.scenes.lettering import Lettering, write
from retrieval.scenes.materials import Material, painted
from retrieval.scenes.shapes import BoxShape, Ellipsoid, Frustum
from retrieval.scenes.thing import Category, Part, Thing, turn
from retrieval.scenes.things.artwork import (
    Design,
    as_texture,
    blank_sheet,
    choose_design,
    patterned,
    put_emblem,
)


def _chest(design: Design, rng: np.random.Generator, height: float) -> Material:
    palette = design.palette
    size = (360, 400)
    front = patterned(design, rng, size, float(rng.uniform(50, 80)))
    front.draw.rounded_rectangle((50, 40, 310, 250), radius=24, fill=palette.light)
    put_emblem(front, design, 180, 130, 70)
    write(front.picture, design.brand, (80, 205, 280, 242), Lettering(design.emblem_colours()[0], 4))
    for number, x in enumerate((90, 150, 210, 270)):
        fill = (palette.second, palette.first)[number % 2]
        front.draw.ellipse((x - 22, 300, x + 22, 344), fill=fill, outline=(40, 40, 40), width=4)
    side = as_texture(blank_sheet(design, rng, (16, 16), 8))
    return Material((side, side, side, side, as_texture(front), side), 0.45, 6)


def _head(design: Design, size: float, top: float) -> list[Part]:
    palette = design.palette
    shell = painted(palette.second, 0.5, 6)
    eye, pupil = painted((250, 248, 238), 0.5, 6), painted((24, 24, 28), 0.8, 6)
    parts = [
        Part(BoxShape(0.36 * size, 0.26 * size, 0.28 * size), shell, (0, top + 0.15 * size, 0)),
        Part(BoxShape(0.18 * size, 0.03 * size, 0.01 * size), pupil, (0, top + 0.085 * size, 0.142 * size)),
    ]
    forward = turn(pitch=float(np.pi / 2))
    for side in (-1, 1):
        spot = (0.09 * size * side, top + 0.18 * size, 0.145 * size)
        parts.append(Part(Frustum(0.06 * size, 0.06 * size, 0.02 * size), eye, spot, forward))
        near = (spot[0], spot[1], spot[2] + 0.012 * size)
        parts.append(Part(Frustum(0.027 * size, 0.027 * size, 0.02 * size), pupil, near, forward))
        rod = (0.1 * size * side, top + 0.34 * size, 0.0)
        parts.append(Part(Frustum(0.01 * size, 0.008 * size, 0.14 * size), shell, rod))
        knob = (0.1 * size * side, top + 0.42 * size, 0.0)
        parts.append(Part(Ellipsoid(*(0.03 * size,) * 3), painted(palette.first, 0.6, 6), knob))
    return parts


def robot(rng: np.random.Generator) -> Thing:
    """A robot of 17 to 25 cm."""
    design = choose_design(rng)
    height = float(rng.uniform(0.17, 0.25))
    size = height / 1.15
    body = _chest(design, rng, height)
    limb, joint = painted(design.palette.first, 0.45, 6), painted((150, 152, 158), 0.7, 6)
    parts = [Part(BoxShape(0.42 * size, 0.42 * size, 0.26 * size), body, (0, 0.49 * size, 0))]
    parts += _head(design, size, 0.7 * size)
    for side in (-1, 1):
        parts += [
            Part(
                BoxShape(0.14 * size, 0.24 * size, 0.18 * size), limb, (0.115 * side * size, 0.16 * size, 0)
            ),
            Part(
                BoxShape(0.18 * size, 0.07 * size, 0.28 * size),
                joint,
                (0.115 * side * size, 0.035 * size, 0.03 * size),
            ),
            Part(
                Frustum(0.045 * size, 0.055 * size, 0.34 * size),
                limb,
                (0.275 * side * size, 0.5 * size, 0.02 * size),
                turn(roll=0.18 * side),
            ),
            Part(Ellipsoid(*(0.065 * size,) * 3), joint, (0.305 * side * size, 0.33 * size, 0.02 * size)),
            Part(Ellipsoid(*(0.062 * size,) * 3), joint, (0.235 * side * size, 0.66 * size, 0)),
        ]
    names = design.palette.names
    return Thing(
        kind="robot",
        name=f"{design.brand} tin robot",
        caption=(
            f"Tin toy robot with a {names[0]} chest printed with {design.pattern}, a {names[3]} head, "
            f"{names[2]} limbs, two antennas, four buttons and {design.emblem} over the name "
            f"'{design.brand}'."
        ),
        category=Category("toy", "figure", "robot"),
        parts=tuple(parts),
        width=0.72 * size,
        height=height,
        depth=0.32 * size,
    )
