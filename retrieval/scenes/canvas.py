"""The picture while it is drawn: linear colour, depth and whose pixel it is."""

from dataclasses import dataclass

import cv2
import numpy as np

from retrieval.scenes.arrays import LINEAR, Bytes, Floats, Labels, floats
from retrieval.scenes.camera import NEAR, Camera
from retrieval.scenes.light import Light, Points, shade
from retrieval.scenes.materials import Material
from retrieval.scenes.shapes import MISS, Surface
from retrieval.scenes.thing import Part, Placed, turn

ROW = 512


@dataclass(frozen=True, eq=False)
class Canvas:
    """Colour [h, w, 3], depth [h, w] in metres, ident [h, w]; drawing changes them in place."""

    camera: Camera
    light: Light
    noise: Floats
    colour: Floats
    depth: Floats
    ident: Labels

    @classmethod
    def blank(cls, camera: Camera, light: Light, noise: Floats) -> "Canvas":
        """An empty canvas; `noise` is a square tile around 0 that makes fur."""
        size = (camera.height, camera.width)
        return cls(
            camera,
            light,
            noise,
            np.zeros((*size, 3), dtype=np.float32),
            np.full(size, MISS, dtype=np.float32),
            np.zeros(size, dtype=np.uint16),
        )

    def place(self, placed: Placed) -> None:
        """Draw all parts of a placed thing."""
        rotation = turn(placed.yaw)
        for part, hull in zip(placed.thing.parts, placed.hulls, strict=True):
            centre = rotation @ (floats(part.centre) * placed.size) + floats(placed.position)
            self._draw(_Spot(part, hull, floats(rotation @ part.rotation), floats(centre), placed))

    def _draw(self, spot: "_Spot") -> None:
        window = self._window(spot)
        if window is None:
            return
        rays = self._rays(window)
        eye = floats(self.camera.position)
        local_rays = spot.rotation.T @ rays / np.float32(spot.placed.size)
        local_eye = spot.rotation.T @ (eye - spot.centre) / np.float32(spot.placed.size)
        depth = spot.part.shape.distance(floats(local_eye), floats(local_rays))
        old = self.depth[window]
        seen = np.flatnonzero(depth < old.ravel())
        if seen.size == 0:
            return
        near = depth[seen]
        local = local_eye[:, None] + local_rays.take(seen, axis=1) * near
        surface = spot.part.shape.surface(floats(local))
        points = _points(spot, surface, rays.take(seen, axis=1), near, eye)
        albedo = _albedo(spot.part.material, surface)
        if spot.part.material.fur > 0:
            albedo = self._fur(albedo, surface, points)
        starts = np.arange(window[0].start, window[0].stop)[:, None] * self.camera.width
        here = (starts + np.arange(window[1].start, window[1].stop)).ravel().take(seen)
        self.colour.reshape(-1, 3)[here] = shade(albedo, points, self.light, spot.part.material).T
        self.depth.ravel()[here] = near
        self.ident.ravel()[here] = spot.placed.ident

    def _window(self, spot: "_Spot") -> tuple[slice, slice] | None:
        pixels, depth = self.camera.project(spot.hull)
        if (depth <= NEAR).all():
            return None
        low, high = np.floor(pixels.min(axis=0)) - 1, np.ceil(pixels.max(axis=0)) + 2
        left, top = max(int(low[0]), 0), max(int(low[1]), 0)
        right, bottom = min(int(high[0]), self.camera.width), min(int(high[1]), self.camera.height)
        if left >= right or top >= bottom:
            return None
        return slice(top, bottom), slice(left, right)

    def _rays(self, window: tuple[slice, slice]) -> Floats:
        rows, columns = (np.arange(part.start, part.stop, dtype=np.float32) + 0.5 for part in window)
        matrix = self.camera.ray_matrix
        across = matrix[:, :1] * columns + matrix[:, 2:]
        down = matrix[:, 1:2] * rows
        return floats((down[:, :, None] + across[:, None, :]).reshape(3, -1))

    def _fur(self, albedo: Floats, surface: Surface, points: Points) -> Floats:
        side = self.noise.shape[0]
        column = (surface.u * 1400).astype(np.int32) % side
        row = (surface.v * 500).astype(np.int32) % side
        strand = self.noise[row, column, 1]
        edge = 1 - np.clip((points.view * points.normal).sum(axis=0), 0, 1)
        return floats(albedo * (1 + 0.3 * strand + 0.25 * edge**2))


@dataclass(frozen=True, eq=False)
class _Spot:
    part: Part
    hull: Floats
    rotation: Floats
    centre: Floats
    placed: Placed


def _points(spot: _Spot, surface: Surface, rays: Floats, near: Floats, eye: Floats) -> Points:
    height = eye[1] + rays[1] * near - spot.placed.position[1]
    if spot.placed.thing.mount == "wall":
        height = height + 1.0  # hung things touch no floor, so nothing darkens their lower edge
    view = rays / -np.sqrt((rays * rays).sum(axis=0))
    return Points(floats(spot.rotation @ surface.normal), floats(view), floats(height))


def _albedo(material: Material, surface: Surface) -> Floats:
    """Linear colours [3, n] of the textures; the copy of a texture that fits the size on screen."""
    result = np.empty((3, surface.u.size), dtype=np.float32)
    for face in np.flatnonzero(np.bincount(surface.face)):
        mine = surface.face == face
        u, v = surface.u[mine], surface.v[mine]
        picture = _fitting(material, int(face), u, v)
        height, width = picture.shape[:2]
        columns, rows = _folded(u * width - np.float32(0.5)), _folded(v * height - np.float32(0.5))
        sampled = cv2.remap(picture, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        result[:, mine] = cv2.LUT(sampled, LINEAR).reshape(-1, 3)[: u.size].T
    return result


def _folded(values: Floats) -> Floats:
    """The values as rows of ROW, the last one padded: OpenCV takes no row of more than 32,767."""
    padded = np.zeros(-(-values.size // ROW) * ROW, dtype=np.float32)
    padded[: values.size] = values
    return padded.reshape(-1, ROW)


def _fitting(material: Material, face: int, u: Floats, v: Floats) -> Bytes:
    texture = material.texture(face)
    height, width = texture.pixels.shape[:2]
    shown = float(np.ptp(u) * width * np.ptp(v) * height) / max(u.size, 1)
    return texture.level_for(float(np.sqrt(shown)))
