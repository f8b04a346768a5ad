"""Named colours and harmonies of five: ground, ink, two accents and a light tone."""

from dataclasses import dataclass

import numpy as np

from retrieval.scenes.arrays import Colour

COLOURS: dict[str, Colour] = {
    "navy": (28, 44, 84),
    "teal": (22, 120, 124),
    "emerald": (24, 118, 82),
    "olive": (122, 126, 58),
    "mustard": (222, 166, 44),
    "orange": (230, 114, 40),
    "vermilion": (210, 62, 44),
    "crimson": (160, 30, 50),
    "burgundy": (98, 26, 44),
    "rose": (228, 138, 148),
    "coral": (240, 128, 104),
    "plum": (94, 48, 104),
    "lilac": (176, 152, 206),
    "sky blue": (122, 180, 220),
    "cobalt blue": (34, 80, 176),
    "mint": (164, 212, 186),
    "forest green": (32, 72, 48),
    "cream": (246, 236, 212),
    "ivory": (250, 246, 234),
    "sand": (222, 198, 156),
    "chocolate": (82, 50, 36),
    "charcoal": (48, 50, 56),
    "turquoise": (64, 186, 188),
    "lemon": (246, 216, 88),
    "peach": (248, 196, 158),
    "slate grey": (104, 118, 134),
}

HARMONIES: tuple[tuple[str, str, str, str, str], ...] = (
    ("teal", "cream", "mustard", "coral", "ivory"),
    ("vermilion", "cream", "navy", "lemon", "ivory"),
    ("navy", "ivory", "coral", "mustard", "cream"),
    ("mustard", "charcoal", "vermilion", "teal", "cream"),
    ("forest green", "cream", "orange", "rose", "ivory"),
    ("plum", "cream", "lilac", "mustard", "ivory"),
    ("rose", "burgundy", "forest green", "lemon", "ivory"),
    ("cobalt blue", "ivory", "lemon", "coral", "cream"),
    ("sand", "chocolate", "teal", "vermilion", "ivory"),
    ("charcoal", "cream", "orange", "turquoise", "ivory"),
    ("mint", "forest green", "coral", "mustard", "ivory"),
    ("burgundy", "peach", "mustard", "sky blue", "cream"),
    ("sky blue", "navy", "lemon", "vermilion", "ivory"),
    ("orange", "ivory", "plum", "turquoise", "cream"),
    ("olive", "cream", "burgundy", "mustard", "ivory"),
    ("lilac", "plum", "emerald", "peach", "ivory"),
    ("turquoise", "navy", "orange", "rose", "ivory"),
    ("chocolate", "peach", "turquoise", "lemon", "cream"),
    ("emerald", "lemon", "rose", "navy", "ivory"),
    ("crimson", "ivory", "sky blue", "mustard", "cream"),
    ("lemon", "navy", "teal", "coral", "ivory"),
    ("slate grey", "ivory", "coral", "lemon", "cream"),
    ("coral", "burgundy", "turquoise", "ivory", "cream"),
    ("peach", "crimson", "teal", "plum", "ivory"),
)


@dataclass(frozen=True)
class Palette:
    """Five named colours that go together."""

    names: tuple[str, str, str, str, str]

    @property
    def ground(self) -> Colour:
        """The colour of the large areas."""
        return COLOURS[self.names[0]]

    @property
    def ink(self) -> Colour:
        """The colour of lettering on the ground."""
        return COLOURS[self.names[1]]

    @property
    def first(self) -> Colour:
        """The first accent."""
        return COLOURS[self.names[2]]

    @property
    def second(self) -> Colour:
        """The second accent."""
        return COLOURS[self.names[3]]

    @property
    def light(self) -> Colour:
        """A light tone for panels."""
        return COLOURS[self.names[4]]


def choose_palette(rng: np.random.Generator) -> Palette:
    """One of the harmonies."""
    return Palette(HARMONIES[int(rng.integers(len(HARMONIES)))])


def mixed(first: Colour, second: Colour, share: float) -> Colour:
    """The first colour with that share of the second."""
    a, b = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    red, green, blue = (round(float(value)) for value in a * (1 - share) + b * share)
    return red, green, blue
