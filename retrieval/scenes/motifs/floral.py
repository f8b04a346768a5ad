"""Patterns that grew: leaves, flowers, sprigs, and the flecks of terrazzo."""

import numpy as np

from retrieval.scenes.arrays import Colour
from retrieval.scenes.motifs.sheet import Sheet

Point = tuple[float, float]


def leaf_outline(centre: Point, length: float, width: float, turn: float) -> list[Point]:
    """The outline of a pointed leaf."""
    along = np.linspace(-1, 1, 13)
    edge = (1 - along**2) * width / 2
    x = np.concatenate([along, along[::-1]]) * length / 2
    y = np.concatenate([edge, -edge[::-1]])
    cos, sin = np.cos(turn), np.sin(turn)
    across, down = centre[0] + x * cos - y * sin, centre[1] + x * sin + y * cos
    return [(float(a), float(b)) for a, b in zip(across, down, strict=True)]


def flower(sheet: Sheet, centre: Point, radius: float, colours: tuple[Colour, Colour]) -> None:
    """A flower of five to eight petals with a round heart."""
    draw, count = sheet.draw, int(sheet.rng.integers(5, 9))
    start = float(sheet.rng.uniform(0, np.pi))
    for number in range(count):
        turn = start + 2 * np.pi * number / count
        middle = (centre[0] + np.cos(turn) * radius * 0.55, centre[1] + np.sin(turn) * radius * 0.55)
        draw.polygon(leaf_outline(middle, radius, radius * 0.62, turn), fill=colours[0])
    heart = radius * 0.24
    box = (centre[0] - heart, centre[1] - heart, centre[0] + heart, centre[1] + heart)
    draw.ellipse(box, fill=colours[1])


def leaves(sheet: Sheet) -> None:
    """Leaves in all directions, each with its rib."""
    draw, palette = sheet.draw, sheet.palette
    for x, y, number in sheet.cells(stagger=True):
        turn = float(sheet.rng.uniform(0, np.pi))
        fill = (palette.first, palette.second, palette.light)[number % 3]
        draw.polygon(leaf_outline((x, y), sheet.cell, sheet.cell * 0.46, turn), fill=fill)
        rib = sheet.cell * 0.46
        ends = (x - np.cos(turn) * rib, y - np.sin(turn) * rib)
        tip = (x + np.cos(turn) * rib, y + np.sin(turn) * rib)
        draw.line([ends, tip], fill=palette.ground, width=max(int(sheet.cell * 0.04), 1))


def petals(sheet: Sheet) -> None:
    """Scattered flowers of two colours."""
    palette = sheet.palette
    pairs = ((palette.first, palette.light), (palette.light, palette.second))
    for x, y, number in sheet.cells(stagger=True):
        wander = sheet.rng.uniform(-0.12, 0.12, 2) * sheet.cell
        radius = sheet.cell * float(sheet.rng.uniform(0.34, 0.5))
        flower(sheet, (x + wander[0], y + wander[1]), radius, pairs[number % 2])


def sprigs(sheet: Sheet) -> None:
    """Twigs with pairs of leaves and a berry."""
    draw, palette = sheet.draw, sheet.palette
    for x, y, number in sheet.cells(stagger=True):
        lean = float(sheet.rng.uniform(-0.5, 0.5)) - np.pi / 2
        step = sheet.cell * 0.15
        for rung in range(-2, 3):
            spot = (x + np.cos(lean) * rung * step, y + np.sin(lean) * rung * step)
            for side in (-0.9, 0.9):
                off = (spot[0] + np.cos(lean + side) * step, spot[1] + np.sin(lean + side) * step)
                outline = leaf_outline(off, step * 1.9, step * 0.8, lean + side)
                draw.polygon(outline, fill=palette.first if number % 2 else palette.second)
        top = (x + np.cos(lean) * step * 3.2, y + np.sin(lean) * step * 3.2)
        draw.ellipse((top[0] - 5, top[1] - 5, top[0] + 5, top[1] + 5), fill=palette.light)


def terrazzo(sheet: Sheet) -> None:
    """Irregular flecks."""
    draw, palette, rng = sheet.draw, sheet.palette, sheet.rng
    colours = (palette.first, palette.second, palette.light, palette.ink)
    for _ in range(int(sheet.width * sheet.height / sheet.cell**2 * 1.6)):
        centre = rng.uniform((0, 0), (sheet.width, sheet.height))
        turns = np.sort(rng.uniform(0, 2 * np.pi, int(rng.integers(4, 7))))
        reach = rng.uniform(0.18, 0.42) * sheet.cell
        points = [(centre[0] + np.cos(a) * reach, centre[1] + np.sin(a) * reach) for a in turns]
        draw.polygon([(float(x), float(y)) for x, y in points], fill=colours[int(rng.integers(4))])
