"""A box; faces 0..5 are right, left, top, bottom, front, back."""

from dataclasses import dataclass

import numpy as np

from retrieval.scenes.arrays import Floats, floats
from retrieval.scenes.shapes.shape import MISS, Surface

NORMALS = floats([[1, -1, 0, 0, 0, 0], [0, 0, 1, -1, 0, 0], [0, 0, 0, 0, 1, -1]])


@dataclass(frozen=True)
class BoxShape:
    """A box by its full width (x), height (y) and depth (z)."""

    width: float
    height: float
    depth: float

    def _half(self) -> Floats:
        return floats([self.width / 2, self.height / 2, self.depth / 2])

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
        x, y, z = points / self._half()[:, None]
        flat_x, flat_y, flat_z = np.abs(x), np.abs(y), np.abs(z)
        on_x = (flat_x >= flat_y) & (flat_x >= flat_z)
        on_y = ~on_x & (flat_y >= flat_z)
        face = np.where(
            on_x, np.where(x > 0, 0, 1), np.where(on_y, np.where(y > 0, 2, 3), np.where(z > 0, 4, 5))
        )
        across, down, deep = (x + 1) / 2, (1 - y) / 2, (z + 1) / 2
        u = np.where(on_x, np.where(x > 0, 1 - deep, deep), np.where(face == 5, 1 - across, across))
        v = np.where(on_y, np.where(y > 0, deep, 1 - deep), down)
        return Surface(NORMALS[:, face], floats(u), floats(v), face)
