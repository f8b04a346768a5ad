"""The sheet a motif is drawn on: a Pillow picture, its palette and a random stream."""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from retrieval.scenes.palettes import Palette


@dataclass(frozen=True, eq=False)
class Sheet:
    """A picture under the pencil; `cell` is the pitch of repeating patterns in pixels."""

    picture: Image.Image
    palette: Palette
    rng: np.random.Generator
    cell: float

    @property
    def draw(self) -> ImageDraw.ImageDraw:
        """The pencil."""
        return ImageDraw.Draw(self.picture)

    @property
    def width(self) -> int:
        """Pixels across."""
        return self.picture.width

    @property
    def height(self) -> int:
        """Pixels down."""
        return self.picture.height

    def cells(self, stagger: bool = False) -> list[tuple[float, float, int]]:
        """Centres (x, y, running number) of a grid that covers the sheet; every other row shifted."""
        spots = []
        for row in range(int(self.height / self.cell) + 2):
            shift = self.cell / 2 if stagger and row % 2 else 0.0
            for column in range(int(self.width / self.cell) + 3):
                x = (column - 0.5) * self.cell + shift
                spots.append((x, (row + 0.5) * self.cell, row * 31 + column))
        return spots
