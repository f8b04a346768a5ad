"""Soft shadows on planes: the hull of each part, thrown along the light and blurred."""

from dataclasses import dataclass

import cv2
import numpy as np

from retrieval.scenes.arrays import Floats, Vector, floats, unit
from retrieval.scenes.camera import Camera
from retrieval.scenes.light import Light
from retrieval.scenes.thing import Placed

COARSE = 4
TOUCHING = 0.03


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
        for points in thing.hulls:
            above = (points - floats(ground.origin)) @ normal
            if slant > 0.05 and above.max() > 0:
                lifted = np.maximum(above, 0)[:, None]
                _fill(thrown, camera, floats(points - lifted / slant * towards))
            low = above < TOUCHING
            if low.sum() >= 3 and above.max() > -0.01:
                _fill(touching, camera, floats(points[low] - above[low][:, None] * normal))
    metre = _pixels_per_metre(camera, placed)
    soft = _blurred(thrown, metre * 0.02 * (0.4 + light.softness))
    close = _blurred(touching, metre * 0.011)
    return soft, close


def _fill(layer: np.ndarray[tuple[int, int], np.dtype[np.uint8]], camera: Camera, points: Floats) -> None:
    pixels, depth = camera.project(points)
    if (depth < 0.05).any():
        return
    hull = cv2.convexHull((pixels / COARSE).astype(np.float32))
    cv2.fillConvexPoly(layer, np.round(hull * 16).astype(np.int32), 255, cv2.LINE_AA, 4)


def _pixels_per_metre(camera: Camera, placed: list[Placed]) -> float:
    if not placed:
        return 1.0
    spots = floats([thing.position for thing in placed])
    depth = np.maximum(camera.project(spots)[1], 0.1)
    return float(camera.focal / np.median(depth) / COARSE)


def _blurred(layer: np.ndarray[tuple[int, int], np.dtype[np.uint8]], sigma: float) -> Floats:
    sigma = min(max(sigma, 0.6), 24.0)
    return floats(cv2.GaussianBlur(layer, (0, 0), sigma).astype(np.float32) / 255)
