"""Framed prints: travel pictures with a place name, hung on a wall."""

import numpy as np
from PIL import Image

from retrieval.scenes.arrays import Colour
from retrieval.scenes.lettering import Lettering, write
from retrieval.scenes.materials import Material, painted, plain
from retrieval.scenes.motifs.sheet import Sheet
from retrieval.scenes.palettes import mixed
from retrieval.scenes.shapes import BoxShape
from retrieval.scenes.thing import Category, Part, Thing
from retrieval.scenes.things.artwork import Design, as_texture, choose_design, patterned, put_emblem
from retrieval.scenes.things.surfaces import veneer
from retrieval.scenes.words import PLACES, one_of

FRAMES: dict[str, Colour] = {
    "black": (34, 32, 32),
    "oak": (176, 130, 84),
    "white": (238, 236, 230),
    "walnut": (92, 60, 42),
}


def _landscape(sheet: Sheet, design: Design) -> None:
    """Sky in bands, a sun, three ranges of hills."""
    w, h, palette, rng = sheet.width, sheet.height, sheet.palette, sheet.rng
    for band in range(16):
        tone = mixed(palette.second, palette.light, band / 15)
        sheet.draw.rectangle((0, h * band / 22, w, h * (band + 1) / 22 + 1), fill=tone)
    sun, radius = (w * float(rng.uniform(0.25, 0.75)), h * 0.26), w * 0.15
    box = (sun[0] - radius, sun[1] - radius, sun[0] + radius, sun[1] + radius)
    sheet.draw.ellipse(box, fill=palette.first)
    for layer, base in enumerate((0.45, 0.58, 0.7)):
        knots = rng.uniform(-0.09, 0.09, 7)
        x = np.linspace(0, 1, 40)
        ridge = base + np.interp(x, np.linspace(0, 1, 7), knots) * (1 if layer else 1.6)
        points = [(float(a * w), float(b * h)) for a, b in zip(x, ridge, strict=True)]
        tone = mixed(palette.ground, palette.light, 0.5 - 0.25 * layer)
        sheet.draw.polygon([*points, (w, h), (0, h)], fill=tone)
    put_emblem(sheet, design, w * float(rng.uniform(0.3, 0.7)), h * 0.66, w * 0.14)


def _art(design: Design, rng: np.random.Generator, size: tuple[int, int], place: str) -> Sheet:
    w, h = size
    palette = design.palette
    if design.layout < 2:
        sheet = Sheet(Image.new("RGB", size, palette.ground), palette, rng, 40)
        _landscape(sheet, design)
    else:
        sheet = patterned(design, rng, size, w / float(rng.uniform(3.5, 6)))
        sheet.draw.ellipse((w * 0.17, h * 0.14, w * 0.83, h * 0.14 + w * 0.66), fill=palette.light)
        put_emblem(sheet, design, w * 0.5, h * 0.14 + w * 0.33, w * 0.22)
    sheet.draw.rectangle((0, h * 0.8, w, h), fill=palette.light)
    write(sheet.picture, place.upper(), (w * 0.08, h * 0.82, w * 0.92, h * 0.92), design.lettering(True))
    ink = design.emblem_colours()[0]
    line = f"{design.brand} festival"
    write(sheet.picture, line, (w * 0.2, h * 0.935, w * 0.8, h * 0.975), Lettering(ink, 1))
    edge = round(w * 0.06)
    framed = Image.new("RGB", (w + 2 * edge, h + 2 * edge), (248, 246, 240))
    framed.paste(sheet.picture, (edge, edge))
    return Sheet(framed, palette, rng, 40)


def affiche(rng: np.random.Generator) -> Thing:
    """A print of 30 to 50 cm in a frame; its middle is at y = 0."""
    design, place = choose_design(rng), one_of(rng, PLACES)
    width = float(rng.uniform(0.28, 0.42))
    height = width * float(rng.uniform(1.25, 1.5))
    frame_name = list(FRAMES)[int(rng.integers(len(FRAMES)))]
    art = as_texture(_art(design, rng, (620, int(620 * height / width)), place))
    bar, deep = 0.016, 0.022
    wood = Material((veneer(rng, FRAMES[frame_name]),), 0.2, 5)
    inner = Material((plain((240, 238, 232)),) * 4 + (art,), 0.1, 6)
    parts = [Part(BoxShape(width, height, deep * 0.6), inner, (0, 0, deep * 0.3))]
    for side in (-1, 1):
        across = BoxShape(width + 2 * bar, bar, deep)
        down = BoxShape(bar, height + 2 * bar, deep)
        parts.append(Part(across, wood, (0, side * (height + bar) / 2, deep / 2)))
        parts.append(Part(down, wood, (side * (width + bar) / 2, 0, deep / 2)))
    parts.append(Part(BoxShape(width, height, 0.002), painted((120, 120, 120)), (0, 0, 0.001)))
    names = design.palette.names
    scene = "a hilly landscape with a sun" if design.layout < 2 else design.pattern
    return Thing(
        kind="print",
        name=f"{place} print of the {design.brand} festival",
        caption=(
            f"Framed art print in {names[0]}, {names[2]} and {names[4]} showing {scene} with "
            f"{design.emblem} and the lettering '{place.upper()}', in a thin {frame_name} frame."
        ),
        category=Category("art", "print", "travel print"),
        parts=tuple(parts),
        width=width + 2 * bar,
        height=height + 2 * bar,
        depth=deep,
        mount="wall",
    )
