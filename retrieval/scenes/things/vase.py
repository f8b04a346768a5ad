"""Vases: a turned profile under a painted glaze."""

import numpy as np

from retrieval.scenes.arrays import Floats, floats
from retrieval.scenes.materials import Material, Texture, plain
from retrieval.scenes.palettes import mixed
from retrieval.scenes.shapes import Frustum
from retrieval.scenes.thing import Category, Part, Thing
from retrieval.scenes.things.artwork import Design, as_texture, choose_design, patterned, put_emblem

RINGS = 14
PROFILES: dict[str, tuple[float, ...]] = {
    "slender": (0.55, 0.72, 0.92, 1.0, 0.9, 0.62, 0.42, 0.4, 0.5),
    "round": (0.5, 0.86, 1.0, 0.98, 0.8, 0.5, 0.36, 0.44),
    "conical": (0.48, 0.58, 0.68, 0.78, 0.88, 1.0),
    "bottle shaped": (0.8, 1.0, 1.0, 0.95, 0.6, 0.28, 0.25, 0.25, 0.32),
    "gourd shaped": (0.7, 1.0, 0.9, 0.55, 0.62, 0.7, 0.5, 0.34, 0.4),
}


def _glaze(design: Design, rng: np.random.Generator) -> Texture:
    sheet = patterned(design, rng, (900, 520), float(rng.uniform(55, 100)))
    palette = design.palette
    bands = (0.0, 0.16) if design.layout % 2 else (0.82, 1.0)
    sheet.draw.rectangle((0, 520 * bands[0], 900, 520 * bands[1]), fill=palette.second)
    sheet.draw.rectangle((0, 520 * 0.72, 900, 520 * 0.75), fill=palette.light)
    if design.layout >= 2:
        for x in (75, 225, 375, 525, 675, 825):
            sheet.draw.ellipse((x - 62, 198, x + 62, 322), fill=palette.light)
            put_emblem(sheet, design, x, 260, 42)
    return as_texture(sheet)


def _radii(profile: tuple[float, ...], widest: float) -> Floats:
    steps = np.linspace(0, len(profile) - 1, RINGS + 1)
    knots = np.arange(len(profile))
    smooth = np.interp(steps, knots, profile)
    padded = np.pad(smooth, 1, mode="edge")
    return floats(widest * (padded[:-2] + 2 * padded[1:-1] + padded[2:]) / 4)


def vase(rng: np.random.Generator) -> Thing:
    """A vase of 16 to 28 cm."""
    design = choose_design(rng)
    shape = list(PROFILES)[int(rng.integers(len(PROFILES)))]
    height, widest = float(rng.uniform(0.16, 0.27)), float(rng.uniform(0.05, 0.075))
    radii = _radii(PROFILES[shape], widest)
    glaze, step = _glaze(design, rng).pixels, height / RINGS
    rows = np.linspace(glaze.shape[0], 0, RINGS + 1).astype(int)
    dark = plain(mixed(design.palette.ground, (10, 10, 10), 0.75))
    parts = []
    for ring in range(RINGS):
        strip = Texture(np.ascontiguousarray(glaze[rows[ring + 1] : rows[ring]]))
        body = Frustum(float(radii[ring]), float(radii[ring + 1]), step)
        parts.append(Part(body, Material((strip, dark), 0.55, 6), (0, (ring + 0.5) * step, 0)))
    names = design.palette.names
    return Thing(
        kind="vase",
        name=f"{design.brand} {shape} vase",
        caption=(
            f"Glazed ceramic {shape} vase in {names[0]} and {names[2]}, painted with {design.pattern}"
            + (f" and medallions with {design.emblem}." if design.layout >= 2 else f" and a {names[3]} band.")
        ),
        category=Category("household", "decoration", "vase"),
        parts=tuple(parts),
        width=2 * widest,
        height=height,
        depth=2 * widest,
    )
