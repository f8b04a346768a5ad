"""Printed cartons: tea, biscuits, muesli."""

import numpy as np

from retrieval.scenes.lettering import barcode
from retrieval.scenes.materials import Material
from retrieval.scenes.shapes import BoxShape
from retrieval.scenes.thing import Category, Part, Thing
from retrieval.scenes.things.artwork import (
    as_texture,
    blank_sheet,
    choose_design,
    label_front,
    patterned,
    side_panel,
)
from retrieval.scenes.words import FLAVOURS, one_of

PIXELS_PER_METRE = 2600


def carton(rng: np.random.Generator) -> Thing:
    """A carton of 12 to 24 cm."""
    design, flavour = choose_design(rng), one_of(rng, FLAVOURS["carton"])
    width, height = float(rng.uniform(0.11, 0.16)), float(rng.uniform(0.13, 0.23))
    depth = float(rng.uniform(0.05, 0.08))
    w, h, d = (int(side * PIXELS_PER_METRE) for side in (width, height, depth))
    front = patterned(design, rng, (w, h), w / float(rng.uniform(4.5, 8)))
    label_front(front, design, flavour)
    left = side_panel(design, rng, (d, h), design.brand)
    right = side_panel(design, rng, (d, h), flavour)
    barcode(right.picture, (d * 0.2, h * 0.7, d * 0.8, h * 0.85), int(rng.integers(1 << 30)))
    top = patterned(design, rng, (w, d), w / 7)
    bottom = blank_sheet(design, rng, (16, 16), 16)
    sheets = (right, left, top, bottom, front, front)
    material = Material(tuple(as_texture(sheet) for sheet in sheets), 0.12, 5)
    part = Part(BoxShape(width, height, depth), material, (0.0, height / 2, 0.0))
    ground, accent = design.palette.names[0], design.palette.names[2]
    return Thing(
        kind="carton",
        name=f"{design.brand} {flavour.lower()} carton",
        caption=(
            f"Rectangular cardboard carton of {flavour.lower()} in {ground} and {accent}, printed with "
            f"{design.pattern}; the front shows {design.emblem} and the name '{design.brand}'."
        ),
        category=Category("product", "food package", flavour.lower()),
        parts=(part,),
        width=width,
        height=height,
        depth=depth,
    )
