"""Drawn pictures to calibrate with: the truth is known, two photographs of one scene included."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

import numpy as np

from retrieval.near_duplicates.calibration.picture import Picture, as_kept
from retrieval.scenes.arrays import floats, stream
from retrieval.scenes.film import film
from retrieval.scenes.photo import MODELS, Shot, noise_tile
from retrieval.scenes.plan import FIRST_DAY, choose_shot
from retrieval.scenes.stages import STAGES, Cast, Setting
from retrieval.scenes.thing import Thing
from retrieval.scenes.things import KINDS, MOUNTS, build_thing

EXTRAS: Final = 9
POOL: Final = 6  # extras of a kind: few, so that other scenes show the same things
FIRST_EXTRA: Final = 50_000
# How far the camera moves to the side for the second and third photograph, as a share of its distance.
STEPS: Final = (0.04, 0.12)

Progress = Callable[[int, int], None]


def drawn_pictures(count: int, seed: int, progress: Progress) -> Iterator[Picture]:
    """So many scenes, each with two photographs from beside it and one of the same thing elsewhere.

    Each scene's others are these three and the scene drawn before it.
    """
    noise = noise_tile(stream(seed, "noise"))
    kinds = list(KINDS)
    for number in range(count):
        thing = build_thing(kinds[number % len(kinds)], seed, number)
        rng = stream(seed, "calibration", number)
        shot = choose_shot(rng, MODELS, FIRST_DAY, 0.25)
        scene, elsewhere = (_setting(seed, thing, shot, f"{number}{place}") for place in ("a", "b"))
        views = [(f"moved by {step:.0%}", _moved(scene, step)) for step in STEPS]
        names = [f"drawn {number}: {name}" for name, _ in [*views, ("elsewhere", elsewhere)]]
        before = f"drawn {(number - 1) % count}"
        others = (*names, before) if count > 1 else tuple(names)
        yield Picture(f"drawn {number}", _filmed(scene, shot, noise, rng), others, True, "drawn")
        for name, setting in zip(names, [*(view for _, view in views), elsewhere], strict=True):
            yield Picture(name, _filmed(setting, shot, noise, rng), (), False, "drawn")
        progress(number + 1, count)


def _setting(seed: int, thing: Thing, shot: Shot, word: str) -> Setting:
    rng = stream(seed, "calibration setting", word)
    kinds = MOUNTS[thing.mount]
    extras = {
        extra.name: extra
        for extra in (
            build_thing(kinds[int(rng.integers(len(kinds)))], seed, FIRST_EXTRA + int(rng.integers(POOL)))
            for _ in range(EXTRAS)
        )
        if extra.name != thing.name
    }
    stages = STAGES[thing.mount]
    return stages[int(rng.integers(len(stages)))](Cast(thing, 1, tuple(extras.values())), shot.size, rng)


def _moved(setting: Setting, step: float) -> Setting:
    """The camera a step to its right, looking where it looked."""
    camera = setting.camera
    distance = float(np.linalg.norm(floats(camera.target) - floats(camera.position)))
    x, y, z = (float(value) for value in floats(camera.position) + camera.axes[0] * step * distance)
    return replace(setting, camera=replace(camera, position=(x, y, z)))


def _filmed(
    setting: Setting,
    shot: Shot,
    noise: np.ndarray[tuple[int, ...], np.dtype[np.float32]],
    rng: np.random.Generator,
) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return as_kept(film(setting, shot, noise, rng).pixels)
