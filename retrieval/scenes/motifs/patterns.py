"""Name -> repeating pattern; a pattern fills the whole sheet over its ground colour."""

from collections.abc import Callable

from retrieval.scenes.motifs.floral import leaves, petals, sprigs, terrazzo
from retrieval.scenes.motifs.geometric import (
    checks,
    diamonds,
    dots,
    scallops,
    stripes,
    sunburst,
    triangles,
    waves,
    zigzag,
)
from retrieval.scenes.motifs.sheet import Sheet

PATTERNS: dict[str, Callable[[Sheet], None]] = {
    "stripes": stripes,
    "polka dots": dots,
    "scallops": scallops,
    "triangles": triangles,
    "zigzags": zigzag,
    "checks": checks,
    "diamonds": diamonds,
    "a sunburst": sunburst,
    "waves": waves,
    "leaves": leaves,
    "flowers": petals,
    "sprigs": sprigs,
    "terrazzo flecks": terrazzo,
}


def draw_pattern(name: str, sheet: Sheet) -> None:
    """Fill the sheet with the ground colour and the pattern of that name."""
    sheet.picture.paste(sheet.palette.ground, (0, 0, sheet.width, sheet.height))
    PATTERNS[name](sheet)
