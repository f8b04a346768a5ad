"""Table lamps with a printed shade."""

import numpy as np

from retrieval.scenes.materials import Material, painted, plain
from retrieval.scenes.shapes import Ellipsoid, Frustum
from retrieval.scenes.thing import Category, Part, Thing
from retrieval.scenes.things.artwork import as_texture, choose_design, patterned


def lamp(rng: np.random.Generator) -> Thing:
    """A lamp of 28 to 38 cm."""
    design = choose_design(rng)
    palette = design.palette
    height = float(rng.uniform(0.28, 0.38))
    wide = height * float(rng.uniform(0.26, 0.33))
    sheet = patterned(design, rng, (900, 300), float(rng.uniform(50, 90)))
    for y in (0, 282):
        sheet.draw.rectangle((0, y, 900, y + 18), fill=palette.second)
    shade = Material((as_texture(sheet), plain((250, 244, 226))), 0.03)
    foot = painted(palette.second, 0.5, 6)
    brass = painted((188, 150, 84), 0.7, 6)
    tall = height * 0.44
    parts = [
        Part(Frustum(wide, wide * float(rng.uniform(0.55, 0.8)), tall), shade, (0, height - tall / 2, 0)),
        Part(Frustum(0.005, 0.005, height * 0.5), brass, (0, height * 0.4, 0)),
        Part(Frustum(wide * 0.55, wide * 0.5, 0.014), foot, (0, 0.007, 0)),
    ]
    if design.layout % 2:
        parts.append(Part(Ellipsoid(wide * 0.42, height * 0.2, wide * 0.42), foot, (0, height * 0.22, 0)))
        shape = "an egg shaped foot"
    else:
        for level, share in enumerate((0.44, 0.36, 0.28)):
            radius = wide * share
            parts.append(Part(Ellipsoid(*(radius,) * 3), foot, (0, wide * (0.3 + 0.62 * level), 0)))
        shape = "a foot of three balls"
    names = palette.names
    return Thing(
        kind="lamp",
        name=f"{design.brand} table lamp",
        caption=(
            f"Table lamp with {shape} in {names[3]} and a conical fabric shade in {names[0]} and "
            f"{names[2]} printed with {design.pattern}."
        ),
        category=Category("household", "decoration", "table lamp"),
        parts=tuple(parts),
        width=2 * wide,
        height=height,
        depth=2 * wide,
    )
