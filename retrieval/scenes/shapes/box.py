"""A box; faces 0..5 are right, left, top, bottom, front, back."""

from dataclasses import dataclass

import numpy as np

from retrieval.scenes.arrays import Floats, floats
from retrieval.scenes.shapes.shape import MISS, Surface


@dataclass(frozen=True)
class BoxShape:
    """A box by its full width (x), height (y) and depth (z)."""

    width: float
    height: float
    depth: float

    def _half(self) -> Floats:
        return floats([self.width, self.height, self.depth]) / 2

    def corners(self) -> Floats:
        """The eight corners."""
        signs = floats([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)])
        return floats(signs * self._half())

    def distance(self, origin: Floats, rays: Floats) -> Floats:
        """Slab method: the ray is inside where all three slabs overlap."""
        safe = np.where(np.abs(rays) < 1e-9, np.float32(1e-9), rays)
        near = (-self._half() - origin)[:, None] / safe
        far = (self._half() - origin)[:, None] / safe
        enter = np.minimum(near, far).max(axis=0)
        leave = np.maximum(near, far).min(axis=0)
        return floats(np.where((enter <= leave) & (enter > 0), enter, MISS))

    def surface(self, points: Floats) -> Surface:
        """The face is the one whose slab the point lies on."""
        scaled = points / self._half()[:, None]
        axis = np.abs(scaled).argmax(axis=0)
        sign = np.take_along_axis(scaled, axis[None], axis=0)[0] > 0
        normal = np.zeros_like(points)
        np.put_along_axis(normal, axis[None], np.where(sign, 1, -1).astype(np.float32)[None], axis=0)
        face = axis * 2 + ~sign
        x, y, z = (scaled + 1) / 2
        u = np.choose(face, [1 - z, z, x, x, x, 1 - x])
        v = np.choose(face, [1 - y, 1 - y, z, 1 - z, 1 - y, 1 - y])
        return Surface(normal, floats(u), floats(v), floats(face))
