"""One picture of the sample: who is in it, filmed, encoded, with its truth."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from retrieval.scenes.arrays import Floats, stream
from retrieval.scenes.film import Frame, film
from retrieval.scenes.photo import Shot, noise_tile
from retrieval.scenes.plan import FIRST_EXTRA
from retrieval.scenes.stages import STAGES, STUDIOS
from retrieval.scenes.stages.setting import Cast
from retrieval.scenes.thing import Thing
from retrieval.scenes.things import MOUNTS, build_thing

# How many extras of a kind there are; houses fill their pictures, so few of them would make scenes alike
POOL = {"facade": 20}
DEFAULT_POOL = 9
TWO_OF_THEM = 0.18


@dataclass(frozen=True, eq=False)
class Order:
    """What to draw: the main thing, the shot, clean or cluttered, and the words of its stream."""

    thing: Thing
    shot: Shot
    clean: bool
    words: tuple[str | int, ...]


@lru_cache(maxsize=4)
def _noise(seed: int) -> Floats:
    return noise_tile(stream(seed, "noise"))


@lru_cache(maxsize=160)
def _extra(seed: int, kind: str, number: int) -> Thing:
    return build_thing(kind, seed, FIRST_EXTRA + number)


def forget_extras() -> None:
    """Free the textures of the extras, some hundred megabytes."""
    _extra.cache_clear()


def draw_picture(seed: int, order: Order) -> Frame:
    """The photograph of an order; it depends on the seed and the order's words alone."""
    rng = stream(seed, "picture", *order.words)
    if order.clean:
        setting = STUDIOS[order.thing.mount](Cast(order.thing, 1, ()), order.shot.size, rng)
    else:
        copies = 2 if order.thing.mount == "table" and rng.random() < TWO_OF_THEM else 1
        cast = Cast(order.thing, copies, _extras(seed, order.thing, rng))
        stages = STAGES[order.thing.mount]
        setting = stages[int(rng.integers(len(stages)))](cast, order.shot.size, rng)
    return film(setting, order.shot, _noise(seed), rng)


def _extras(seed: int, main: Thing, rng: np.random.Generator) -> tuple[Thing, ...]:
    """Up to fourteen things of the kinds that stand where the main thing stands."""
    kinds = MOUNTS[main.mount]
    chosen = []
    for _ in range(int(rng.integers(8, 15))):
        kind = kinds[int(rng.integers(len(kinds)))]
        chosen.append(_extra(seed, kind, int(rng.integers(POOL.get(kind, DEFAULT_POOL)))))
    unique = {thing.name: thing for thing in chosen if thing.name != main.name}
    return tuple(unique.values())
