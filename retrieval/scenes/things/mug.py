"""Mugs with a print around them."""

import numpy as np

from retrieval.scenes.lettering import Lettering, write
from retrieval.scenes.materials import Material, Texture, painted
from retrieval.scenes.motifs import draw_emblem
from retrieval.scenes.shapes import Frustum, Torus
from retrieval.scenes.thing import Category, Part, Thing, turn
from retrieval.scenes.things.artwork import Design, as_texture, blank_sheet, choose_design, patterned
from retrieval.scenes.things.surfaces import inside_of_cup

DRINKS = ((74, 46, 28), (150, 92, 40), (196, 160, 120), (236, 232, 224))


def _print(design: Design, rng: np.random.Generator, size: tuple[int, int]) -> Texture:
    """Glaze with a band of pattern, or emblems with a name between them."""
    w, h = size
    palette = design.palette
    sheet = blank_sheet(design, rng, size, 40)
    if design.layout < 2:
        band = patterned(design, rng, (w, int(h * 0.4)), h * 0.19)
        sheet.picture.paste(palette.light, (0, 0, w, h))
        sheet.picture.paste(band.picture, (0, int(h * (0.52 if design.layout else 0.06))))
        y, colours = (0.3 if design.layout else 0.72), design.emblem_colours()
    else:
        y, colours = 0.48, (palette.light, palette.first, palette.ground)
    half = h * (0.2 if design.layout < 2 else 0.3)
    for x in (0.5, 0.16, 0.84):
        draw_emblem(design.emblem, sheet, (w * x, h * y), half, (colours[0], colours[1], colours[2]))
    for x in (0.33, 0.67):
        box = (w * (x - 0.08), h * (y - 0.08), w * (x + 0.08), h * (y + 0.08))
        write(sheet.picture, design.brand, box, Lettering(colours[0], design.weight, design.slant))
    return as_texture(sheet)


def mug(rng: np.random.Generator) -> Thing:
    """A mug of 8 to 11 cm with its handle on the right."""
    design = choose_design(rng)
    radius, height = float(rng.uniform(0.038, 0.046)), float(rng.uniform(0.085, 0.108))
    foot = radius * float(rng.uniform(0.8, 1.0))
    palette = design.palette
    glaze = palette.light if design.layout < 2 else palette.ground
    handle_colour = palette.second if rng.random() < 0.4 else glaze
    drink = DRINKS[int(rng.integers(len(DRINKS)))]
    size = (1200, int(1200 * height / (2 * np.pi * radius)))
    body = Material((_print(design, rng, size), inside_of_cup(rng, glaze, drink)), 0.45, 6)
    ring = height * 0.3
    handle = Part(
        Torus(ring, 0.0062),
        painted(handle_colour, 0.45, 6),
        ((radius + foot) / 2 + ring * 0.55, height * 0.5, 0.0),
        turn(0.0),
    )
    parts = (Part(Frustum(foot, radius, height), body, (0, height / 2, 0)), handle)
    return Thing(
        kind="mug",
        name=f"{design.brand} mug with {design.emblem.split(' ', 1)[-1]}",
        caption=(
            f"Glazed ceramic mug in {palette.names[0]} and {palette.names[4]} with {design.emblem}, the "
            f"word '{design.brand}'"
            + (f" and a band of {design.pattern}." if design.layout < 2 else " on a plain ground.")
        ),
        category=Category("household", "tableware", "mug"),
        parts=parts,
        width=2 * radius + ring,
        height=height,
        depth=2 * radius,
    )
