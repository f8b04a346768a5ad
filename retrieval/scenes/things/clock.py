"""Wall clocks."""

import numpy as np
from PIL import Image

from retrieval.scenes.lettering import Lettering, write
from retrieval.scenes.materials import Material, Texture, plain
from retrieval.scenes.motifs.sheet import Sheet
from retrieval.scenes.palettes import COLOURS
from retrieval.scenes.shapes import Frustum
from retrieval.scenes.thing import Category, Part, Thing, turn
from retrieval.scenes.things.artwork import (
    Design,
    as_texture,
    blank_sheet,
    choose_design,
    patterned,
    put_emblem,
)

SIDE = 640
ROMAN = ("XII", "I", "II", "III", "IIII", "V", "VI", "VII", "VIII", "IX", "X", "XI")


def _numerals(sheet: Sheet, design: Design, ink: tuple[int, int, int]) -> None:
    middle = SIDE / 2
    for hour in range(60):
        turned = hour * np.pi / 30
        out = (np.sin(turned), -np.cos(turned))
        inner = 0.86 if hour % 5 else 0.83
        ends = [(middle + out[0] * SIDE * r / 2, middle + out[1] * SIDE * r / 2) for r in (inner, 0.89)]
        sheet.draw.line(ends, fill=ink, width=3 if hour % 5 else 8)
        if hour % 5 == 0 and (design.layout != 1 or hour % 15 == 0):
            text = ROMAN[hour // 5] if design.layout == 2 else str(hour // 5 or 12)
            x, y = middle + out[0] * SIDE * 0.35, middle + out[1] * SIDE * 0.35
            write(sheet.picture, text, (x - 40, y - 26, x + 40, y + 26), Lettering(ink, design.weight))


def _hand(sheet: Sheet, turned: float, length: float, width: float, ink: tuple[int, int, int]) -> None:
    middle, along = SIDE / 2, np.array([np.sin(turned), -np.cos(turned)])
    across = np.array([along[1], -along[0]]) * width
    tip, tail = along * length * SIDE / 2, -along * SIDE * 0.05
    corners = (tail - across, tail + across, tip + across * 0.4, tip - across * 0.4)
    sheet.draw.polygon([(float(middle + c[0]), float(middle + c[1])) for c in corners], fill=ink)


def _dial(design: Design, rng: np.random.Generator, minutes: int) -> Texture:
    palette = design.palette
    sheet = blank_sheet(design, rng, (SIDE, SIDE), 60)
    sheet.picture.paste(palette.light, (0, 0, SIDE, SIDE))
    inner = patterned(design, rng, (SIDE, SIDE), float(rng.uniform(50, 90)))
    mask = Image.new("L", (SIDE, SIDE))
    Sheet(mask, palette, rng, 1).draw.ellipse([SIDE * 0.24, SIDE * 0.24, SIDE * 0.76, SIDE * 0.76], fill=255)
    sheet.picture.paste(inner.picture, (0, 0), mask)
    ink = design.emblem_colours()[0]
    _numerals(sheet, design, ink)
    plate = SIDE * 0.13
    middle = SIDE / 2
    sheet.draw.ellipse((middle - plate, middle - plate, middle + plate, middle + plate), fill=palette.light)
    put_emblem(sheet, design, middle, middle, plate * 0.72)
    write(sheet.picture, design.brand, (SIDE * 0.4, SIDE * 0.64, SIDE * 0.6, SIDE * 0.69), Lettering(ink, 2))
    _hand(sheet, minutes / 720 * 2 * np.pi, 0.5, 9, (30, 28, 30))
    _hand(sheet, minutes % 60 / 60 * 2 * np.pi, 0.78, 7, (30, 28, 30))
    _hand(sheet, 2.2, 0.8, 2.5, COLOURS["vermilion"])
    sheet.draw.ellipse((middle - 13, middle - 13, middle + 13, middle + 13), fill=(30, 28, 30))
    return as_texture(sheet)


def clock(rng: np.random.Generator) -> Thing:
    """A round clock of 24 to 36 cm; its middle is at y = 0."""
    design, minutes = choose_design(rng), int(rng.integers(720))
    radius, deep = float(rng.uniform(0.12, 0.18)), 0.04
    forward = turn(pitch=float(np.pi / 2))
    case = plain(design.palette.ground)
    face = Material((case, _dial(design, rng, minutes)), 0.12, 6)
    rim = Material((case,), 0.5, 6)
    parts = (
        Part(Frustum(radius, radius, deep), rim, (0, 0, deep / 2), forward),
        Part(Frustum(radius * 0.9, radius * 0.9, 0.004), face, (0, 0, deep + 0.002), forward),
    )
    names = design.palette.names
    numerals = "Roman" if design.layout == 2 else "Arabic"
    return Thing(
        kind="clock",
        name=f"{design.brand} wall clock",
        caption=(
            f"Round wall clock in a {names[0]} case; the {names[4]} dial has {numerals} numerals, "
            f"{design.pattern} in the middle and {design.emblem}."
        ),
        category=Category("household", "clock", "wall clock"),
        parts=parts,
        width=2 * radius,
        height=2 * radius,
        depth=deep,
        mount="wall",
    )
