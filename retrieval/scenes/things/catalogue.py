"""The kinds in the order in which a small sample uses them."""

from collections.abc import Callable

import numpy as np

from retrieval.scenes.arrays import stream
from retrieval.scenes.thing import Thing
from retrieval.scenes.things.book import book
from retrieval.scenes.things.can import can
from retrieval.scenes.things.carton import carton
from retrieval.scenes.things.mug import mug

KINDS: dict[str, Callable[[np.random.Generator], Thing]] = {
    "carton": carton,
    "mug": mug,
    "book": book,
    "can": can,
}

MOUNTS: dict[str, tuple[str, ...]] = {"table": ("carton", "mug", "book", "can")}


def build_thing(kind: str, seed: int, number: int) -> Thing:
    """The thing of that kind with that running number; the same arguments give the same thing."""
    return KINDS[kind](stream(seed, "thing", kind, number))
