"""A row of houses behind a pavement."""

import numpy as np

from retrieval.scenes.arrays import Vector
from retrieval.scenes.camera import Camera
from retrieval.scenes.grounds.outdoors import paving, sky
from retrieval.scenes.light import Light
from retrieval.scenes.planes import Plane
from retrieval.scenes.stages.framing import inside_share, without_blockers
from retrieval.scenes.stages.setting import Cast, Setting
from retrieval.scenes.thing import Placed, Thing
from retrieval.scenes.things.street import STREET


def arrange_street(cast: Cast, frame: tuple[int, int], rng: np.random.Generator) -> Setting:
    """The main house in its row, with neighbours, trees, lamps and vans in front."""
    mains = (Placed(cast.main, (0.0, 0.0, 0.0), 0.0, 1),)
    camera = _aimed(mains[0], frame, rng, (0.4, 0.66))
    houses = _row(cast, rng)
    furniture = _furniture(rng)
    kept = without_blockers(camera, mains, furniture)
    return Setting(camera, _daylight(rng), _planes(rng), mains, (*houses, *kept))


def arrange_alone(cast: Cast, frame: tuple[int, int], rng: np.random.Generator) -> Setting:
    """The house alone under the sky."""
    mains = (Placed(cast.main, (0.0, 0.0, 0.0), 0.0, 1),)
    camera = _aimed(mains[0], frame, rng, (0.72, 0.8))
    return Setting(camera, _daylight(rng), _planes(rng), mains)


def _planes(rng: np.random.Generator) -> tuple[Plane, ...]:
    return (
        Plane((-350, -3, -90), (700, 0, 0), (0, 220, 0), sky(rng), 190.0),
        Plane((-250, 0, 60), (500, 0, 0), (0, 0, -149), paving(rng), 7.0),
    )


def _daylight(rng: np.random.Generator) -> Light:
    sun = float(rng.uniform(0.5, 1.15))
    side = float(rng.uniform(0.3, 1.0)) * float(rng.choice([-1.0, 1.0]))
    return Light(
        direction=(side, 1.2, float(rng.uniform(0.4, 0.9))),
        key=(sun * 1.05, sun, sun * 0.9),
        sky=(0.4, 0.45, 0.54),
        floor=(0.26, 0.24, 0.22),
        softness=0.3,
    )


def _aimed(
    main: Placed, frame: tuple[int, int], rng: np.random.Generator, share: tuple[float, float]
) -> Camera:
    """From the other side of the street, at the eye height of a person or a first floor."""
    focal = max(frame) * float(rng.uniform(0.85, 1.15))
    tall = max(main.thing.height, main.thing.width * 1.1 * frame[1] / frame[0])
    wanted, azimuth = float(rng.uniform(*share)), float(rng.uniform(-0.5, 0.5))
    eye = float(rng.choice([1.6, 1.7, 4.5]))
    for attempt in range(9):
        distance = tall * focal / (wanted * frame[1]) * (1 + 0.1 * attempt)
        drift = float(rng.uniform(-1, 1)) * distance * 0.1 * (1 - wanted)
        position: Vector = (
            float(distance * np.sin(azimuth)),
            eye,
            float(distance * np.cos(azimuth)),
        )
        target = (drift, main.thing.height * 0.46, 0.0)
        camera = Camera(position, target, focal, *frame, float(rng.normal(0, 0.012)))
        if inside_share(camera, main) > 0.985:
            break
    return camera


def _row(cast: Cast, rng: np.random.Generator) -> tuple[Placed, ...]:
    edges = {-1: cast.main.width / 2, 1: cast.main.width / 2}
    placed = []
    for number, house in enumerate(cast.extras[:4]):
        side = 1 if number % 2 else -1
        gap = float(rng.choice([0.02, 0.02, 1.6]))
        x = edges[side] + gap + house.width / 2
        edges[side] = x + house.width / 2
        placed.append(Placed(house, (x * side, 0.0, float(rng.uniform(-0.4, 0.0)))))
    return tuple(placed)


def _furniture(rng: np.random.Generator) -> list[Placed]:
    placed = []
    for number in range(int(rng.integers(3, 7))):
        thing: Thing = STREET[int(rng.integers(len(STREET)))](rng)
        x = float(rng.uniform(-9, 9))
        z = 2.2 + number * 0.9
        placed.append(Placed(thing, (x, 0.0, z), float(rng.choice([0.0, 3.14]))))
    return placed
