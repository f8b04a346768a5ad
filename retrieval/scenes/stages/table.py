"""A table against a wall, crowded."""

import numpy as np

from retrieval.scenes.grounds import TABLES, WALLS
from retrieval.scenes.planes import Plane
from retrieval.scenes.stages.framing import aimed, without_blockers
from retrieval.scenes.stages.setting import Aim, Cast, Setting, indoor_light
from retrieval.scenes.thing import Placed, Thing
from retrieval.scenes.words import one_of

GAP = 0.012


def radius_of(thing: Thing, size: float = 1.0) -> float:
    """Radius of the circle on the table that the thing needs."""
    return float(np.hypot(thing.width, thing.depth)) / 2 * size


def arrange_table(cast: Cast, frame: tuple[int, int], rng: np.random.Generator) -> Setting:
    """Main things near the middle, extras around and in front, camera at eye height of someone there."""
    back = float(rng.uniform(0.28, 0.5))
    mains = _mains(cast, rng)
    extras = scattered(list(cast.extras), list(mains), rng, (0.62, back - 0.08, 0.34))
    camera = aimed(mains, frame, rng, Aim((0.24, 0.5)))
    wall = WALLS[one_of(rng, tuple(WALLS))](rng)
    table = TABLES[one_of(rng, tuple(TABLES))](rng)
    planes = (
        Plane((-5, 0, -back), (10, 0, 0), (0, 4, 0), wall, 2.4, float(rng.uniform(1.0, 3.2))),
        Plane((-5, 0, 2.0), (10, 0, 0), (0, 0, -2.0 - back), table, 1.5),
    )
    return Setting(camera, indoor_light(rng), planes, mains, without_blockers(camera, mains, extras))


def _mains(cast: Cast, rng: np.random.Generator) -> tuple[Placed, ...]:
    step = radius_of(cast.main) * 2 + GAP
    placed = []
    for number in range(cast.copies):
        spot = ((number - (cast.copies - 1) / 2) * step, 0.0, float(rng.uniform(-0.02, 0.02)))
        placed.append(Placed(cast.main, spot, float(rng.uniform(-0.65, 0.65)), number + 1))
    return tuple(placed)


def scattered(
    things: list[Thing], taken: list[Placed], rng: np.random.Generator, reach: tuple[float, float, float]
) -> list[Placed]:
    """The things at free spots: up to reach[0] to the sides, reach[1] behind, reach[2] in front."""
    circles = [(p.position[0], p.position[2], radius_of(p.thing, p.size)) for p in taken]
    placed = []
    for thing in things:
        mine = radius_of(thing)
        for _ in range(14):
            x = float(rng.normal(0, 0.5)) * reach[0]
            z = float(rng.uniform(-reach[1], reach[2]))
            free = all(np.hypot(x - cx, z - cz) > mine + r * 0.9 + GAP for cx, cz, r in circles)
            if free and z - mine > -reach[1] - 0.06:
                circles.append((x, z, mine))
                placed.append(Placed(thing, (x, 0.0, z), float(rng.uniform(-0.9, 0.9))))
                break
    return placed
