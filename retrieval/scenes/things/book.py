"""Hardback books, standing."""

import numpy as np

from retrieval.scenes.lettering import Lettering, write
from retrieval.scenes.materials import Material, painted
from retrieval.scenes.motifs.sheet import Sheet
from retrieval.scenes.shapes import BoxShape
from retrieval.scenes.thing import Category, Part, Thing
from retrieval.scenes.things.artwork import (
    Design,
    as_texture,
    blank_sheet,
    choose_design,
    patterned,
    put_emblem,
)
from retrieval.scenes.things.surfaces import paper_edges
from retrieval.scenes.words import BRANDS, TITLES, one_of


def _cover(design: Design, rng: np.random.Generator, size: tuple[int, int], title: str) -> Sheet:
    w, h = size
    palette = design.palette
    sheet = patterned(design, rng, size, w / float(rng.uniform(4, 7)))
    author = f"{design.brand} {one_of(rng, BRANDS)}"
    if design.layout % 2:
        sheet.draw.rectangle((w * 0.1, h * 0.08, w * 0.9, h * 0.5), fill=palette.light)
        put_emblem(sheet, design, w * 0.5, h * 0.72, w * 0.2)
        box = (w * 0.15, h * 0.12, w * 0.85, h * 0.34)
    else:
        sheet.draw.rectangle((0, h * 0.5, w, h), fill=palette.light)
        sheet.draw.ellipse((w * 0.22, h * 0.13, w * 0.78, h * 0.13 + w * 0.56), fill=palette.light)
        put_emblem(sheet, design, w * 0.5, h * 0.13 + w * 0.28, w * 0.18)
        box = (w * 0.1, h * 0.56, w * 0.9, h * 0.76)
    words = title.split()
    cut = (len(words) + 1) // 2
    middle = (box[1] + box[3]) / 2
    style = design.lettering(True)
    write(sheet.picture, " ".join(words[:cut]), (box[0], box[1], box[2], middle - h * 0.01), style)
    write(sheet.picture, " ".join(words[cut:]), (box[0], middle + h * 0.01, box[2], box[3]), style)
    under = (w * 0.25, box[3] + h * 0.05, w * 0.75, box[3] + h * 0.1)
    write(sheet.picture, author, under, Lettering(design.emblem_colours()[0], 1))
    return sheet


def book(rng: np.random.Generator) -> Thing:
    """A book of 18 to 25 cm that stands on its lower edge."""
    design, title = choose_design(rng), one_of(rng, TITLES)
    width, height = float(rng.uniform(0.125, 0.165)), float(rng.uniform(0.185, 0.245))
    thick = float(rng.uniform(0.018, 0.038))
    front = _cover(design, rng, (520, int(520 * height / width)), title)
    spine = blank_sheet(design, rng, (760, 110), 30)
    colour = design.palette.light if sum(design.palette.ground) < 480 else design.palette.ink
    write(spine.picture, title, (40, 18, 560, 92), Lettering(colour, 2))
    write(spine.picture, design.brand, (600, 28, 740, 82), Lettering(colour, 1))
    spine_texture = np.ascontiguousarray(np.rot90(np.asarray(spine.picture), -1))
    edges = (paper_edges(rng, False), paper_edges(rng, True), paper_edges(rng, True))
    cover = as_texture(front)
    board = 0.0026
    pages = Part(
        BoxShape(width * 0.965, height * 0.965, thick - 2 * board),
        Material((edges[0], edges[0], edges[1], edges[2]), 0.02),
        (-width * 0.005, height / 2, 0),
    )
    cloth = painted(design.palette.ground, 0.12)
    boards = tuple(
        Part(
            BoxShape(width, height, board),
            Material((*cloth.textures * 4, cover, cover), 0.12, 5),
            (0, height / 2, side * (thick - board) / 2),
        )
        for side in (1, -1)
    )
    back = Material((*cloth.textures, type(cover)(spine_texture), *cloth.textures), 0.12, 5)
    spine_part = Part(BoxShape(board, height, thick), back, (-width / 2, height / 2, 0))
    return Thing(
        kind="book",
        name=f"book {title} by {design.brand}",
        caption=(
            f"Hardback book titled '{title}' with a {design.palette.names[0]} cover printed with "
            f"{design.pattern} and {design.emblem}."
        ),
        category=Category("product", "publication", "book"),
        parts=(pages, *boards, spine_part),
        width=width,
        height=height,
        depth=thick,
    )
