"""Sheets for labels: a pattern under a panel with an emblem and a name."""

from dataclasses import dataclass

import numpy as np
from PIL import Image

from retrieval.scenes.lettering import Lettering, small_print, write
from retrieval.scenes.materials import Texture
from retrieval.scenes.motifs import EMBLEMS, PATTERNS, draw_emblem, draw_pattern
from retrieval.scenes.motifs.sheet import Sheet
from retrieval.scenes.palettes import Palette, choose_palette
from retrieval.scenes.words import BRANDS, one_of


@dataclass(frozen=True)
class Design:
    """What makes an instance that instance: brand, palette, pattern, emblem, layout."""

    brand: str
    palette: Palette
    pattern: str
    emblem: str
    layout: int
    weight: int
    slant: float
    spaced: bool

    def lettering(self, on_light: bool) -> Lettering:
        """The brand's hand, readable on the panel or on the ground."""
        dark = sum(self.palette.ground) < 480
        colour = self.palette.ground if dark else self.palette.ink
        if not on_light:
            colour = self.palette.ink
        return Lettering(colour, self.weight, self.slant, self.spaced)

    def emblem_colours(self) -> tuple[tuple[int, int, int], ...]:
        """Main, accent and light for emblems on a light panel."""
        dark = sum(self.palette.ground) < 520
        main = self.palette.ground if dark else self.palette.ink
        return main, self.palette.first, self.palette.light


def choose_design(rng: np.random.Generator) -> Design:
    """A design from the stream."""
    return Design(
        brand=one_of(rng, BRANDS),
        palette=choose_palette(rng),
        pattern=one_of(rng, tuple(PATTERNS)),
        emblem=one_of(rng, tuple(EMBLEMS)),
        layout=int(rng.integers(4)),
        weight=int(rng.integers(1, 7)),
        slant=float(rng.choice([0.0, 0.0, 0.22])),
        spaced=bool(rng.random() < 0.2),
    )


def blank_sheet(design: Design, rng: np.random.Generator, size: tuple[int, int], cell: float) -> Sheet:
    """A sheet of that size in the ground colour."""
    return Sheet(Image.new("RGB", size, design.palette.ground), design.palette, rng, cell)


def patterned(design: Design, rng: np.random.Generator, size: tuple[int, int], cell: float) -> Sheet:
    """A sheet filled with the design's pattern."""
    sheet = blank_sheet(design, rng, size, cell)
    draw_pattern(design.pattern, sheet)
    return sheet


def put_emblem(sheet: Sheet, design: Design, x: float, y: float, half: float) -> None:
    """The design's emblem at that pixel."""
    main, accent, light = design.emblem_colours()
    draw_emblem(design.emblem, sheet, (x, y), half, (main, accent, light))


def label_front(sheet: Sheet, design: Design, subtitle: str) -> None:
    """Panel, emblem, brand and subtitle over the pattern, in one of four layouts."""
    (_panel_oval, _panel_top, _panel_band, _panel_card)[design.layout](sheet, design, subtitle)


def _panel_oval(sheet: Sheet, design: Design, subtitle: str) -> None:
    w, h, light = sheet.width, sheet.height, sheet.palette.light
    box = (w * 0.09, h * 0.17, w * 0.91, h * 0.83)
    edge = (box[0] - 12, box[1] - 12, box[2] + 12, box[3] + 12)
    sheet.draw.ellipse(edge, fill=sheet.palette.second)
    sheet.draw.ellipse(box, fill=light)
    put_emblem(sheet, design, w * 0.5, h * 0.38, min(w, h) * 0.17)
    write(sheet.picture, design.brand, (w * 0.18, h * 0.52, w * 0.82, h * 0.66), design.lettering(True))
    write(
        sheet.picture, subtitle, (w * 0.27, h * 0.69, w * 0.73, h * 0.75), Lettering(sheet.palette.second, 1)
    )


def _panel_top(sheet: Sheet, design: Design, subtitle: str) -> None:
    w, h, palette = sheet.width, sheet.height, sheet.palette
    sheet.draw.rectangle((0, 0, w, h * 0.4), fill=palette.light)
    sheet.draw.rectangle((0, h * 0.4, w, h * 0.43), fill=palette.second)
    write(sheet.picture, design.brand, (w * 0.08, h * 0.06, w * 0.92, h * 0.24), design.lettering(True))
    write(sheet.picture, subtitle, (w * 0.15, h * 0.28, w * 0.85, h * 0.36), Lettering(palette.second, 1))
    radius = min(w, h) * 0.27
    middle = (w * 0.5, h * 0.7)
    box = (middle[0] - radius, middle[1] - radius, middle[0] + radius, middle[1] + radius)
    sheet.draw.ellipse(box, fill=palette.light, outline=palette.second, width=max(int(w * 0.015), 2))
    put_emblem(sheet, design, middle[0], middle[1], radius * 0.66)


def _panel_band(sheet: Sheet, design: Design, subtitle: str) -> None:
    w, h, palette = sheet.width, sheet.height, sheet.palette
    sheet.draw.rectangle((0, h * 0.3, w, h * 0.7), fill=palette.light)
    for y in (0.285, 0.7):
        sheet.draw.rectangle((0, h * y, w, h * (y + 0.015)), fill=palette.second)
    half = min(w * 0.19, h * 0.13)
    put_emblem(sheet, design, w * 0.5, h * 0.42, half)
    write(sheet.picture, design.brand, (w * 0.07, h * 0.54, w * 0.93, h * 0.635), design.lettering(True))
    write(sheet.picture, subtitle, (w * 0.2, h * 0.645, w * 0.8, h * 0.69), Lettering(palette.second, 1))


def _panel_card(sheet: Sheet, design: Design, subtitle: str) -> None:
    w, h, palette = sheet.width, sheet.height, sheet.palette
    box = (w * 0.12, h * 0.1, w * 0.88, h * 0.62)
    sheet.draw.rounded_rectangle(box, radius=w * 0.08, fill=palette.light)
    put_emblem(sheet, design, w * 0.5, h * 0.33, min(w * 0.27, h * 0.2))
    band = (0, h * 0.68, w, h * 0.92)
    dark = sum(palette.ground) < 480
    sheet.draw.rectangle(band, fill=palette.ground)
    colour = palette.light if dark else palette.ink
    style = Lettering(colour, design.weight, design.slant, design.spaced)
    write(sheet.picture, design.brand, (w * 0.08, h * 0.69, w * 0.92, h * 0.83), style)
    write(sheet.picture, subtitle, (w * 0.2, h * 0.84, w * 0.8, h * 0.905), Lettering(colour, 1))


def side_panel(design: Design, rng: np.random.Generator, size: tuple[int, int], title: str) -> Sheet:
    """The side of a packet: title, small print, emblem."""
    sheet = blank_sheet(design, rng, size, 40)
    w, h, palette = size[0], size[1], design.palette
    sheet.draw.rectangle((w * 0.1, h * 0.3, w * 0.9, h * 0.9), fill=palette.light)
    small_print(sheet.picture, (w * 0.17, h * 0.36, w * 0.83, h * 0.66), design.emblem_colours()[0])
    write(sheet.picture, title, (w * 0.1, h * 0.07, w * 0.9, h * 0.2), Lettering(palette.ink, 2))
    put_emblem(sheet, design, w * 0.5, h * 0.78, min(w * 0.22, h * 0.1))
    return sheet


def as_texture(sheet: Sheet) -> Texture:
    """The sheet as a texture."""
    return Texture(np.asarray(sheet.picture, dtype=np.uint8))
