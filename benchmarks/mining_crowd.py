"""A drawn benchmark for mining: objects of some categories, and distractors of which a third belong to them too.

Every distractor is a view of a thing that stands alone, as most pictures of a product or a toy are; drawn once and
described once per encoder, a block at a time, so that a killed run goes on.
"""

import io
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import torch
from tqdm import tqdm

from retrieval.distractors import slug_of
from retrieval.encoders import Encoder, build_encoder
from retrieval.geometry import Box
from retrieval.mining import Term
from retrieval.scenes.arrays import stream
from retrieval.scenes.picture import Order, draw_picture, forget_extras
from retrieval.scenes.plan import FIRST_DISTRACTOR, SampleObject, plan_objects
from retrieval.scenes.thing import Category
from retrieval.scenes.things import KINDS, build_thing
from workers.audit_depth.blocks import write
from workers.audit_depth.crowd import draw_positive, draw_query, opened, shot_of
from workers.audit_depth.views import view_of, whole

WANTED = ("toy", "art", "place")  # coarse categories of four of the twelve kinds: a third of the distractors
POSITIVES = 4  # of each object
VIEWS, SCENES = 40, 25  # views of a scene, scenes of a block
AT_ONCE = 125
Pixels = npt.NDArray[np.uint8]
Rows = npt.NDArray[np.float16]


@dataclass(frozen=True)
class MiningCrowd:
    """How many distractors and objects, and where what is described is kept."""

    folder: Path
    distractors: int = 200_000
    objects: int = 1_000
    seed: int = 4_711

    @cached_property
    def items(self) -> list[SampleObject]:
        """The objects: those of the wanted categories, in the order in which they are planned."""
        planned = plan_objects(self.seed, self.objects * 4)
        return [item for item in planned if item.thing.category.coarse in WANTED][: self.objects]

    @cached_property
    def terms(self) -> list[Term]:
        """The names of the objects' categories, of all levels."""
        paths = sorted({_names(item.thing.category) for item in self.items})
        return list({name: Term(name, path) for path in paths for name in path}.values())

    @property
    def blocks(self) -> int:
        """Of a thousand distractors each."""
        return -(-self.distractors // (VIEWS * SCENES))

    @cached_property
    def kinds(self) -> npt.NDArray[np.int64]:
        """Which kind of thing each distractor shows, a place in KINDS, int64 [N]."""
        return np.arange(self.distractors) // VIEWS % len(KINDS)

    @cached_property
    def is_own(self) -> npt.NDArray[np.bool_]:
        """Whether each distractor belongs to a category of the objects, bool [N]."""
        coarse = {kind: build_thing(kind, self.seed, 0).category.coarse for kind in KINDS}
        own = np.array([coarse[kind] in WANTED for kind in KINDS])
        return np.asarray(own[self.kinds])

    def described(self, names: list[str], processes: int) -> None:
        """Describe every distractor with the encoders of those names, by several processes."""
        with ProcessPoolExecutor(processes, get_context("spawn"), _one_thread) as pool:
            work = pool.map(partial(_described, self, names), range(self.blocks))
            for _ in tqdm(work, "blocks described", self.blocks, disable=not sys.stderr.isatty()):
                pass

    def rows(self, version: str) -> Iterator[Rows]:
        """Descriptors block by block."""
        left = self.distractors
        for block in range(self.blocks):
            rows = np.load(self.path(version, block))[:left]
            left -= len(rows)
            yield rows

    def path(self, version: str, block: int) -> Path:
        """Where the descriptors of a block lie."""
        return self.folder / str(self.seed) / slug_of(version) / f"{block:05d}.npy"

    @cached_property
    def posed(self) -> tuple[list[Pixels], list[Pixels]]:
        """A query of each object, and its positives, object by object."""
        queries = [whole(opened(draw_query(self.seed, item))) for item in self.items]
        positives = [
            _near(*draw_positive(self.seed, item, n)) for item in self.items for n in range(POSITIVES)
        ]
        return queries, positives


def _described(crowd: MiningCrowd, names: list[str], block: int) -> None:
    encoders = [_encoder(name) for name in names]
    wanted = [each for each in encoders if not crowd.path(each.version, block).exists()]
    pictures = list(_views(crowd.seed, block)) if wanted else []
    parts = [pictures[first : first + AT_ONCE] for first in range(0, len(pictures), AT_ONCE)]
    for encoder in wanted:
        rows = np.concatenate([encoder.encode_images(part) for part in parts]).astype(np.float16)
        buffer = io.BytesIO()
        np.save(buffer, rows)
        write(crowd.path(encoder.version, block), buffer.getvalue())
    forget_extras()


def _views(seed: int, block: int) -> Iterator[Pixels]:
    for scene in range(block * SCENES, (block + 1) * SCENES):
        rng = stream(seed, "mining scene", scene)
        thing = build_thing(tuple(KINDS)[scene % len(KINDS)], seed, FIRST_DISTRACTOR + scene)
        pixels = draw_picture(seed, Order(thing, shot_of(rng), True, ("mining scene", scene))).pixels
        for view in range(VIEWS):
            yield view_of(pixels, stream(seed, "mining view", scene, view))


def _near(data: bytes, box: Box) -> Pixels:
    """What a photographer who means the object would show of a scene: it, and a third of its size around it."""
    scene = opened(data)
    across, along = box.width // 3, box.height // 3
    left, top = max(0, box.x - across), max(0, box.y - along)
    return whole(scene[top : box.y + box.height + along, left : box.x + box.width + across])


def _names(category: Category) -> tuple[str, str, str]:
    return category.coarse, category.mid, category.fine


def _one_thread() -> None:
    torch.set_num_threads(1)
    cv2.setNumThreads(1)


_built: dict[str, Encoder] = {}


def _encoder(name: str) -> Encoder:
    if name not in _built:
        _built[name] = build_encoder(name)
    return _built[name]
