"""Shelves: three boards in front of a panel."""

import numpy as np

from retrieval.scenes.grounds import TABLES, WALLS
from retrieval.scenes.planes import Plane
from retrieval.scenes.stages.framing import aimed, without_blockers
from retrieval.scenes.stages.setting import Aim, Cast, Setting, indoor_light
from retrieval.scenes.stages.table import GAP, radius_of
from retrieval.scenes.thing import Placed
from retrieval.scenes.words import one_of

FRONT, BACK, THICK = 0.15, -0.17, 0.022


def arrange_shelf(cast: Cast, frame: tuple[int, int], rng: np.random.Generator) -> Setting:
    """The main things on the middle board, extras beside, above and below."""
    rise = max(cast.main.height + 0.08, 0.3)
    levels = (0.0, rise, -max(rise, 0.34))
    mains = _mains(cast, rng)
    reach = max(p.position[0] for p in mains) + radius_of(cast.main)
    extras = _filled(cast, levels, reach, rng)
    camera = aimed(mains, frame, rng, Aim((0.3, 0.52), (-0.04, 0.26), (0.0, 0.4)))
    panel = WALLS[one_of(rng, ("paint", "paint", "wallpaper", "tiles"))](rng)
    wood = TABLES[one_of(rng, ("wood", "wood", "laminate"))](rng)
    planes = [Plane((-4, -3, BACK), (8, 0, 0), (0, 6, 0), panel, 2.0)]
    for level in sorted(levels, key=lambda y: abs(y - camera.position[1]), reverse=True):
        planes += [
            Plane((-2, level, FRONT), (4, 0, 0), (0, 0, BACK - FRONT), wood, 1.1, solid=True),
            Plane((-2, level - THICK, BACK), (4, 0, 0), (0, 0, FRONT - BACK), wood, 1.1, solid=True),
            Plane((-2, level - THICK, FRONT), (4, 0, 0), (0, THICK, 0), wood, 1.1, solid=True),
        ]
    kept = without_blockers(camera, mains, extras)
    return Setting(camera, indoor_light(rng), tuple(planes), mains, kept)


def _mains(cast: Cast, rng: np.random.Generator) -> tuple[Placed, ...]:
    step = radius_of(cast.main) * 2 + GAP
    places = [(number - (cast.copies - 1) / 2) * step for number in range(cast.copies)]
    return tuple(
        Placed(
            cast.main, (x, 0.0, float(rng.uniform(-0.03, 0.02))), float(rng.uniform(-0.5, 0.5)), number + 1
        )
        for number, x in enumerate(places)
    )


def _filled(cast: Cast, levels: tuple[float, ...], reach: float, rng: np.random.Generator) -> list[Placed]:
    """Rows that grow outwards from the middle, on both sides of the main things on their board."""
    edges = {(level, side): 0.02 if level else reach for level in levels for side in (-1, 1)}
    placed = []
    for number, thing in enumerate(cast.extras):
        level = levels[number % 5 % 3]
        side = 1 if rng.random() < 0.5 else -1
        room = levels[1] - THICK - 0.01
        if thing.height > room:
            continue
        x = edges[level, side] + radius_of(thing) + float(rng.uniform(0.0, 0.07))
        edges[level, side] = x + radius_of(thing)
        spot = (x * side, level, float(rng.uniform(-0.05, 0.05)))
        placed.append(Placed(thing, spot, float(rng.uniform(-0.7, 0.7))))
    return placed
