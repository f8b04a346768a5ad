"""Draws a whole sample benchmark into a folder."""

import json
import os
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from retrieval.scenes.arrays import stream
from retrieval.scenes.copies import COPIES, copied
from retrieval.scenes.folder import SampleFolder
from retrieval.scenes.photo import MODELS, encode_photo
from retrieval.scenes.picture import Order, draw_picture, forget_extras
from retrieval.scenes.plan import (
    FIRST_DAY,
    FIRST_DISTRACTOR,
    SampleObject,
    SampleSize,
    choose_shot,
    plan_objects,
)
from retrieval.scenes.tables import all_tables
from retrieval.scenes.things import KINDS, build_thing

Truth = dict[str, Any]
Step = Callable[[], Truth]
WORKERS = 4


@dataclass(frozen=True)
class SampleSummary:
    """What the folder holds; `drawn` counts the pictures made in this call, `reused` that none was."""

    folder: Path
    objects: int
    queries: int
    positives: int
    distractors: int
    near_duplicates: int
    drawn: int
    reused: bool


def draw_sample(
    out: Path,
    *,
    seed: int,
    size: SampleSize,
    progress: Callable[[int, int], None] | None = None,
) -> SampleSummary:
    """Draw the sample of that seed and size into `out`, in the import format of spec §13.

    A complete folder with the same parameters is left as it is, an interrupted one is completed; any
    other content raises RetrievalError `sample.folder`. `progress` hears (pictures done, all pictures).
    """
    folder = SampleFolder(out, seed, size)
    total = size.objects * (size.queries_per_object + size.positives_per_object) + size.distractors
    if folder.open():
        return _summary(folder, 0, True)
    objects = plan_objects(seed, size.objects)
    truths: list[Truth] = []
    drawn = 0
    for steps in (_pictures(folder, objects), _copies(folder, objects)):
        with closing(_walked(folder, steps)) as walked:
            for truth, new in walked:
                truths.append(truth)
                drawn += new
                if progress is not None:
                    progress(len(truths), total)
    for name, data in all_tables(objects, truths).items():
        folder.write(name, data)
    folder.write("truth/truth.json", _truth_file(folder, truths))
    folder.finish()
    forget_extras()
    return _summary(folder, drawn, False)


def _walked(folder: SampleFolder, steps: Iterable[tuple[str, Step]]) -> Generator[tuple[Truth, bool]]:
    """The truth of each step in order, and whether it was drawn now; NumPy and OpenCV free the lock."""

    def one(step: tuple[str, Step]) -> tuple[Truth, bool]:
        path, draw = step
        known = folder.recall(path)
        if known is not None:
            return known, False
        truth = draw()
        folder.remember(path, truth)
        return truth, True

    with ThreadPoolExecutor(min(os.cpu_count() or 1, WORKERS)) as pool:
        try:
            yield from pool.map(one, steps)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _pictures(folder: SampleFolder, objects: list[SampleObject]) -> Iterator[tuple[str, Step]]:
    """Path and drawing of every picture that is drawn from nothing."""
    size = folder.size
    for item in objects:
        for number in range(size.queries_per_object + size.positives_per_object):
            path = f"images/objects/{item.key}/{item.key}_{number:02d}.jpg"
            yield path, _member_step(folder, item, number, path)
    kinds = sorted({item.thing.kind for item in objects})
    for number in range(size.distractors - size.near_duplicates):
        path = f"images/distractors/d{number:04d}.jpg"
        yield path, _distractor_step(folder, number, path, kinds)


def _copies(folder: SampleFolder, objects: list[SampleObject]) -> Iterator[tuple[str, Step]]:
    """Path and making of the near-duplicates; what they copy has to be there."""
    first = folder.size.distractors - folder.size.near_duplicates
    for number in range(folder.size.near_duplicates):
        path = f"images/distractors/d{first + number:04d}.jpg"
        yield path, _copy_step(folder, objects, number, path)


def _member_step(folder: SampleFolder, item: SampleObject, number: int, path: str) -> Step:
    def step() -> Truth:
        clean = number < folder.size.queries_per_object
        rng = stream(folder.seed, "shot", item.key, number)
        cameras = item.query_cameras if clean else item.positive_cameras
        shot = choose_shot(rng, cameras, item.since, 0.0 if clean else 0.25)
        frame = draw_picture(folder.seed, Order(item.thing, shot, clean, (item.key, number)))
        mask = f"truth/masks/{item.key}_{number:02d}.png"
        folder.write(mask, _png(frame.labels))
        folder.write(path, encode_photo(frame.pixels, shot))
        boxes = [[box.x, box.y, box.width, box.height] for box in frame.boxes()]
        role = "query" if clean else "positive"
        return _truth(path, role, item.thing.kind, item.thing.name) | {
            "object": item.key,
            "boxes": boxes,
            "mask": mask,
            "camera": f"{shot.model.make} {shot.model.model}",
            "width": shot.size[0],
            "height": shot.size[1],
        }

    return step


def _distractor_step(folder: SampleFolder, number: int, path: str, kinds: list[str]) -> Step:
    def step() -> Truth:
        rng = stream(folder.seed, "distractor", number)
        every = list(KINDS)
        hard = number % 2 == 0  # every other distractor shows another instance of an object's kind
        kind = kinds[number // 2 % len(kinds)] if hard else every[int(rng.integers(len(every)))]
        thing = build_thing(kind, folder.seed, FIRST_DISTRACTOR + number)
        shot = choose_shot(rng, MODELS, FIRST_DAY, 0.2)
        clean = bool(rng.random() < 0.15)
        frame = draw_picture(folder.seed, Order(thing, shot, clean, ("distractor", number)))
        folder.write(path, encode_photo(frame.pixels, shot))
        return _truth(path, "distractor", kind, thing.name) | {"hard_negative": kind in kinds}

    return step


def _copy_step(folder: SampleFolder, objects: list[SampleObject], number: int, path: str) -> Step:
    def step() -> Truth:
        how = list(COPIES)[number % len(COPIES)]
        source = _copied_source(folder, objects, number)
        folder.write(path, copied((folder.root / source).read_bytes(), how))
        original = folder.recall(source)
        if original is None:
            raise FileNotFoundError(source)
        truth = _truth(path, "distractor", original["kind"], original["instance"])
        return truth | {"hard_negative": False, "duplicate_of": source, "how": how}

    return step


def _copied_source(folder: SampleFolder, objects: list[SampleObject], number: int) -> str:
    """What the near-duplicate with that number copies; each source is copied once."""
    size = folder.size
    if number % 3 == 0:  # a third copies positives, the others distractors
        item = objects[number // 3 % len(objects)]
        which = size.queries_per_object + number // 3 // len(objects)
        return f"images/objects/{item.key}/{item.key}_{which:02d}.jpg"
    order = stream(folder.seed, "copies").permutation(size.distractors - size.near_duplicates)
    return f"images/distractors/d{int(order[number - number // 3 - 1]):04d}.jpg"


def _truth(path: str, role: str, kind: str, instance: str) -> Truth:
    return {"path": path, "role": role, "kind": kind, "instance": instance}


def _truth_file(folder: SampleFolder, truths: list[Truth]) -> bytes:
    content = {"parameters": folder.parameters, "images": truths}
    return (json.dumps(content, indent=1, sort_keys=True) + "\n").encode()


def _png(labels: np.ndarray[Any, np.dtype[np.uint16]]) -> bytes:
    ok, data = cv2.imencode(".png", labels.astype(np.uint8))
    if not ok:
        raise RuntimeError("OpenCV could not encode a mask as PNG.")
    return data.tobytes()


def _summary(folder: SampleFolder, drawn: int, reused: bool) -> SampleSummary:
    size = folder.size
    return SampleSummary(
        folder=folder.root,
        objects=size.objects,
        queries=size.objects * size.queries_per_object,
        positives=size.objects * size.positives_per_object,
        distractors=size.distractors,
        near_duplicates=size.near_duplicates,
        drawn=drawn,
        reused=reused,
    )
