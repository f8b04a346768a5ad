"""A wall with pictures over a sideboard."""

import numpy as np

from retrieval.scenes.grounds import TABLES, WALLS
from retrieval.scenes.planes import Plane
from retrieval.scenes.stages.framing import aimed, without_blockers
from retrieval.scenes.stages.setting import Aim, Cast, Setting, indoor_light
from retrieval.scenes.stages.table import radius_of
from retrieval.scenes.thing import Placed, Thing
from retrieval.scenes.words import one_of

DEEP = 0.36


def arrange_wall(cast: Cast, frame: tuple[int, int], rng: np.random.Generator) -> Setting:
    """The main thing hangs among others; what stands, stands on the sideboard below and may cover it."""
    mains = (Placed(cast.main, (0.0, 0.0, 0.0), 0.0, 1),)
    low = -cast.main.height / 2 - float(rng.uniform(0.02, 0.22))
    hung = [thing for thing in cast.extras if thing.mount == "wall"]
    standing = [thing for thing in cast.extras if thing.mount == "table"]
    extras = _hang(hung, cast.main, low, rng) + _line_up(standing, low, rng)
    # never from the front: a flat thing would then be a mere crop of its query
    camera = aimed(mains, frame, rng, Aim((0.28, 0.5), (0.02, 0.24), (0.3, 0.62), 0.0))
    wall = WALLS[one_of(rng, tuple(WALLS))](rng)
    top = TABLES[one_of(rng, ("wood", "wood", "laminate", "stone"))](rng)
    planes = (
        Plane((-4, -2, 0), (8, 0, 0), (0, 5, 0), wall, 2.6, 0.8),
        Plane((-1.1, low - 1.2, DEEP), (2.4, 0, 0), (0, 1.2, 0), top, 1.2),
        Plane((-1.1, low, DEEP), (2.4, 0, 0), (0, 0, -DEEP), top, 1.2),
    )
    return Setting(camera, indoor_light(rng), planes, mains, without_blockers(camera, mains, extras))


def _hang(things: list[Thing], main: Thing, low: float, rng: np.random.Generator) -> list[Placed]:
    rectangles = [(0.0, 0.0, main.width, main.height)]
    placed = []
    for thing in things:
        for _ in range(16):
            x, y = float(rng.uniform(-1.0, 1.0)), float(rng.uniform(low + 0.1, 0.5))
            apart = all(
                abs(x - rx) > (thing.width + rw) / 2 + 0.03 or abs(y - ry) > (thing.height + rh) / 2 + 0.03
                for rx, ry, rw, rh in rectangles
            )
            if apart and y - thing.height / 2 > low + 0.02:
                rectangles.append((x, y, thing.width, thing.height))
                placed.append(Placed(thing, (x, y, 0.0)))
                break
    return placed


def _line_up(things: list[Thing], low: float, rng: np.random.Generator) -> list[Placed]:
    placed, x = [], float(rng.uniform(-1.0, -0.6))
    for thing in things:
        x += radius_of(thing) + float(rng.uniform(0.0, 0.14))
        z = min(DEEP * float(rng.uniform(0.35, 0.65)), DEEP - radius_of(thing))
        placed.append(Placed(thing, (x, low, max(z, radius_of(thing) * 0.7)), float(rng.uniform(-0.8, 0.8))))
        x += radius_of(thing) + 0.01
    return placed
