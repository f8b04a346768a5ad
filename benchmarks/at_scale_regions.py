"""The tier that was not chosen: PDQ hashes of windows of each image, and what they would cost."""

import time
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from benchmarks.at_scale_input import Input
from benchmarks.near_duplicates import Rgb
from retrieval.fingerprints.pdq import pdq_hash, pdq_orientations
from retrieval.near_duplicates.fingerprint import WORKING_SIDE

STORED = ((1.0, 1), (0.75, 2), (0.5, 3))  # share of the sides, windows along each: 14 windows
ASKED = ((1.0, 1), (0.9, 2), (0.8, 3), (0.65, 4), (0.5, 5))  # 55 windows


@dataclass(frozen=True)
class Regions:
    """Least distance of any pair of windows [questions], strangers' least, and milliseconds of CPU."""

    bits: npt.NDArray[np.int64]
    strangers: npt.NDArray[np.int64]
    stored_ms: float
    asked_ms: float
    stored: int
    asked: int


def windows(rgb: Rgb, layout: tuple[tuple[float, int], ...]) -> list[Rgb]:
    """Windows of these shares of both sides, evenly placed."""
    height, width = rgb.shape[:2]
    found: list[Rgb] = []
    for share, along in layout:
        rows, columns = max(1, round(height * share)), max(1, round(width * share))
        tops = np.linspace(0, height - rows, along).round().astype(int)
        lefts = np.linspace(0, width - columns, along).round().astype(int)
        found += [rgb[top : top + rows, left : left + columns] for top in tops for left in lefts]
    return found


def measure_regions(given: Input, questions: int) -> Regions:
    """The windows of every question against those of the image it wants and of another one."""
    chosen = given.questions[:: max(1, len(given.questions) // questions)]
    kept = {q.wanted for q in chosen}
    start = time.process_time()
    stored = {n: _stored(_small(given.collection.previews[given.names[n]])) for n in sorted(kept)}
    stored_ms = 1000 * (time.process_time() - start) / max(1, len(stored))
    bits = np.full(len(given.questions), 256)
    strangers = []
    start = time.process_time()
    asked = [_asked(_small(q.rgb)) for q in chosen]
    asked_ms = 1000 * (time.process_time() - start) / max(1, len(chosen))
    numbers = {id(q): n for n, q in enumerate(given.questions)}
    for place, question in enumerate(chosen):
        bits[numbers[id(question)]] = _least(asked[place], stored[question.wanted])
        other = chosen[(place + len(chosen) // 2) % len(chosen)].wanted
        if other != question.wanted:
            strangers.append(_least(asked[place], stored[other]))
    counts = sum(n * n for _, n in STORED), sum(n * n for _, n in ASKED)
    return Regions(bits, np.array(strangers), stored_ms, asked_ms, *counts)


def _small(rgb: Rgb) -> Rgb:
    factor = min(1.0, WORKING_SIDE / max(rgb.shape[:2]))
    size = (max(1, round(rgb.shape[1] * factor)), max(1, round(rgb.shape[0] * factor)))
    return np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _stored(rgb: Rgb) -> npt.NDArray[np.uint8]:
    return np.stack(
        [np.frombuffer(pdq_hash(np.ascontiguousarray(w))[0], dtype=np.uint8) for w in windows(rgb, STORED)]
    )


def _asked(rgb: Rgb) -> npt.NDArray[np.uint8]:
    return np.concatenate([pdq_orientations(np.ascontiguousarray(w))[0] for w in windows(rgb, ASKED)])


def _least(asked: npt.NDArray[np.uint8], stored: npt.NDArray[np.uint8]) -> int:
    return int(np.bitwise_count(asked[:, None] ^ stored[None]).sum(axis=2).min())
