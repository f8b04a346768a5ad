"""A cone frustum or cylinder around the y axis; faces 0, 1, 2 are side, top, bottom."""

from dataclasses import dataclass

import numpy as np

from retrieval.scenes.arrays import Floats, floats
from retrieval.scenes.shapes.shape import MISS, Surface


@dataclass(frozen=True)
class Frustum:
    """A frustum by its radii at the bottom and the top, and its height."""

    bottom: float
    top: float
    height: float

    def _slope(self) -> float:
        return (self.top - self.bottom) / self.height

    def _radius(self, y: Floats) -> Floats:
        return floats((self.top + self.bottom) / 2 + self._slope() * y)

    def corners(self) -> Floats:
        """Two twelve-gons that hold the two rims."""
        turns = np.arange(12) * (np.pi / 6)
        rims = []
        for y, radius in ((-self.height / 2, self.bottom), (self.height / 2, self.top)):
            wide = radius * 1.04
            rims.append(np.stack([np.sin(turns) * wide, np.full(12, y), np.cos(turns) * wide], axis=1))
        return floats(np.concatenate(rims))

    def distance(self, origin: Floats, rays: Floats) -> Floats:
        """The nearest of the two roots of the cone and the two caps."""
        best = np.full(rays.shape[1], MISS, dtype=np.float32)
        slope, middle = self._slope(), (self.top + self.bottom) / 2
        level = middle + slope * origin[1]
        a = rays[0] ** 2 + rays[2] ** 2 - (slope * rays[1]) ** 2
        a = np.where(np.abs(a) < 1e-9, np.float32(1e-9), a)
        b = origin[0] * rays[0] + origin[2] * rays[2] - level * slope * rays[1]
        c = origin[0] ** 2 + origin[2] ** 2 - level**2
        root = b * b - a * c
        spread = np.sqrt(np.maximum(root, 0))
        for t in ((-b - spread) / a, (-b + spread) / a):
            y = origin[1] + t * rays[1]
            good = (root > 0) & (t > 0) & (t < best) & (np.abs(y) <= self.height / 2)
            best[good] = t[good]
        safe = np.where(np.abs(rays[1]) < 1e-9, np.float32(1e-9), rays[1])
        for y, radius in ((self.height / 2, self.top), (-self.height / 2, self.bottom)):
            t = (y - origin[1]) / safe
            across = (origin[0] + t * rays[0]) ** 2 + (origin[2] + t * rays[2]) ** 2
            good = (t > 0) & (t < best) & (across <= radius**2)
            best[good] = t[good]
        return best

    def surface(self, points: Floats) -> Surface:
        """Caps are the points that lie within the rim at either end."""
        x, y, z = points
        inside = x * x + z * z < (self._radius(y) * 0.999) ** 2
        face = np.where(inside, np.where(y > 0, 1, 2), 0)
        length = np.sqrt(x * x + z * z) + 1e-9
        tilt = np.sqrt(1 + self._slope() ** 2)
        side = np.stack([x / length, np.full_like(x, -self._slope()), z / length]) / tilt
        cap = np.stack([np.zeros_like(x), np.sign(y), np.zeros_like(x)])
        radius = max(self.top, self.bottom)
        u = np.where(face == 0, np.arctan2(x, z) / (2 * np.pi) + 0.5, (x / radius + 1) / 2)
        v = np.where(face == 0, 0.5 - y / self.height, (z / radius + 1) / 2)
        return Surface(floats(np.where(face == 0, side, cap)), floats(u), floats(v), face)
