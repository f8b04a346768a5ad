"""Soft shadows on planes: the hull of each part, thrown along the light and blurred."""

from dataclasses import dataclass

import cv2
import numpy as np

from retrieval.scenes.arrays import Bytes, Floats, Vector, floats, unit
from retrieval.scenes.camera import Camera
from retrieval.scenes.light import Light
from retrieval.scenes.thing import Placed

COARSE = 4
TOUCHING = 0.03
BEHIND = 0.05


@dataclass(frozen=True)
class Ground:
    """A plane that receives shadows, by a point and its normal."""

    origin: Vector
    normal: Vector


def plane_shadow(camera: Camera, light: Light, ground: Ground, placed: list[Placed]) -> tuple[Floats, Floats]:
    """How much key light is missing, and how closely things touch: 0..1, at one COARSE-th of the size."""
    size = (-(-camera.height // COARSE), -(-camera.width // COARSE))
    thrown, touching = np.zeros(size, np.uint8), np.zeros(size, np.uint8)
    normal, towards = unit(ground.normal), unit(light.direction)
    slant = float(normal @ towards)
    for thing in placed:
        points = np.concatenate(thing.hulls)
        above = (points - floats(ground.origin)) @ normal
        lifted = np.maximum(above, 0)[:, None] / max(slant, 0.05)
        far, far_depth = camera.project(floats(points - lifted * towards))
        under, under_depth = camera.project(floats(points - above[:, None] * normal))
        ends = np.cumsum([len(hull) for hull in thing.hulls])
        for start, end in zip([0, *ends[:-1]], ends, strict=True):
            part = slice(start, end)
            if slant > 0.05 and above[part].max() > 0 and far_depth[part].min() > BEHIND:
                _fill(thrown, far[part])
            low = np.flatnonzero(above[part] < TOUCHING) + start
            if low.size >= 3 and above[part].max() > -0.01 and under_depth[part].min() > BEHIND:
                _fill(touching, under[low])
    metre = _pixels_per_metre(camera, placed)
    soft = _blurred(thrown, metre * 0.02 * (0.4 + light.softness))
    close = _blurred(touching, metre * 0.011)
    return soft, close


def _fill(layer: Bytes, pixels: Floats) -> None:
    hull = cv2.convexHull(pixels * np.float32(16 / COARSE))
    cv2.fillConvexPoly(layer, np.round(hull).astype(np.int32), 255, cv2.LINE_AA, 4)


def _pixels_per_metre(camera: Camera, placed: list[Placed]) -> float:
    if not placed:
        return 1.0
    spots = floats([thing.position for thing in placed])
    depth = np.maximum(camera.project(spots)[1], 0.1)
    return float(camera.focal / np.median(depth) / COARSE)


def _blurred(layer: Bytes, sigma: float) -> Floats:
    sigma = min(max(sigma, 0.6), 24.0)
    return floats(cv2.GaussianBlur(layer, (0, 0), sigma).astype(np.float32) / 255)
