"""House fronts: storeys of windows over a shop, with a sign and an awning."""

from dataclasses import dataclass

import numpy as np
from PIL import Image

from retrieval.scenes.arrays import Colour
from retrieval.scenes.grounds.noise import cloud, tinted
from retrieval.scenes.lettering import write
from retrieval.scenes.materials import Material, Texture, painted
from retrieval.scenes.motifs.sheet import Sheet
from retrieval.scenes.palettes import mixed
from retrieval.scenes.shapes import BoxShape
from retrieval.scenes.thing import Category, Part, Thing, turn
from retrieval.scenes.things.artwork import Design, blank_sheet, choose_design, patterned, put_emblem

PIXELS = 84  # per metre
SHOPS = ("Bakery", "Cafe", "Books", "Flowers", "Pharmacy", "Hotel", "Cinema", "Hats")
GLASS: Colour = (66, 84, 98)
SHOP_HEIGHT = 3.1


@dataclass(frozen=True)
class _Front:
    storeys: int
    columns: int
    arched: bool
    shutters: bool
    shop: str


def _window(sheet: Sheet, design: Design, box: tuple[float, float, float, float], front: _Front) -> None:
    left, top, right, bottom = box
    palette, draw = design.palette, sheet.draw
    trim, wide = palette.light, right - left
    draw.rectangle((left - 9, top - 9, right + 9, bottom + 9), fill=trim)
    if front.arched:
        draw.ellipse((left - 9, top - wide / 2, right + 9, top + wide / 2), fill=trim)
        draw.ellipse((left, top - wide / 2 + 9, right, top + wide / 2), fill=GLASS)
    tone = float(sheet.rng.uniform(0, 0.35))
    draw.rectangle(box, fill=mixed(GLASS, (226, 232, 236), tone))
    if sheet.rng.random() < 0.4:
        curtain = mixed(palette.light, palette.first, 0.3)
        draw.polygon([(left, top), (left + wide * 0.4, top), (left, bottom)], fill=curtain)
        draw.polygon([(right, top), (right - wide * 0.4, top), (right, bottom)], fill=curtain)
    middle = (left + right) / 2
    draw.line((middle, top, middle, bottom), fill=trim, width=6)
    draw.line((left, top + (bottom - top) * 0.4, right, top + (bottom - top) * 0.4), fill=trim, width=6)
    draw.rectangle((left - 14, bottom + 6, right + 14, bottom + 16), fill=mixed(trim, (60, 60, 60), 0.25))
    if front.shutters:
        for x in (left - wide * 0.46, right + 10):
            draw.rectangle((x, top, x + wide * 0.4, bottom), fill=palette.first)
            for y in np.arange(top + 6, bottom - 4, 9):
                draw.line(
                    (x + 4, y, x + wide * 0.4 - 4, y), fill=mixed(palette.first, (0, 0, 0), 0.3), width=2
                )


def _shop(sheet: Sheet, design: Design, front: _Front) -> None:
    w, h, palette = sheet.width, sheet.height, design.palette
    top = h - SHOP_HEIGHT * PIXELS
    sheet.draw.rectangle((0, top, w, h), fill=palette.second)
    sheet.draw.rectangle((w * 0.03, top + 8, w * 0.97, top + 62), fill=palette.light)
    title = f"{design.brand} {front.shop}"
    write(sheet.picture, title, (w * 0.14, top + 14, w * 0.86, top + 56), design.lettering(True))
    for left, right in ((0.05, 0.36), (0.64, 0.95)):
        box = (w * left, top + 100, w * right, h - 56)
        sheet.draw.rectangle(box, fill=mixed(GLASS, (250, 214, 150), 0.25))
        for shelf in range(3):
            for item in range(5):
                x = box[0] + (box[2] - box[0]) * (item + 0.5) / 5
                y = box[3] - 8 - shelf * 40
                size = float(sheet.rng.uniform(6, 13))
                fill = (palette.first, palette.light, palette.ground, palette.ink)[int(sheet.rng.integers(4))]
                sheet.draw.ellipse((x - size, y - 2 * size, x + size, y), fill=fill)
    door = (w * 0.42, top + 90, w * 0.58, h)
    sheet.draw.rectangle(door, fill=mixed(palette.first, (20, 20, 20), 0.25))
    sheet.draw.rectangle(
        (door[0] + 10, door[1] + 12, door[2] - 10, h - 70), fill=mixed(GLASS, (20, 20, 20), 0.3)
    )
    put_emblem(sheet, design, w * 0.5, top + 140, w * 0.04)


def _front_texture(
    design: Design, rng: np.random.Generator, size: tuple[float, float], front: _Front
) -> Texture:
    w, h = int(size[0] * PIXELS), int(size[1] * PIXELS)
    sheet = blank_sheet(design, rng, (w, h), 60)
    plaster = tinted(design.palette.ground, cloud(rng, (h, w), (9, 8), 5), 0.05)
    sheet = Sheet(Image.fromarray(plaster), design.palette, rng, 60)
    storey = (h - SHOP_HEIGHT * PIXELS) / (front.storeys + 0.35)
    sheet.draw.rectangle((0, 0, w, storey * 0.16), fill=design.palette.light)
    for row in range(front.storeys):
        top = storey * (row + 0.55)
        for column in range(front.columns):
            middle = w * (column + 0.5) / front.columns
            half = w / front.columns * 0.21
            _window(sheet, design, (middle - half, top, middle + half, top + storey * 0.52), front)
        y = storey * (row + 1.3)
        if row < front.storeys - 1:
            sheet.draw.rectangle((0, y, w, y + 7), fill=design.palette.light)
    _shop(sheet, design, front)
    return Texture(np.asarray(sheet.picture, dtype=np.uint8))


def facade(rng: np.random.Generator) -> Thing:
    """A house front of 6 to 9 m across."""
    design = choose_design(rng)
    front = _Front(
        storeys=int(rng.integers(2, 5)),
        columns=int(rng.integers(3, 6)),
        arched=bool(rng.random() < 0.4),
        shutters=bool(rng.random() < 0.5),
        shop=SHOPS[int(rng.integers(len(SHOPS)))],
    )
    width, deep = float(rng.uniform(6, 9)), 7.0
    height = SHOP_HEIGHT + 3.0 * front.storeys + 0.8
    texture = _front_texture(design, rng, (width, height), front)
    side = painted(mixed(design.palette.ground, (90, 90, 90), 0.2), 0.0)
    roof = painted(mixed(design.palette.second, (70, 50, 44), 0.6), 0.0)
    walls = Material((*side.textures * 4, texture, *side.textures), 0.05, 5)
    cloth = patterned(design, rng, (512, 128), 64)
    awning = Material((Texture(np.asarray(cloth.picture, dtype=np.uint8)),), 0.0)
    parts = (
        Part(BoxShape(width, height, deep), walls, (0, height / 2, -deep / 2)),
        Part(BoxShape(width + 0.5, 0.35, deep + 0.5), roof, (0, height + 0.17, -deep / 2)),
        Part(BoxShape(width * 0.98, 0.07, 1.1), awning, (0, SHOP_HEIGHT - 0.95, 0.48), turn(pitch=0.42)),
    )
    names = design.palette.names
    return Thing(
        kind="facade",
        name=f"{design.brand} {front.shop.lower()} house",
        caption=(
            f"{names[0].capitalize()} plaster house front of {front.storeys + 1} storeys with "
            f"{front.columns} {'arched ' if front.arched else ''}windows per floor"
            + (f", {names[2]} shutters" if front.shutters else "")
            + f", a {names[3]} shop front named '{design.brand} {front.shop}' and an awning with "
            f"{design.pattern}."
        ),
        category=Category("place", "building", "shop house"),
        parts=parts,
        width=width,
        height=height,
        depth=0.5,
        mount="street",
    )
