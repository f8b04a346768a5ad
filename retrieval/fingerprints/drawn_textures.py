"""Drawn images with the statistics of photographs, to train the vocabulary without any download."""

import cv2
import numpy as np
import numpy.typing as npt

SIDE = 448
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789&%!?"

Image = npt.NDArray[np.uint8]


def draw_textured_image(seed: int) -> Image:
    """A "dead leaves" image uint8 [448, 448, 3]: overlapping textured shapes of all sizes, text, noise.

    Occluding shapes whose radius follows a power law have the gradient statistics of photographs
    (Lee, Mumford and Huang 2001), which is all that SIFT words need.
    """
    rng = np.random.default_rng(seed)
    fields = [_texture(rng) for _ in range(8)]
    canvas = fields[0].copy()
    for _ in range(int(rng.integers(60, 220))):
        radius = float(4 * (1 - rng.random()) ** -0.7)
        _stamp(canvas, fields, rng, min(radius, SIDE / 3))
    for _ in range(int(rng.integers(0, 14))):
        _write(canvas, rng)
    blurred = cv2.GaussianBlur(canvas, (0, 0), float(rng.uniform(0.4, 1.6)))
    noise = rng.normal(0, rng.uniform(1, 8), canvas.shape)
    return np.clip(blurred + noise, 0, 255).astype(np.uint8)


def _texture(rng: np.random.Generator) -> Image:
    """A colour field: flat, shaded, striped, checked, or cloudy."""
    kind = int(rng.integers(0, 5))
    rows, columns = np.mgrid[0:SIDE, 0:SIDE].astype(np.float32)
    angle, period = rng.uniform(0, np.pi), rng.uniform(5, 60)
    along = rows * np.sin(angle) + columns * np.cos(angle)
    across = columns * np.sin(angle) - rows * np.cos(angle)
    if kind == 0:
        field = np.full((SIDE, SIDE), 0.5, dtype=np.float32)
    elif kind == 1:
        field = (along - along.min()) / np.ptp(along)
    elif kind == 2:
        field = 0.5 + 0.5 * np.sin(along * (2 * np.pi / period))
    elif kind == 3:
        field = ((along // period + across // period) % 2).astype(np.float32)
    else:
        field = _clouds(rng)
    first, second = rng.uniform(0, 255, 3), rng.uniform(0, 255, 3)
    mixed = first + (second - first) * field[..., None]
    return np.clip(mixed, 0, 255).astype(np.uint8)


def _clouds(rng: np.random.Generator) -> npt.NDArray[np.float32]:
    """Noise of several octaves in [0, 1], rougher or smoother by chance."""
    roughness = rng.uniform(0.4, 0.8)
    field = np.zeros((SIDE, SIDE), dtype=np.float32)
    for octave in range(1, 7):
        cells = rng.random((2**octave + 1, 2**octave + 1)).astype(np.float32)
        field += cv2.resize(cells, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC) * roughness**octave
    return np.asarray((field - field.min()) / np.ptp(field), dtype=np.float32)


def _stamp(canvas: Image, fields: list[Image], rng: np.random.Generator, radius: float) -> None:
    """Covers a random place with an ellipse, polygon or ring cut from one of the colour fields."""
    half = max(2, int(radius * 1.4))
    mask = np.zeros((2 * half, 2 * half), dtype=np.uint8)
    kind = int(rng.integers(0, 3))
    if kind == 1:
        angles = np.sort(rng.uniform(0, 2 * np.pi, int(rng.integers(3, 9))))
        spokes = radius * rng.uniform(0.5, 1.3, len(angles))
        corners = half + np.stack([np.cos(angles), np.sin(angles)], 1) * spokes[:, None]
        cv2.fillPoly(mask, [np.rint(corners).astype(np.int32)], (255,), cv2.LINE_AA)
    else:
        axes = (max(1, round(radius)), max(1, round(radius * rng.uniform(0.3, 1.0))))
        thickness = -1 if kind == 0 else max(1, round(radius / 4))
        turn = float(rng.uniform(0, 360))
        cv2.ellipse(mask, (half, half), axes, turn, 0, 360, (255,), thickness, cv2.LINE_AA)
    top, left, source_top, source_left = rng.integers(0, SIDE - 2 * half, 4)
    under = canvas[top : top + 2 * half, left : left + 2 * half]
    field = fields[int(rng.integers(0, len(fields)))]
    over = field[source_top : source_top + 2 * half, source_left : source_left + 2 * half]
    shade = rng.uniform(0.6, 1.0, 3)
    weight = mask[..., None].astype(np.float32) / 255
    under[:] = np.rint(under * (1 - weight) + over * shade * weight).astype(np.uint8)


def _write(canvas: Image, rng: np.random.Generator) -> None:
    """Writes a short word somewhere, in one of OpenCV's fonts."""
    word = "".join(rng.choice(list(LETTERS), int(rng.integers(2, 9))))
    place = (int(rng.integers(-20, SIDE - 40)), int(rng.integers(20, SIDE)))
    colour = tuple(float(value) for value in rng.integers(0, 256, 3))
    size, width = float(rng.uniform(0.4, 2.4)), int(rng.integers(1, 5))
    cv2.putText(canvas, word, place, int(rng.integers(0, 8)), size, colour, width, cv2.LINE_AA)
