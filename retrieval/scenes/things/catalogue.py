"""The kinds in the order in which a small sample uses them, and which of them stand together."""

from collections.abc import Callable

import numpy as np

from retrieval.scenes.arrays import stream
from retrieval.scenes.thing import Thing
from retrieval.scenes.things.affiche import affiche
from retrieval.scenes.things.book import book
from retrieval.scenes.things.can import can
from retrieval.scenes.things.carton import carton
from retrieval.scenes.things.clock import clock
from retrieval.scenes.things.facade import facade
from retrieval.scenes.things.lamp import lamp
from retrieval.scenes.things.mug import mug
from retrieval.scenes.things.plush import plush
from retrieval.scenes.things.robot import robot
from retrieval.scenes.things.teapot import teapot
from retrieval.scenes.things.vase import vase

KINDS: dict[str, Callable[[np.random.Generator], Thing]] = {
    "carton": carton,
    "mug": mug,
    "plush": plush,
    "print": affiche,
    "robot": robot,
    "vase": vase,
    "facade": facade,
    "clock": clock,
    "teapot": teapot,
    "can": can,
    "book": book,
    "lamp": lamp,
}
TABLE = ("carton", "mug", "can", "book", "plush", "robot", "vase", "teapot", "lamp")
MOUNTS: dict[str, tuple[str, ...]] = {
    "table": TABLE,
    "wall": ("print", "clock", "print", *TABLE),
    "street": ("facade",),
}


def build_thing(kind: str, seed: int, number: int) -> Thing:
    """The thing of that kind with that running number; the same arguments give the same thing."""
    return KINDS[kind](stream(seed, "thing", kind, number))
