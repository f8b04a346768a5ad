"""The clean background of a query: a seamless sweep under soft light."""

import numpy as np

from retrieval.scenes.arrays import Colour
from retrieval.scenes.grounds.noise import cloud, tinted
from retrieval.scenes.light import Light
from retrieval.scenes.planes import Plane
from retrieval.scenes.stages.setting import Cast, Setting
from retrieval.scenes.stages.table import aimed
from retrieval.scenes.thing import Placed

SWEEPS: tuple[Colour, ...] = (
    (236, 236, 236),
    (226, 222, 216),
    (214, 222, 228),
    (232, 224, 214),
    (220, 228, 220),
)


def arrange_studio(cast: Cast, frame: tuple[int, int], rng: np.random.Generator) -> Setting:
    """The main thing alone and large, turned a little."""
    yaw = float(rng.uniform(-0.35, 0.35))
    mains = (Placed(cast.main, (0.0, 0.0, 0.0), yaw, 1),)
    camera = aimed(mains, frame, rng, (0.62, 0.72))
    sweep = SWEEPS[int(rng.integers(len(SWEEPS)))]
    paper = tinted(sweep, cloud(rng, (96, 128), (2, 2), 3), 0.012)
    planes = (
        Plane((-9, 0, -3), (18, 0, 0), (0, 9, 0), paper, 9.0),
        Plane((-9, 0, 3), (18, 0, 0), (0, 0, -6), paper, 9.0, 9.0),
    )
    light = Light(
        direction=(float(rng.uniform(-0.8, 0.8)), 1.2, 0.8),
        key=(0.72, 0.71, 0.7),
        sky=(0.52, 0.53, 0.54),
        floor=(0.34, 0.34, 0.34),
        softness=1.2,
    )
    return Setting(camera, light, planes, mains)
