"""Lettering with the typeface that Pillow brings along: the same on every machine."""

from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from retrieval.scenes.arrays import Colour

BASE = 96


@dataclass(frozen=True)
class Lettering:
    """How a line is written; `weight` is 0 (light) to 8 (black), `slant` the shear of italics."""

    colour: Colour
    weight: int = 3
    slant: float = 0.0
    spaced: bool = False


@lru_cache(maxsize=4)
def _typeface(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise TypeError("Pillow was built without FreeType, so no lettering can be drawn.")
    return font


def _stencil(text: str, style: Lettering) -> Image.Image:
    line = " ".join(text) if style.spaced else text
    font = _typeface(BASE)
    left, top, right, bottom = font.getbbox(line, stroke_width=style.weight)
    stencil = Image.new("L", (int(right - left) + 4, int(bottom - top) + 4))
    draw = ImageDraw.Draw(stencil)
    draw.text((2 - left, 2 - top), line, fill=255, font=font, stroke_width=style.weight)
    if style.slant:
        lean = round(abs(style.slant) * stencil.height)
        wide = (stencil.width + lean, stencil.height)
        shear = (1, style.slant, -max(style.slant, 0) * stencil.height, 0, 1, 0)
        stencil = stencil.transform(wide, Image.Transform.AFFINE, shear, Image.Resampling.BILINEAR)
    return stencil


def write(picture: Image.Image, text: str, box: tuple[float, float, float, float], style: Lettering) -> None:
    """Write the text as large as fits into the box (left, top, right, bottom), centred.

    Letters are squeezed by at most a third before the line is made smaller.
    """
    stencil = _stencil(text, style)
    room_x, room_y = max(box[2] - box[0], 4), max(box[3] - box[1], 4)
    tall = min(room_y, room_x / (stencil.width * 0.67) * stencil.height)
    wide = min(room_x, tall / stencil.height * stencil.width)
    size = (max(round(wide), 1), max(round(tall), 1))
    stencil = stencil.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0)
    corner = (round((box[0] + box[2] - wide) / 2), round((box[1] + box[3] - tall) / 2))
    picture.paste(style.colour, (*corner, corner[0] + size[0], corner[1] + size[1]), stencil)


def small_print(picture: Image.Image, box: tuple[float, float, float, float], colour: Colour) -> None:
    """Bars that read as lines of small print."""
    draw = ImageDraw.Draw(picture)
    left, top, right, bottom = box
    pitch = max((bottom - top) / 7, 3.0)
    for number in range(7):
        y = top + number * pitch
        end = right - (right - left) * (0.07 * ((number * 5) % 4) + (0.3 if number == 6 else 0))
        draw.rectangle((left, y, end, y + pitch * 0.42), fill=colour)


def barcode(picture: Image.Image, box: tuple[float, float, float, float], digits: int) -> None:
    """A white field with bars that depend on the digits."""
    draw = ImageDraw.Draw(picture)
    left, top, right, bottom = box
    draw.rectangle(box, fill=(250, 250, 250))
    step = (right - left) / 44
    for number in range(2, 42):
        if (digits >> (number % 30)) & 1 or number % 7 == 0:
            x = left + number * step
            draw.rectangle((x, top + step * 2, x + step * 0.6, bottom - step * 2), fill=(20, 20, 20))
