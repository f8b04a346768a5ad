"""What one step of training sees: two views of each of some things, and a sentence for each."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.encoders.demo.captions import caption, categories
from retrieval.encoders.demo.scenes import Scene, Subject
from retrieval.encoders.demo.views import edited, view
from retrieval.scenes.arrays import Bytes, stream

PASTED = 0.5  # of the clean pictures, where a thing can be cut out
AHEAD = 4


@dataclass(frozen=True, eq=False)
class Batch:
    """Views uint8 [B, SIDE, SIDE, 3] twice, row by row of the same thing, and what B things are and are called.

    `asked` are B sentences that name one category each, `belongs` float32 [B, B] says with 1 that the thing
    of the row is of the category of the column.
    """

    first: Bytes
    second: Bytes
    texts: tuple[str, ...]
    captions: tuple[str, ...]
    kinds: tuple[str, ...]
    asked: tuple[str, ...]
    belongs: npt.NDArray[np.float32]


def batches(subjects: Sequence[Subject], seed: int, steps: int, size: int) -> Iterator[Batch]:
    """As many batches as steps; each depends on the seed and its number alone."""
    backgrounds = [one.pixels for subject in subjects for one in subject.scenes if not one.clean]
    orders: dict[int, list[int]] = {}
    per_epoch = len(subjects) // size

    def made(step: int) -> Batch:
        epoch, place = divmod(step, per_epoch)
        if epoch not in orders:
            orders[epoch] = stream(seed, "epoch", epoch).permutation(len(subjects)).tolist()
        chosen = [subjects[index] for index in orders[epoch][place * size : (place + 1) * size]]
        return _batch(chosen, backgrounds, stream(seed, "batch", step))

    with ThreadPoolExecutor(1) as pool:
        waiting = [pool.submit(made, step) for step in range(min(AHEAD, steps))]
        for step in range(steps):
            batch = waiting.pop(0).result()
            if step + AHEAD < steps:
                waiting.append(pool.submit(made, step + AHEAD))
            yield batch


def _batch(chosen: Sequence[Subject], backgrounds: Sequence[Bytes], rng: np.random.Generator) -> Batch:
    first, second, texts = [], [], []
    captions = tuple(subject.thing.caption for subject in chosen)
    for subject in chosen:
        scene = subject.scenes[int(rng.integers(len(subject.scenes)))]
        texts.append(caption(subject.thing, scene.clean, rng))
        first.append(_view(subject, scene, backgrounds, rng))
        if rng.random() < 0.3:  # a copy of the picture itself, cut and changed
            second.append(edited(scene.pixels, rng))
        else:
            other = subject.scenes[int(rng.integers(len(subject.scenes)))]
            second.append(_view(subject, other, backgrounds, rng))
    kinds = tuple(subject.kind for subject in chosen)
    asked, belongs = categories([subject.thing for subject in chosen], rng)
    return Batch(np.stack(first), np.stack(second), tuple(texts), captions, kinds, asked, belongs)


def _view(subject: Subject, scene: Scene, backgrounds: Sequence[Bytes], rng: np.random.Generator) -> Bytes:
    movable = scene.clean and subject.thing.mount != "street"
    background = None
    if movable and rng.random() < PASTED:
        background = backgrounds[int(rng.integers(len(backgrounds)))]
    return view(scene, background, rng)
