"""What every solid answers, in its own coordinates, for many rays at once."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from retrieval.scenes.arrays import Floats

MISS = np.float32(1e9)


@dataclass(frozen=True)
class Surface:
    """Normals [3, n], texture coordinates u, v [n] in 0..1 (v down) and the face of each point."""

    normal: Floats
    u: Floats
    v: Floats
    face: npt.NDArray[np.intp]


class Shape(Protocol):
    """A solid around the origin."""

    def corners(self) -> Floats:
        """Points [n, 3] whose hull holds the solid."""
        ...

    def distance(self, origin: Floats, rays: Floats) -> Floats:
        """Ray parameter [n] of the first hit of origin [3] + t * rays [3, n]; MISS where there is none."""
        ...

    def surface(self, points: Floats) -> Surface:
        """Normals, texture coordinates and faces at points [3, n] of the surface."""
        ...
