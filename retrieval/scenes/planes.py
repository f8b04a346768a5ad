"""Flat backgrounds in perspective, lit and with shadows on them."""

from dataclasses import dataclass

import cv2
import numpy as np

from retrieval.scenes.arrays import LINEAR, Bytes, Flags, Floats, Vector, floats, unit
from retrieval.scenes.camera import Camera
from retrieval.scenes.canvas import Canvas
from retrieval.scenes.shadows import Ground, plane_shadow
from retrieval.scenes.thing import Placed

# half spaces in camera coordinates (right, up, forward): in front, and no more than 6 to the side of 1
VIEW = (
    ((0, 0, 1), 0.05),
    ((1, 0, 6), 0.0),
    ((-1, 0, 6), 0.0),
    ((0, 1, 6), 0.0),
    ((0, -1, 6), 0.0),
)


@dataclass(frozen=True, eq=False)
class Plane:
    """A rectangle from `origin` over `across` and `along` (metres); its texture spans `span` metres.

    A solid plane hides what is behind it; a catcher shows nothing but the shadows on it.
    """

    origin: Vector
    across: Vector
    along: Vector
    texture: Bytes
    span: float
    blur: float = 0.0
    solid: bool = False
    catcher: bool = False

    def normal(self) -> Floats:
        """The side that is seen."""
        return unit(np.cross(floats(self.across), floats(self.along)))


def paint_plane(canvas: Canvas, plane: Plane, placed: list[Placed]) -> None:
    """Draw the plane behind everything, with the shadows that the placed things throw on it."""
    camera, normal = canvas.camera, plane.normal()
    outline = _outline(camera, plane)
    if outline is None or float(normal @ (floats(camera.position) - floats(plane.origin))) <= 0:
        return
    window = _window(camera, outline)
    if window is None:
        return
    brightness = _brightness(canvas, plane, placed)[window]
    colour = canvas.colour[window]
    if plane.catcher:
        colour *= brightness
        return
    lit = _seen_texture(camera, plane, window)
    lit *= brightness
    mask = np.zeros((camera.height, camera.width), np.uint8)
    cv2.fillConvexPoly(mask, np.round(outline * 16).astype(np.int32), 255, cv2.LINE_AA, 4)
    if plane.blur > 1:
        mask = cv2.GaussianBlur(mask, (0, 0), plane.blur / 2).astype(np.uint8)
    share = mask[window].astype(np.float32) / 255
    colour[:] = cv2.blendLinear(np.ascontiguousarray(colour), lit, 1 - share, share)
    if plane.solid:
        _write_depth(canvas, plane, mask > 127)


def _window(camera: Camera, outline: Floats) -> tuple[slice, slice] | None:
    low, high = np.floor(outline.min(axis=0)) - 8, np.ceil(outline.max(axis=0)) + 8
    left, top = max(int(low[0]), 0), max(int(low[1]), 0)
    right, bottom = min(int(high[0]), camera.width), min(int(high[1]), camera.height)
    return (slice(top, bottom), slice(left, right)) if left < right and top < bottom else None


def _brightness(canvas: Canvas, plane: Plane, placed: list[Placed]) -> Floats:
    """Light [h, w, 3] that falls on the plane; computed small, because shadows are soft."""
    camera, light, normal = canvas.camera, canvas.light, plane.normal()
    shadow, close = plane_shadow(camera, light, Ground(plane.origin, _triple(normal)), placed)
    if plane.catcher:
        small = ((1 - 0.5 * shadow) * (1 - 0.5 * close))[..., None] * np.ones(3, dtype=np.float32)
    else:
        key = max(float(normal @ unit(light.direction)), 0.0)
        up = float(normal[1]) * 0.5 + 0.5
        around = floats(light.sky) * up + floats(light.floor) * (1 - up)
        small = (1 - shadow)[..., None] * (floats(light.key) * key) + around
        small *= (1 - 0.55 * close)[..., None]
    size = (camera.width, camera.height)
    return floats(cv2.resize(small, size, interpolation=cv2.INTER_LINEAR))


def _seen_texture(camera: Camera, plane: Plane, window: tuple[slice, slice]) -> Floats:
    """Linear albedo [h, w, 3] of the plane in a window of the picture."""
    across, along = unit(plane.across), unit(plane.along)
    matrix = camera.plane_matrix(plane.origin, _triple(across), _triple(along))
    scale = plane.texture.shape[1] / plane.span
    shift = np.array([[1, 0, 0], [0, 1, plane.texture.shape[0]], [0, 0, 1]], dtype=np.float64)
    to_texture = shift @ np.diag(floats([scale, -scale, 1.0])) @ matrix
    coarse = 2 if plane.blur > 1.5 else 1  # what will be blurred is drawn at half the size
    here = np.array([[coarse, 0, window[1].start], [0, coarse, window[0].start], [0, 0, 1]], dtype=np.float64)
    full = (window[1].stop - window[1].start, window[0].stop - window[0].start)
    size = (-(-full[0] // coarse), -(-full[1] // coarse))
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    seen = cv2.warpPerspective(
        plane.texture, to_texture @ here, size, flags=flags, borderMode=cv2.BORDER_REFLECT
    )
    if plane.blur > 0:
        seen = cv2.GaussianBlur(seen, (0, 0), plane.blur / coarse)
    if coarse > 1:
        seen = cv2.resize(seen, full, interpolation=cv2.INTER_LINEAR)
    return floats(cv2.LUT(seen, LINEAR))


def _write_depth(canvas: Canvas, plane: Plane, covered: Flags) -> None:
    """Depth of the plane where it is seen, so that things behind it are hidden."""
    normal = plane.normal()
    rows, columns = np.nonzero(covered)
    if rows.size == 0:
        return
    facing = normal @ canvas.camera.ray_matrix
    towards = facing[0] * (columns + 0.5) + facing[1] * (rows + 0.5) + facing[2]
    distance = float(normal @ (floats(plane.origin) - floats(canvas.camera.position)))
    canvas.depth[rows, columns] = distance / towards


def _triple(vector: Floats) -> Vector:
    x, y, z = (float(value) for value in vector)
    return x, y, z


def _outline(camera: Camera, plane: Plane) -> Floats | None:
    """The plane's rectangle in pixels, cut to what can be in view before it is projected."""
    origin, across, along = floats(plane.origin), floats(plane.across), floats(plane.along)
    corners = floats([origin, origin + across, origin + across + along, origin + along])
    local = floats((corners - floats(camera.position)) @ camera.axes.T)
    for inward, offset in VIEW:
        local = _cut(local, floats(inward), offset)
        if len(local) < 3:
            return None
    return camera.project(floats(local @ camera.axes + floats(camera.position)))[0]


def _cut(polygon: Floats, inward: Floats, offset: float) -> Floats:
    """The part of a convex polygon [n, 3] with inward @ point >= offset (Sutherland and Hodgman)."""
    side = polygon @ inward - offset
    kept: list[Floats] = []
    for number in range(len(polygon)):
        here, there = polygon[number], polygon[(number + 1) % len(polygon)]
        a, b = float(side[number]), float(side[(number + 1) % len(polygon)])
        if a >= 0:
            kept.append(here)
        if (a >= 0) != (b >= 0):
            kept.append(floats(here + (there - here) * (a / (a - b))))
    return floats(kept).reshape(-1, 3)
