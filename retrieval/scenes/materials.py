"""What a surface is made of: textures per face, how it shines, how furry it is."""

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np

from retrieval.scenes.arrays import Bytes, Colour

MIN_SIDE = 8


@dataclass(frozen=True, eq=False)
class Texture:
    """An sRGB picture uint8 [h, w, 3] with smaller copies of itself for small views."""

    pixels: Bytes

    @cached_property
    def levels(self) -> list[Bytes]:
        """The picture and its halves."""
        levels = [self.pixels]
        while min(levels[-1].shape[:2]) >= 2 * MIN_SIDE:
            height, width = levels[-1].shape[:2]
            half = cv2.resize(levels[-1], (width // 2, height // 2), interpolation=cv2.INTER_AREA)
            levels.append(half.astype(np.uint8))
        return levels

    def level_for(self, ratio: float) -> Bytes:
        """The copy to use when `ratio` texture pixels fall on one pixel of the picture."""
        wanted = int(np.floor(np.log2(max(ratio, 1.0)) + 0.4))
        return self.levels[min(wanted, len(self.levels) - 1)]


def plain(colour: Colour) -> Texture:
    """A texture of one colour."""
    return Texture(np.full((8, 8, 3), colour, dtype=np.uint8))


@dataclass(frozen=True, eq=False)
class Material:
    """Textures by face (the last one serves all further faces), gloss 0..1, fur 0..1.

    `shine` is the binary logarithm of the Blinn-Phong exponent.
    """

    textures: tuple[Texture, ...]
    gloss: float = 0.15
    shine: int = 5
    fur: float = 0.0

    def texture(self, face: int) -> Texture:
        """The texture of that face."""
        return self.textures[min(face, len(self.textures) - 1)]


def painted(colour: Colour, gloss: float = 0.15, shine: int = 5) -> Material:
    """A material of one colour."""
    return Material((plain(colour),), gloss, shine)


def furry(colour: Colour) -> Material:
    """Plush of one colour."""
    return Material((plain(colour),), 0.0, 2, 1.0)
