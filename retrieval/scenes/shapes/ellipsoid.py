"""An ellipsoid; u runs around the y axis (0.5 in front), v from the top down."""

from dataclasses import dataclass

import numpy as np

from retrieval.scenes.arrays import Floats, floats, unit
from retrieval.scenes.shapes.shape import MISS, Surface

_GRID = [(x, y, z) for x in (-1, 0, 1) for y in (-1, 0, 1) for z in (-1, 0, 1) if x or y or z]
DIRECTIONS = floats(np.stack([unit(point) for point in _GRID]) * 1.12)


@dataclass(frozen=True)
class Ellipsoid:
    """An ellipsoid by its three radii."""

    x: float
    y: float
    z: float

    def _radii(self) -> Floats:
        return floats([self.x, self.y, self.z])

    def corners(self) -> Floats:
        """Points of a slightly larger polyhedron (26 directions) that holds the ellipsoid."""
        return floats(DIRECTIONS * self._radii())

    def distance(self, origin: Floats, rays: Floats) -> Floats:
        """The smaller root of the quadratic in the space where the ellipsoid is a unit ball."""
        start = origin / self._radii()
        steps = rays / self._radii()[:, None]
        a = (steps * steps).sum(axis=0)
        b = start @ steps
        c = float(start @ start) - 1.0
        root = b * b - a * c
        t = (-b - np.sqrt(np.maximum(root, 0))) / a
        return floats(np.where((root > 0) & (t > 0), t, MISS))

    def surface(self, points: Floats) -> Surface:
        """Normals are the gradient of the quadratic form."""
        ball = points / self._radii()[:, None]
        gradient = ball / self._radii()[:, None]
        normal = gradient / np.linalg.norm(gradient, axis=0)
        u = np.arctan2(ball[0], ball[2]) / (2 * np.pi) + 0.5
        v = np.arccos(np.clip(ball[1], -1, 1)) / np.pi
        return Surface(floats(normal), floats(u), floats(v), np.zeros(u.size, dtype=np.intp))
