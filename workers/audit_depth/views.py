"""One photograph out of a drawn scene: another cut, tilt, light and white balance each time."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from retrieval.geometry import Box
from retrieval.scenes.arrays import Bytes, floats

SIDE = 192  # larger side of a view in pixels
TILT = 0.07  # how far a corner strays, as a share of the cut
CLOSEST = 0.5  # share of the scene's sides that the closest view shows


@dataclass(frozen=True)
class Cut:
    """The part of a scene that a view shows, in pixels."""

    x: float
    y: float
    width: float
    height: float


def whole(scene: Bytes) -> Bytes:
    """All of it in the size of a view."""
    height, width = scene.shape[:2]
    size = (SIDE, round(SIDE * height / width)) if width >= height else (round(SIDE * width / height), SIDE)
    return np.asarray(cv2.resize(scene, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def view_of(scene: Bytes, rng: np.random.Generator, shown: Box | None = None) -> Bytes:
    """A view uint8 [h, w, 3] of a scene, larger side SIDE; the box stays in it where one is given."""
    cut = _cut(scene.shape[1], scene.shape[0], rng, shown)
    shrunk = cut.width / SIDE
    soft = cv2.GaussianBlur(scene, (0, 0), 0.35 * shrunk) if shrunk > 1.2 else scene
    size = (SIDE, round(SIDE * cut.height / cut.width))
    return _relit(_seen(np.asarray(soft, dtype=np.uint8), cut, size, rng), rng)


def _cut(width: int, height: int, rng: np.random.Generator, shown: Box | None) -> Cut:
    scale = float(rng.uniform(CLOSEST, 1.0))
    across, along = rng.random(2)
    if shown is not None:  # the cut grows until the box fits, and moves until it is inside
        scale = min(1.0, max(scale, shown.width / width, shown.height / height))
    w, h = width * scale, height * scale
    x, y = (width - w) * float(across), (height - h) * float(along)
    if shown is not None:
        x = min(max(x, shown.x + shown.width - w), float(shown.x))
        y = min(max(y, shown.y + shown.height - h), float(shown.y))
    return Cut(x, y, w, h)


def _seen(scene: Bytes, cut: Cut, size: tuple[int, int], rng: np.random.Generator) -> Bytes:
    corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], dtype=np.float32)
    strayed = corners + rng.uniform(-TILT, TILT, (4, 2)).astype(np.float32) * 0.5
    source = strayed * floats([cut.width, cut.height]) + floats([cut.x, cut.y])
    target = corners * floats(size)
    matrix = cv2.getPerspectiveTransform(source.astype(np.float32), target.astype(np.float32))
    seen = cv2.warpPerspective(scene, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
    return np.asarray(seen, dtype=np.uint8)


def _relit(seen: Bytes, rng: np.random.Generator) -> Bytes:
    """Exposure, contrast and white balance as a table for each channel; sometimes out of focus."""
    gains = np.exp(rng.normal(0, 0.18) + rng.normal(0, 0.04, 3))
    contrast, bent = float(rng.uniform(0.85, 1.15)), float(np.exp(rng.normal(0, 0.12)))
    tones = (np.arange(256) / 255) ** bent
    table: npt.NDArray[np.float64] = ((tones - 0.5) * contrast + 0.5)[:, None] * gains[None, :] * 255
    lit = cv2.LUT(seen, np.clip(table, 0, 255).astype(np.uint8)[None])
    if rng.random() < 0.25:
        lit = cv2.GaussianBlur(lit, (0, 0), float(rng.uniform(0.4, 0.9)))
    return np.asarray(lit, dtype=np.uint8)
