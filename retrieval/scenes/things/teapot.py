"""Teapots."""

import numpy as np

from retrieval.scenes.materials import Material, painted
from retrieval.scenes.shapes import Ellipsoid, Frustum, Torus
from retrieval.scenes.thing import Category, Part, Thing, turn
from retrieval.scenes.things.artwork import as_texture, choose_design, patterned, put_emblem


def teapot(rng: np.random.Generator) -> Thing:
    """A teapot of 12 to 17 cm, its spout to the left."""
    design = choose_design(rng)
    palette = design.palette
    radius = float(rng.uniform(0.06, 0.078))
    squat = float(rng.uniform(0.78, 1.0))
    sheet = patterned(design, rng, (1000, 500), float(rng.uniform(60, 100)))
    sheet.draw.rectangle((0, 0, 1000, 96), fill=palette.second)
    sheet.draw.rectangle((0, 96, 1000, 108), fill=palette.light)
    if design.layout % 2:
        sheet.draw.ellipse((402, 150, 598, 346), fill=palette.light)
        put_emblem(sheet, design, 500, 248, 68)
    glaze = Material((as_texture(sheet),), 0.55, 6)
    trim = painted(palette.second, 0.55, 6)
    body, high = radius * squat, radius * squat * 1.96
    parts = (
        Part(Ellipsoid(radius, body, radius), glaze, (0, body * 1.0, 0)),
        Part(Frustum(radius * 0.55, radius * 0.5, 0.008), trim, (0, 0.004, 0)),
        Part(Ellipsoid(radius * 0.5, radius * 0.16, radius * 0.5), trim, (0, high * 0.97, 0)),
        Part(Ellipsoid(*(radius * 0.15,) * 3), painted(palette.first, 0.55, 6), (0, high + radius * 0.2, 0)),
        Part(
            Frustum(radius * 0.24, radius * 0.11, radius * 1.15),
            trim,
            (-radius * 1.2, body * 1.2, 0),
            turn(roll=0.75),
        ),
        Part(Torus(body * 0.56, radius * 0.095), trim, (radius * 1.12, body * 1.05, 0)),
    )
    names = palette.names
    return Thing(
        kind="teapot",
        name=f"{design.brand} teapot",
        caption=(
            f"Round ceramic teapot in {names[0]} with {design.pattern}, a {names[3]} lid, spout and handle "
            f"and a {names[2]} knob" + (f"; the belly shows {design.emblem}." if design.layout % 2 else ".")
        ),
        category=Category("household", "tableware", "teapot"),
        parts=parts,
        width=radius * 3.4,
        height=high + radius * 0.35,
        depth=2 * radius,
    )
