"""The clean background of a query: a seamless sweep, or a bare wall, under soft light."""

import numpy as np

from retrieval.scenes.arrays import Colour, Vector
from retrieval.scenes.grounds.noise import cloud, tinted
from retrieval.scenes.light import Light
from retrieval.scenes.planes import Plane
from retrieval.scenes.stages.framing import aimed
from retrieval.scenes.stages.setting import Aim, Cast, Setting
from retrieval.scenes.thing import Placed

SWEEPS: tuple[Colour, ...] = (
    (240, 240, 240),
    (232, 226, 218),
    (216, 226, 234),
    (238, 226, 214),
    (222, 232, 222),
    (236, 222, 226),
)


def _light(rng: np.random.Generator) -> Light:
    return Light(
        direction=(float(rng.uniform(-0.9, 0.9)), 1.2, 0.9),
        key=(0.78, 0.77, 0.75),
        sky=(0.52, 0.53, 0.54),
        floor=(0.36, 0.36, 0.36),
        softness=1.6,
    )


def _linear(colour: Colour, share: float) -> Vector:
    red, green, blue = ((value / 255) ** 2 * share for value in colour)
    return red, green, blue


def arrange_sweep(cast: Cast, frame: tuple[int, int], rng: np.random.Generator) -> Setting:
    """The main thing alone and large on a seamless sweep, turned a little."""
    mains = (Placed(cast.main, (0.0, 0.0, 0.0), float(rng.uniform(-0.35, 0.35)), 1),)
    camera = aimed(mains, frame, rng, Aim((0.64, 0.74), (0.16, 0.4), (0.0, 0.2)))
    sweep = SWEEPS[int(rng.integers(len(SWEEPS)))]
    paper = tinted(sweep, cloud(rng, (48, 64), (2, 2), 2), 0.01)
    floor = Plane((-9, 0, 3), (18, 0, 0), (0, 0, -12), paper, 9.0, catcher=True)
    backdrop = (_linear(sweep, 0.86), _linear(sweep, 1.12))
    return Setting(camera, _light(rng), (floor,), mains, backdrop=backdrop)


def arrange_bare_wall(cast: Cast, frame: tuple[int, int], rng: np.random.Generator) -> Setting:
    """The main thing alone on a plain wall, nearly from the front."""
    mains = (Placed(cast.main, (0.0, 0.0, 0.0), 0.0, 1),)
    camera = aimed(mains, frame, rng, Aim((0.7, 0.8), (-0.06, 0.06), (0.0, 0.16), 0.0))
    paint = SWEEPS[int(rng.integers(len(SWEEPS)))]
    wall = tinted(paint, cloud(rng, (192, 256), (6, 8), 5), 0.012)
    return Setting(camera, _light(rng), (Plane((-3, -2, 0), (6, 0, 0), (0, 4, 0), wall, 3.0),), mains)
