"""Who stands in the drawn set: scenes of things that no object is, and positives of objects hidden among them."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache

import numpy as np

from retrieval.errors import RetrievalError
from retrieval.geometry import Box
from retrieval.images import read_pixels
from retrieval.scenes.arrays import Bytes, stream
from retrieval.scenes.photo import MODELS, CameraModel, Shot, encode_photo
from retrieval.scenes.picture import Order, draw_picture
from retrieval.scenes.plan import FIRST_DISTRACTOR, SampleObject, plan_objects
from retrieval.scenes.things import KINDS, build_thing

WIDTH = 512  # of a drawn scene; what a view shows of it is never enlarged
VIEWS = 40  # of each scene of distractors: drawing one costs as much as describing ten views
SCENES = 25  # in a block: a thousand views, and what a killed run loses at most
HIDDEN = 4  # positives of each object
CLEAN_SHARE = 0.15  # of the scenes show one thing alone, as in the sample benchmark
TAKEN = datetime(2024, 5, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Crowd:
    """How many distractors, how many of them hidden positives, and the seed that decides every pixel."""

    distractors: int = 200_000
    planted: int = 200
    seed: int = 9_041

    def __post_init__(self) -> None:
        """Refuse sizes that can't be drawn."""
        if self.planted < HIDDEN or self.planted % HIDDEN or self.distractors <= self.planted:
            raise RetrievalError(
                "audit-depth.size",
                f"{self.planted} positives can't hide among {self.distractors} distractors: their number is a multiple "
                f"of {HIDDEN}, as many as each object hides, and smaller than that of the distractors.",
            )

    @property
    def objects(self) -> int:
        """How many objects hide."""
        return self.planted // HIDDEN

    @property
    def drawn(self) -> int:
        """Distractors that show none of them."""
        return self.distractors - self.planted

    @property
    def blocks(self) -> int:
        """Blocks of distractors; block -1 holds queries and planted positives."""
        return -(-self.drawn // (VIEWS * SCENES))

    def views_in(self, block: int) -> int:
        """How many views a block holds: the last one of distractors may be cut."""
        if block < 0:
            return self.objects + self.planted
        return min(VIEWS * SCENES, self.drawn - block * VIEWS * SCENES)


@lru_cache(maxsize=2)
def hidden_objects(seed: int, count: int) -> tuple[SampleObject, ...]:
    """The objects that hide."""
    return tuple(plan_objects(seed, count))


def draw_scene(seed: int, number: int) -> bytes:
    """The scene of distractors with that number as JPEG: its main thing is another one in every scene."""
    rng = stream(seed, "audit scene", number)
    thing = build_thing(tuple(KINDS)[number % len(KINDS)], seed, FIRST_DISTRACTOR + number)
    shot = shot_of(rng)
    order = Order(thing, shot, bool(rng.random() < CLEAN_SHARE), ("audit scene", number))
    return encode_photo(draw_picture(seed, order).pixels, shot)


def draw_query(seed: int, item: SampleObject) -> bytes:
    """The object alone on a plain ground."""
    shot = shot_of(stream(seed, "audit query", item.key), item.query_cameras)
    order = Order(item.thing, shot, True, ("audit query", item.key))
    return encode_photo(draw_picture(seed, order).pixels, shot)


def draw_positive(seed: int, item: SampleObject, number: int) -> tuple[bytes, Box]:
    """The object in another scene by another camera, and where it is."""
    shot = shot_of(stream(seed, "audit positive", item.key, number), item.positive_cameras)
    order = Order(item.thing, shot, False, ("audit positive", item.key, number))
    frame = draw_picture(seed, order)
    return encode_photo(frame.pixels, shot), frame.boxes()[0]


def opened(data: bytes) -> Bytes:
    """Upright sRGB uint8 [h, w, 3]."""
    return np.asarray(read_pixels(data), dtype=np.uint8)


def shot_of(rng: np.random.Generator, cameras: tuple[CameraModel, ...] = MODELS) -> Shot:
    """Lying pictures only: their EXIF then needs no turning."""
    camera = cameras[int(rng.integers(len(cameras)))]
    small = replace(camera, width=WIDTH, height=round(WIDTH * camera.height / camera.width))
    return Shot(small, TAKEN, portrait=False, exposure=float(rng.uniform(1.1, 1.45)))
