"""Patterns made of straight lines and circles."""

import numpy as np

from retrieval.scenes.motifs.sheet import Sheet
from retrieval.scenes.palettes import mixed


def stripes(sheet: Sheet) -> None:
    """Upright stripes of three widths."""
    draw, x, number = sheet.draw, 0.0, 0
    colours = (sheet.palette.first, sheet.palette.light, sheet.palette.second)
    while x < sheet.width:
        wide = sheet.cell * (0.45, 0.12, 0.25)[number % 3]
        draw.rectangle((x, 0, x + wide, sheet.height), fill=colours[number % 3])
        x += wide + sheet.cell * 0.35
        number += 1


def dots(sheet: Sheet) -> None:
    """Dots in two colours, staggered."""
    draw = sheet.draw
    for x, y, number in sheet.cells(stagger=True):
        radius = sheet.cell * 0.27
        colour = sheet.palette.light if number % 2 else sheet.palette.first
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)


def scallops(sheet: Sheet) -> None:
    """Overlapping fans, row over row."""
    draw, palette = sheet.draw, sheet.palette
    colours = (palette.first, palette.light, palette.ground, palette.second)
    for x, y, number in sheet.cells(stagger=True):
        for ring, share in enumerate((0.66, 0.5, 0.34, 0.16)):
            radius = sheet.cell * share
            fill = colours[(ring + number % 2) % 4]
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=fill)


def triangles(sheet: Sheet) -> None:
    """Triangles of changing colour."""
    draw, half = sheet.draw, sheet.cell / 2
    colours = (sheet.palette.first, sheet.palette.second, sheet.palette.light, sheet.palette.ink)
    for x, y, _ in sheet.cells():
        fill = colours[int(sheet.rng.integers(4))]
        draw.polygon([(x - half, y + half), (x, y - half), (x + half, y + half)], fill=fill)


def zigzag(sheet: Sheet) -> None:
    """Bands of chevrons."""
    draw, cell = sheet.draw, sheet.cell
    colours = (sheet.palette.first, sheet.palette.light, sheet.palette.second)
    for row in range(int(sheet.height / cell) + 2):
        points = [
            (column * cell / 2, row * cell + (cell * 0.5 if column % 2 else 0.0))
            for column in range(int(sheet.width / cell) * 2 + 4)
        ]
        draw.line(points, fill=colours[row % 3], width=max(int(cell * 0.22), 2))


def checks(sheet: Sheet) -> None:
    """Woven checks: bands in both directions that mix where they cross."""
    draw, palette, cell = sheet.draw, sheet.palette, sheet.cell
    half_way = mixed(palette.ground, palette.first, 0.5)
    across = range(0, sheet.width, max(int(cell), 4))
    down = range(0, sheet.height, max(int(cell), 4))
    for x in across:
        draw.rectangle((x, 0, x + cell / 2, sheet.height), fill=half_way)
    for y in down:
        draw.rectangle((0, y, sheet.width, y + cell / 2), fill=half_way)
        for x in across:
            draw.rectangle((x, y, x + cell / 2, y + cell / 2), fill=palette.first)
            draw.line((x + cell * 0.75, y, x + cell * 0.75, y + cell), fill=palette.light, width=2)


def diamonds(sheet: Sheet) -> None:
    """Diamonds with a smaller one inside."""
    draw = sheet.draw
    for x, y, number in sheet.cells(stagger=True):
        pair = (sheet.palette.first, sheet.palette.light)
        for share, fill in ((0.5, pair[number % 2]), (0.25, sheet.palette.second)):
            r = sheet.cell * share
            draw.polygon([(x - r, y), (x, y - r), (x + r, y), (x, y + r)], fill=fill)


def sunburst(sheet: Sheet) -> None:
    """Rays from a point."""
    draw = sheet.draw
    x, y = sheet.width * 0.5, sheet.height * float(sheet.rng.uniform(0.4, 0.8))
    reach, rays = float(sheet.width + sheet.height), int(sheet.rng.integers(10, 18))
    for number in range(rays):
        turns = [2 * np.pi * (number + share) / rays for share in (0.0, 0.5)]
        edge = [(x + reach * np.cos(a), y + reach * np.sin(a)) for a in turns]
        fill = sheet.palette.first if number % 2 else sheet.palette.second
        draw.polygon([(x, y), *edge], fill=fill)


def waves(sheet: Sheet) -> None:
    """Rolling lines."""
    draw, cell = sheet.draw, sheet.cell
    colours = (sheet.palette.first, sheet.palette.light, sheet.palette.second, sheet.palette.ink)
    steps = np.linspace(0, sheet.width, 60)
    for row in range(int(sheet.height / cell * 1.6) + 2):
        bend = np.sin(steps / cell * 2.2 + row * 0.9) * cell * 0.25 + row * cell / 1.6
        points = [(float(x), float(y)) for x, y in zip(steps, bend, strict=True)]
        draw.line(points, fill=colours[row % 4], width=max(int(cell * 0.2), 2), joint="curve")
