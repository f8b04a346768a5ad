"""Things: named groups of solids, and where they stand in a scene."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from retrieval.scenes.arrays import Floats, Vector, floats
from retrieval.scenes.materials import Material
from retrieval.scenes.shapes import Shape


def turn(yaw: float = 0.0, pitch: float = 0.0, roll: float = 0.0) -> Floats:
    """Rotation matrix: roll about z, then pitch about x, then yaw about y, in radians."""
    cy, sy, cp, sp, cr, sr = (f(a) for a in (yaw, pitch, roll) for f in (np.cos, np.sin))
    about_y = floats([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
    about_x = floats([[1, 0, 0], [0, cp, -sp], [0, sp, cp]])
    about_z = floats([[cr, -sr, 0], [sr, cr, 0], [0, 0, 1]])
    return floats(about_y @ about_x @ about_z)


@dataclass(frozen=True, eq=False)
class Part:
    """A solid of a thing: its material, its centre and its rotation in the thing's coordinates."""

    shape: Shape
    material: Material
    centre: Vector = (0.0, 0.0, 0.0)
    rotation: Floats = field(default_factory=turn)


@dataclass(frozen=True)
class Category:
    """The path of a thing in the taxonomy; no name holds a hyphen or a comma."""

    coarse: str
    mid: str
    fine: str


@dataclass(frozen=True, eq=False)
class Thing:
    """A drawn object: it stands on y = 0 around the origin and looks towards +z; metres."""

    kind: str
    name: str
    caption: str
    category: Category
    parts: tuple[Part, ...]
    width: float
    height: float
    depth: float
    mount: str = "table"


@dataclass(frozen=True, eq=False)
class Placed:
    """A thing in a scene; `ident` 1.. marks what the truth wants masks of, 0 is clutter."""

    thing: Thing
    position: Vector
    yaw: float = 0.0
    ident: int = 0
    size: float = 1.0

    @cached_property
    def hulls(self) -> list[Floats]:
        """The hull points [n, 3] of each part in world coordinates."""
        rotation = turn(self.yaw)
        return [
            floats(
                ((part.shape.corners() @ part.rotation.T + floats(part.centre)) * self.size) @ rotation.T
                + floats(self.position)
            )
            for part in self.thing.parts
        ]
