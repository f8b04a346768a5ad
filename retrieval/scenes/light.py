"""One key light, a sky and a floor that throws light back; all colours are linear."""

from dataclasses import dataclass

import numpy as np

from retrieval.scenes.arrays import Floats, Vector, floats, unit
from retrieval.scenes.materials import Material


@dataclass(frozen=True)
class Light:
    """Direction towards the key light, and the colours of key, sky and floor."""

    direction: Vector
    key: Vector
    sky: Vector
    floor: Vector
    softness: float = 0.5


@dataclass(frozen=True, eq=False)
class Points:
    """Visible points: normals and directions to the viewer [3, n], height above the base [n]."""

    normal: Floats
    view: Floats
    height: Floats


def shade(albedo: Floats, points: Points, light: Light, material: Material) -> Floats:
    """Linear colours [n, 3]: Lambert (wrapped for fur), hemisphere, Blinn-Phong, contact darkening."""
    towards = unit(light.direction)
    facing = towards @ points.normal
    wrap = 0.35 * material.fur + 0.08
    direct = np.clip((facing + wrap) / (1 + wrap), 0, None)
    up = (points.normal[1] * 0.5 + 0.5)[:, None]
    around = floats(light.floor) * (1 - up) + floats(light.sky) * up
    contact = 0.6 + 0.4 * np.clip(points.height / 0.045, 0, 1)
    lit = albedo * (around * contact[:, None] + direct[:, None] * floats(light.key))
    if material.gloss > 0:
        half = towards[:, None] + points.view
        half = half / (np.linalg.norm(half, axis=0) + 1e-9)
        sparkle = np.clip((half * points.normal).sum(axis=0), 0, 1) ** material.shine
        edge = (1 - np.clip((points.view * points.normal).sum(axis=0), 0, 1)) ** 4
        lit = lit + (material.gloss * sparkle)[:, None] * floats(light.key)
        lit = lit + (material.gloss * 0.6 * edge * up[:, 0])[:, None] * floats(light.sky)
    return floats(lit)
