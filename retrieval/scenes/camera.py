"""A pinhole camera: world in metres, x right, y up, z towards the viewer."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from retrieval.scenes.arrays import Floats, Vector, floats, unit

NEAR = 0.02


@dataclass(frozen=True)
class Camera:
    """Where the camera stands, what it looks at, and its picture; `focal` is in pixels."""

    position: Vector
    target: Vector
    focal: float
    width: int
    height: int
    roll: float = 0.0

    @cached_property
    def axes(self) -> Floats:
        """Rows: right, up, forward, in world coordinates."""
        forward = unit(floats(self.target) - floats(self.position))
        right = unit(np.cross(forward, floats((0.0, 1.0, 0.0))))
        up = floats(np.cross(right, forward))
        cos, sin = np.cos(self.roll), np.sin(self.roll)
        return floats([right * cos + up * sin, up * cos - right * sin, forward])

    @cached_property
    def ray_matrix(self) -> Floats:
        """3x3: (column, row, 1) to the ray through that pixel, one metre of depth long."""
        right, up, forward = self.axes
        corner = forward - right * (self.width / 2 / self.focal) + up * (self.height / 2 / self.focal)
        return floats(np.stack([right / self.focal, -up / self.focal, corner], axis=1))

    def project(self, points: Floats) -> tuple[Floats, Floats]:
        """Pixels [n, 2] and depth [n] of world points [n, 3]; what lies behind is drawn to NEAR."""
        local = (points - floats(self.position)) @ self.axes.T
        depth = np.maximum(local[:, 2], NEAR)
        column = local[:, 0] / depth * self.focal + self.width / 2
        row = -local[:, 1] / depth * self.focal + self.height / 2
        return floats(np.stack([column, row], axis=1)), floats(local[:, 2])

    def plane_matrix(self, origin: Vector, across: Vector, along: Vector) -> Floats:
        """3x3: pixel to (a, b, w) so that origin + across * a/w + along * b/w is seen there."""
        normal = floats(np.cross(floats(across), floats(along)))
        offset = floats(self.position) - floats(origin)
        distance = float(normal @ offset)
        rays = self.ray_matrix
        denominator = normal @ rays
        numerators = []
        for axis in (floats(across), floats(along)):
            scale = float(axis @ axis)
            numerators.append((float(axis @ offset) * denominator - distance * (axis @ rays)) / scale)
        return floats([*numerators, denominator])
