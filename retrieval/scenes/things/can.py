"""Tin cans with a paper label."""

import numpy as np

from retrieval.scenes.lettering import Lettering, barcode, small_print, write
from retrieval.scenes.materials import Material, Texture
from retrieval.scenes.shapes import Frustum
from retrieval.scenes.thing import Category, Part, Thing
from retrieval.scenes.things.artwork import (
    Design,
    as_texture,
    choose_design,
    label_front,
    patterned,
)
from retrieval.scenes.things.surfaces import brushed_metal, tin_lid
from retrieval.scenes.words import FLAVOURS, one_of


def _label(design: Design, rng: np.random.Generator, size: tuple[int, int], flavour: str) -> Texture:
    """Once around the can: the front in the middle, small print and a bar code behind."""
    w, h = size
    sheet = patterned(design, rng, size, w / float(rng.uniform(13, 20)))
    front = patterned(design, rng, (int(w * 0.4), h), w / 16)
    label_front(front, design, flavour)
    sheet.picture.paste(front.picture, (int(w * 0.3), 0))
    for x in (0.06, 0.78):
        sheet.draw.rectangle((w * x, h * 0.12, w * (x + 0.16), h * 0.88), fill=design.palette.light)
        ink = design.emblem_colours()[0]
        small_print(sheet.picture, (w * (x + 0.02), h * 0.4, w * (x + 0.14), h * 0.8), ink)
        box = (w * (x + 0.01), h * 0.17, w * (x + 0.15), h * 0.32)
        write(sheet.picture, design.brand, box, Lettering(ink, 3))
    barcode(sheet.picture, (w * 0.85, h * 0.6, w * 0.93, h * 0.82), int(rng.integers(1 << 30)))
    return as_texture(sheet)


def can(rng: np.random.Generator) -> Thing:
    """A can of 8 to 14 cm."""
    design, flavour = choose_design(rng), one_of(rng, FLAVOURS["can"])
    radius, height = float(rng.uniform(0.036, 0.05)), float(rng.uniform(0.085, 0.14))
    size = (1100, int(1100 * height / (2 * np.pi * radius)))
    label = Material((_label(design, rng, size, flavour),), 0.18, 6)
    tin = Material((brushed_metal(rng), tin_lid(rng)), 0.7, 6)
    rim = 0.004
    parts = (
        Part(Frustum(radius, radius, height - 2 * rim), label, (0, height / 2, 0)),
        Part(Frustum(radius + 0.0012, radius + 0.0012, rim), tin, (0, rim / 2, 0)),
        Part(Frustum(radius + 0.0012, radius + 0.0012, rim), tin, (0, height - rim / 2, 0)),
    )
    ground, accent = design.palette.names[0], design.palette.names[2]
    return Thing(
        kind="can",
        name=f"{design.brand} can of {flavour.lower()}",
        caption=(
            f"Cylindrical tin can of {flavour.lower()} with a paper label in {ground} and {accent}, "
            f"printed with {design.pattern}, {design.emblem} and the name '{design.brand}'."
        ),
        category=Category("product", "food package", "tin can"),
        parts=parts,
        width=2 * radius,
        height=height,
        depth=2 * radius,
    )
