"""The picture while it is drawn: linear colour, depth and whose pixel it is."""

from dataclasses import dataclass

import cv2
import numpy as np

from retrieval.scenes.arrays import Bytes, Flags, Floats, Labels, floats
from retrieval.scenes.camera import NEAR, Camera
from retrieval.scenes.light import Light, Points, shade
from retrieval.scenes.materials import Material
from retrieval.scenes.shapes import MISS, Surface
from retrieval.scenes.thing import Part, Placed, turn


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
        seen = depth < self.depth[window].ravel()
        if not seen.any():
            return
        near, hit_rays = depth[seen], rays[:, seen]
        local = local_eye[:, None] + local_rays[:, seen] * near
        surface = spot.part.shape.surface(floats(local))
        points = _points(spot, surface, hit_rays, near, eye)
        size = self.depth[window].shape
        albedo = _albedo(spot.part.material, surface, seen.reshape(size))
        if spot.part.material.fur > 0:
            albedo = self._fur(albedo, surface, points)
        flat = np.flatnonzero(seen)
        rows, columns = window[0].start + flat // size[1], window[1].start + flat % size[1]
        self.colour[rows, columns] = shade(albedo, points, self.light, spot.part.material)
        self.depth[rows, columns] = near
        self.ident[rows, columns] = spot.placed.ident

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
        return floats(albedo * (1 + 0.3 * strand + 0.25 * edge**2)[:, None])


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
    view = -rays / np.linalg.norm(rays, axis=0)
    return Points(floats(spot.rotation @ surface.normal), floats(view), floats(height))


def _albedo(material: Material, surface: Surface, seen: Flags) -> Floats:
    """Linear colours [n, 3] of the textures; the copy of a texture that fits the size on screen."""
    result = np.zeros((surface.u.size, 3), dtype=np.float32)
    face = surface.face.astype(np.int32)
    flat = np.flatnonzero(seen)
    for one in np.unique(face):
        mine = face == one
        u, v = surface.u[mine], surface.v[mine]
        picture = _fitting(material, int(one), u, v)
        height, width = picture.shape[:2]
        maps = np.zeros((2, *seen.shape), dtype=np.float32)
        maps[0].ravel()[flat[mine]] = u * width - 0.5
        maps[1].ravel()[flat[mine]] = v * height - 0.5
        sampled = cv2.remap(
            picture, maps[0], maps[1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
        result[mine] = floats(sampled.reshape(-1, 3)[flat[mine]]) * np.float32(1 / 255)
    result *= result
    return result  # gamma 2.0: a square takes sRGB near enough to linear light


def _fitting(material: Material, face: int, u: Floats, v: Floats) -> Bytes:
    texture = material.texture(face)
    height, width = texture.pixels.shape[:2]
    shown = float(np.ptp(u) * width * np.ptp(v) * height) / max(u.size, 1)
    return texture.level_for(float(np.sqrt(shown)))
