"""A torus in the x-y plane: handles and rings."""

from dataclasses import dataclass

import numpy as np

from retrieval.scenes.arrays import Floats, floats
from retrieval.scenes.shapes.shape import MISS, Surface

STEPS = 28


@dataclass(frozen=True)
class Torus:
    """A torus by the radius of its ring and the radius of its tube."""

    ring: float
    tube: float

    def corners(self) -> Floats:
        """A sixteen-gon in front and one behind."""
        turns = np.arange(16) * (np.pi / 8)
        wide = (self.ring + self.tube) * 1.03
        flat = np.stack([np.cos(turns) * wide, np.sin(turns) * wide], axis=1)
        layers = [np.column_stack([flat, np.full(16, z)]) for z in (-self.tube, self.tube)]
        return floats(np.concatenate(layers))

    def _gap(self, points: Floats) -> Floats:
        ring = np.sqrt(points[0] ** 2 + points[1] ** 2) - self.ring
        return floats(np.sqrt(ring**2 + points[2] ** 2) - self.tube)

    def distance(self, origin: Floats, rays: Floats) -> Floats:
        """Sphere tracing from the bounding ball; the distance to a torus is exact, so steps are safe."""
        speed = np.linalg.norm(rays, axis=0)
        reach = float(np.linalg.norm(origin)) - self.ring - self.tube
        t = np.full(rays.shape[1], max(reach, 0.0), dtype=np.float32) / speed
        gap = np.zeros_like(t)
        for _ in range(STEPS):
            gap = self._gap(floats(origin[:, None] + rays * t))
            t = t + gap / speed
        return floats(np.where(gap < self.tube * 0.05, t, MISS))

    def surface(self, points: Floats) -> Surface:
        """u runs around the ring, v around the tube."""
        x, y, z = points
        length = np.sqrt(x * x + y * y) + 1e-9
        ring = length - self.ring
        normal = np.stack([x / length * ring, y / length * ring, z])
        normal = normal / (np.linalg.norm(normal, axis=0) + 1e-9)
        u = np.arctan2(y, x) / (2 * np.pi) + 0.5
        v = np.arctan2(z, ring) / (2 * np.pi) + 0.5
        return Surface(floats(normal), floats(u), floats(v), np.zeros(u.size, dtype=np.intp))
