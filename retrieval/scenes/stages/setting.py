"""A set that is ready to be filmed, and what every arranger needs."""

from dataclasses import dataclass

import numpy as np

from retrieval.scenes.arrays import Vector
from retrieval.scenes.camera import Camera
from retrieval.scenes.light import Light
from retrieval.scenes.planes import Plane
from retrieval.scenes.thing import Placed, Thing


@dataclass(frozen=True, eq=False)
class Cast:
    """The main thing, how often it is there, and what else stands around."""

    main: Thing
    copies: int
    extras: tuple[Thing, ...]


@dataclass(frozen=True, eq=False)
class Setting:
    """Camera, light, flat backgrounds, main things (ident 1..) and extras.

    `backdrop` are the linear colours at the top and the bottom of what no plane covers.
    """

    camera: Camera
    light: Light
    planes: tuple[Plane, ...]
    mains: tuple[Placed, ...]
    extras: tuple[Placed, ...] = ()
    backdrop: tuple[Vector, Vector] = ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0))


@dataclass(frozen=True)
class Aim:
    """Ranges for the camera: share of the frame's height, pitch, and azimuth to either side, in radians.

    `lift` is the height of the thing's middle over its origin, in parts of its height.
    """

    share: tuple[float, float]
    pitch: tuple[float, float] = (0.14, 0.55)
    azimuth: tuple[float, float] = (0.0, 0.45)
    lift: float = 0.45


def around(target: Vector, distance: float, azimuth: float, pitch: float) -> Vector:
    """The camera position at that distance from the target; azimuth 0 is straight in front."""
    flat = distance * np.cos(pitch)
    return (
        float(target[0] + flat * np.sin(azimuth)),
        float(target[1] + distance * np.sin(pitch)),
        float(target[2] + flat * np.cos(azimuth)),
    )


def indoor_light(rng: np.random.Generator) -> Light:
    """Daylight from a window or lamps: direction, warmth and contrast vary."""
    warm = float(rng.uniform(-0.12, 0.2))
    key = float(rng.uniform(0.75, 1.15))
    fill = float(rng.uniform(0.3, 0.48))
    side = float(rng.uniform(0.35, 1.1)) * float(rng.choice([-1.0, 1.0]))
    return Light(
        direction=(side, float(rng.uniform(0.8, 1.5)), float(rng.uniform(0.35, 0.9))),
        key=(key * (1 + warm), key, key * (1 - warm)),
        sky=(fill * (1 - warm * 0.3), fill, fill * (1 + warm * 0.3)),
        floor=(fill * 0.5, fill * 0.45, fill * 0.4),
        softness=float(rng.uniform(0.2, 1.0)),
    )
