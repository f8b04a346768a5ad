"""One key light, a sky and a floor that throws light back; all colours are linear."""

from dataclasses import dataclass

import numpy as np

from retrieval.scenes.arrays import Floats, Vector, unit
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
    """Linear colours [3, n]: Lambert (wrapped for fur), hemisphere, Blinn-Phong, contact darkening."""
    towards = unit(light.direction)
    wrap = np.float32(0.35 * material.fur + 0.08)
    direct = np.maximum(((towards @ points.normal) + wrap) / (1 + wrap), 0)
    up = points.normal[1] * np.float32(0.5) + np.float32(0.5)
    contact = np.float32(0.6) + np.float32(0.4) * np.clip(points.height / np.float32(0.045), 0, 1)
    up_lit = up * contact
    down_lit = contact - up_lit
    lit = np.empty_like(albedo)
    for channel in range(3):
        around = up_lit * np.float32(light.sky[channel]) + down_lit * np.float32(light.floor[channel])
        lit[channel] = albedo[channel] * (around + direct * np.float32(light.key[channel]))
    if material.gloss > 0:
        _add_gloss(lit, points, light, material)
    return lit


def _add_gloss(lit: Floats, points: Points, light: Light, material: Material) -> None:
    """The highlight of the key light, and the sky in surfaces seen at a flat angle."""
    towards = unit(light.direction)
    normal, view = points.normal, points.view
    facing = (normal * view).sum(axis=0)
    length = np.sqrt(2 + 2 * (towards @ view)) + np.float32(1e-6)  # of view + towards, both unit
    sparkle = np.clip((towards @ normal + facing) / length, 0, 1)
    for _ in range(material.shine):
        sparkle *= sparkle
    sparkle *= np.float32(material.gloss)
    edge = (1 - np.clip(facing, 0, 1)) ** 2
    edge = edge * edge * (normal[1] * np.float32(0.5) + np.float32(0.5)) * np.float32(0.6 * material.gloss)
    for channel in range(3):
        lit[channel] += sparkle * np.float32(light.key[channel]) + edge * np.float32(light.sky[channel])
