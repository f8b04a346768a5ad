"""Small textures that several things share: metal, paper edges, wood veneer."""

import cv2
import numpy as np
from PIL import Image, ImageDraw

from retrieval.scenes.arrays import Colour, floats
from retrieval.scenes.materials import Texture


def brushed_metal(rng: np.random.Generator) -> Texture:
    """Grey with fine lines around."""
    lines = rng.normal(182, 9, (64, 1, 1))
    return Texture(np.clip(np.broadcast_to(lines, (64, 64, 3)), 0, 255).astype(np.uint8))


def tin_lid(rng: np.random.Generator) -> Texture:
    """The stamped rings of a tin lid, seen from above."""
    y, x = np.mgrid[-1:1:160j, -1:1:160j]
    radius = np.hypot(x, y)
    rings = 176 + 26 * np.sin(radius * 38) * (radius > 0.45) + 34 * np.cos(2 * np.arctan2(y, x) + 1)
    rings = rings + rng.normal(0, 4, radius.shape)
    return Texture(np.clip(np.repeat(rings[..., None], 3, axis=2), 0, 255).astype(np.uint8))


def paper_edges(rng: np.random.Generator, along: bool) -> Texture:
    """The cut edge of many sheets; lines run along u, or along v."""
    lines = rng.normal(226, 11, (96, 1, 1)) * np.array([1.0, 0.97, 0.9])
    sheet = np.broadcast_to(lines, (96, 96, 3))
    pixels = sheet if along else np.transpose(sheet, (1, 0, 2))
    return Texture(np.ascontiguousarray(np.clip(pixels, 0, 255).astype(np.uint8)))


def veneer(rng: np.random.Generator, colour: Colour) -> Texture:
    """Wood with its grain along u."""
    grain = rng.normal(0, 1, (96, 6)).astype(np.float32)
    grain = floats(cv2.resize(grain, (256, 192), interpolation=cv2.INTER_CUBIC))
    shaded = np.asarray(colour, dtype=np.float32) * (1 + 0.11 * grain[..., None])
    return Texture(np.clip(shaded, 0, 255).astype(np.uint8))


def inside_of_cup(rng: np.random.Generator, colour: Colour, drink: Colour) -> Texture:
    """A cup from above: rim, shaded inner wall, and what is in it."""
    picture = Image.new("RGB", (256, 256), colour)
    draw = ImageDraw.Draw(picture)
    for step in range(40):
        share = step / 40
        tone = tuple(int(c * (0.86 - 0.42 * share)) for c in colour)
        inset = 8 + share * 26
        draw.ellipse((inset, inset, 256 - inset, 256 - inset), fill=tone)
    draw.ellipse((34, 38, 222, 226), fill=drink)
    shine = tuple(min(int(c * 1.25) + 18, 255) for c in drink)
    start = int(rng.integers(180, 240))
    draw.arc((44, 48, 212, 216), start, start + 70, fill=shine, width=5)
    return Texture(np.asarray(picture, dtype=np.uint8))
