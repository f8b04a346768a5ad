"""Small drawn pictures with words for them: what the demonstration encoder is trained and measured on."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import cv2
import numpy as np

from retrieval.scenes.arrays import Bytes, Flags, stream
from retrieval.scenes.photo import MODELS, CameraModel, Shot
from retrieval.scenes.picture import Order, draw_picture
from retrieval.scenes.thing import Thing
from retrieval.scenes.things import KINDS, build_thing

WIDTH = 192  # of a picture that was held upright; its height follows the camera
TAKEN = datetime(2024, 5, 1, tzinfo=UTC)
PER_POOL = 400  # things that share one seed, and so the extras that stand around them


@dataclass(frozen=True, eq=False)
class Scene:
    """A picture uint8 [h, w, 3], where its main thing is [h, w], and whether nothing else is there."""

    pixels: Bytes
    shown: Flags
    clean: bool


@dataclass(frozen=True, eq=False)
class Subject:
    """A thing and its pictures."""

    kind: str
    thing: Thing
    scenes: tuple[Scene, ...]


@dataclass(frozen=True)
class Drawing:
    """How many things are drawn from a seed, and in how many clean and cluttered pictures each.

    Only every `cluttered_every`-th thing gets its cluttered pictures: they take ten times as long.
    """

    seed: int
    things: int
    clean: int
    cluttered: int
    cluttered_every: int = 1


def draw_subjects(drawing: Drawing) -> Iterator[Subject]:
    """The things of a drawing in order, kind after kind; the same drawing gives the same pixels."""
    with ThreadPoolExecutor(min(os.cpu_count() or 1, 4)) as pool:
        yield from pool.map(lambda number: draw_subject(drawing, number), range(drawing.things))


def draw_subject(drawing: Drawing, number: int) -> Subject:
    """The thing of that number, without the texture that it was drawn with."""
    kind = tuple(KINDS)[number % len(KINDS)]
    seed = drawing.seed + number // PER_POOL
    thing = build_thing(kind, seed, 100_000 + number)
    kinds = [True] * drawing.clean
    if number // len(KINDS) % drawing.cluttered_every == 0:
        kinds += [False] * drawing.cluttered
    scenes = tuple(_scene(seed, thing, clean, (number, index)) for index, clean in enumerate(kinds))
    return Subject(kind, replace(thing, parts=()), scenes)


def _scene(seed: int, thing: Thing, clean: bool, words: Sequence[int]) -> Scene:
    rng = stream(seed, "demo shot", *words)
    model = MODELS[int(rng.integers(len(MODELS)))]
    shot = Shot(_small(model), TAKEN, bool(rng.random() < 0.2), float(rng.uniform(1.1, 1.45)))
    frame = draw_picture(seed, Order(thing, shot, clean, ("demo", *words)))
    return Scene(frame.pixels, frame.labels > 0, clean)


def _small(model: CameraModel) -> CameraModel:
    return replace(model, width=WIDTH, height=round(WIDTH * model.height / model.width))


def resized(pixels: Bytes, width: int, height: int) -> Bytes:
    """The picture in another size, by area when it shrinks."""
    smaller = width < pixels.shape[1]
    how = cv2.INTER_AREA if smaller else cv2.INTER_LINEAR
    return cv2.resize(pixels, (width, height), interpolation=how).astype(np.uint8)
