"""Views of a drawn picture as training sees it: cut, mirrored, framed, pasted into another, recoloured."""

from dataclasses import dataclass

import cv2
import numpy as np

from retrieval.encoders.demo.scenes import Scene, resized
from retrieval.scenes.arrays import Bytes, floats, to_bytes

SIDE = 96


@dataclass(frozen=True)
class Window:
    """A rectangle of a picture in pixels."""

    x: int
    y: int
    width: int
    height: int


def view(scene: Scene, background: Bytes | None, rng: np.random.Generator) -> Bytes:
    """A view uint8 [SIDE, SIDE, 3] of the scene, its thing pasted into the background where one is given."""
    pixels = scene.pixels
    if background is not None:
        pixels = pasted(scene, background, rng)
    return recoloured(framed(cut(pixels, scene if background is None else None, rng), rng), rng)


def edited(pixels: Bytes, rng: np.random.Generator) -> Bytes:
    """A view of a whole picture as copies change it: cut, mirrored, framed, recoloured."""
    return recoloured(framed(cut(pixels, None, rng), rng), rng)


def cut(pixels: Bytes, scene: Scene | None, rng: np.random.Generator) -> Bytes:
    """A part with 40 to 100 % of the area, resized to a square; half of the thing stays in it."""
    height, width = pixels.shape[:2]
    for _ in range(4):
        area, aspect = float(rng.uniform(0.4, 1.0)) * width * height, float(rng.uniform(0.75, 1.5))
        w, h = min(int(np.sqrt(area * aspect)), width), min(int(np.sqrt(area / aspect)), height)
        window = Window(int(rng.integers(width - w + 1)), int(rng.integers(height - h + 1)), w, h)
        if scene is None or _keeps(scene, window):
            break
    else:
        window = Window(0, 0, width, height)
    part = pixels[window.y : window.y + window.height, window.x : window.x + window.width]
    part = resized(np.ascontiguousarray(part), SIDE, SIDE)
    return np.ascontiguousarray(part[:, ::-1]) if rng.random() < 0.5 else part


def _keeps(scene: Scene, window: Window) -> bool:
    inside = scene.shown[window.y : window.y + window.height, window.x : window.x + window.width]
    return bool(inside.sum() >= 0.5 * scene.shown.sum())


def framed(pixels: Bytes, rng: np.random.Generator) -> Bytes:
    """One in five gets a border of one colour, of 3 to 18 % of the side on each side of its own."""
    if rng.random() >= 0.2:
        return pixels
    tone = rng.integers(0, 256) if rng.random() < 0.5 else rng.choice([0, 255])
    out = np.full_like(pixels, tone)
    left, top, right, bottom = (int(SIDE * share) for share in rng.uniform(0.0, 0.18, 4))
    out[top : SIDE - bottom, left : SIDE - right] = resized(pixels, SIDE - left - right, SIDE - top - bottom)
    return out


def recoloured(pixels: Bytes, rng: np.random.Generator) -> Bytes:
    """A little other light, contrast and white balance; sometimes blurred, seldom grey."""
    gain = float(np.exp(rng.normal(0, 0.12))) * np.exp(rng.normal(0, 0.03, 3))
    out = (floats(pixels) - 128) * float(rng.uniform(0.8, 1.2)) + 128
    if rng.random() < 0.3:
        out = floats(cv2.GaussianBlur(out, (0, 0), float(rng.uniform(0.4, 1.2))))
    if rng.random() < 0.05:
        out = np.repeat(out.mean(axis=2, keepdims=True), 3, axis=2)
    return to_bytes(out * floats(gain))


def pasted(scene: Scene, background: Bytes, rng: np.random.Generator) -> Bytes:
    """The thing of a clean scene, cut out and laid into the background at 35 to 80 % of its height."""
    x, y, w, h = cv2.boundingRect(scene.shown.astype(np.uint8))
    height, width = background.shape[:2]
    scale = min(float(rng.uniform(0.35, 0.8)) * height / max(h, 1), 0.9 * width / max(w, 1))
    size = (max(int(w * scale), 2), max(int(h * scale), 2))
    part = resized(np.ascontiguousarray(scene.pixels[y : y + h, x : x + w]), *size)
    mask = cv2.resize(scene.shown[y : y + h, x : x + w].astype(np.float32), size)[..., None]
    left, top = (int(rng.integers(space + 1)) for space in (width - size[0], height - size[1]))
    out = background.copy()
    place = out[top : top + size[1], left : left + size[0]]
    place[:] = (part * mask + place * (1 - mask)).astype(np.uint8)
    return out
