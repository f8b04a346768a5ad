"""Rays against solids whose answer is known, and the camera against itself."""

import numpy as np
import pytest

from retrieval.scenes.arrays import floats
from retrieval.scenes.camera import Camera
from retrieval.scenes.shapes import MISS, BoxShape, Ellipsoid, Frustum, Torus

SOLIDS = [
    BoxShape(0.2, 0.3, 0.1),
    Ellipsoid(0.1, 0.2, 0.15),
    Frustum(0.1, 0.05, 0.3),
    Frustum(0.1, 0.1, 0.2),
    Torus(0.1, 0.02),
]


def _inside(shape, points):
    """How far outside the surface the points are, by the defining inequality of each solid."""
    x, y, z = points
    if isinstance(shape, BoxShape):
        return np.max([abs(x) - shape.width / 2, abs(y) - shape.height / 2, abs(z) - shape.depth / 2], axis=0)
    if isinstance(shape, Ellipsoid):
        return np.sqrt((x / shape.x) ** 2 + (y / shape.y) ** 2 + (z / shape.z) ** 2) - 1
    if isinstance(shape, Frustum):
        radius = (shape.top + shape.bottom) / 2 + (shape.top - shape.bottom) / shape.height * y
        return np.maximum(np.hypot(x, z) - radius, abs(y) - shape.height / 2)
    return np.hypot(np.hypot(x, y) - shape.ring, z) - shape.tube


def _aimed_rays(count=4000):
    rng = np.random.default_rng(4)
    origin = floats([0.5, 0.4, 1.0])
    return origin, floats((rng.uniform(-0.25, 0.25, (count, 3)) - origin).T)


@pytest.mark.parametrize("shape", SOLIDS, ids=lambda shape: type(shape).__name__)
def test_hits_lie_on_the_surface_and_nothing_before_them_is_inside(shape):
    origin, rays = _aimed_rays()
    t = shape.distance(origin, rays)
    hit = t < MISS
    assert 0.02 < hit.mean() < 0.98
    points = origin[:, None] + rays[:, hit] * t[hit]
    assert np.abs(_inside(shape, points)).max() < 2e-3
    for share in np.linspace(0.3, 0.99, 40):
        assert _inside(shape, origin[:, None] + rays[:, hit] * t[hit] * share).min() > -2e-3
    steps = np.linspace(0.3, 1.6, 200)
    through = np.min([_inside(shape, origin[:, None] + rays[:, ~hit] * s) for s in steps], axis=0)
    assert through.min() > -6e-3


@pytest.mark.parametrize("shape", SOLIDS, ids=lambda shape: type(shape).__name__)
def test_normals_are_unit_and_face_the_viewer_and_texture_coordinates_stay_in_the_texture(shape):
    origin, rays = _aimed_rays()
    t = shape.distance(origin, rays)
    hit = t < MISS
    surface = shape.surface(floats(origin[:, None] + rays[:, hit] * t[hit]))
    assert np.allclose(np.linalg.norm(surface.normal, axis=0), 1, atol=1e-3)
    # a torus also takes rays that pass within a twentieth of its tube: they graze it from behind
    assert (surface.normal * rays[:, hit]).sum(axis=0).max() < (0.4 if isinstance(shape, Torus) else 0.02)
    for coordinate in (surface.u, surface.v):
        assert coordinate.min() >= -1e-3
        assert coordinate.max() <= 1 + 1e-3


@pytest.mark.parametrize("shape", SOLIDS, ids=lambda shape: type(shape).__name__)
def test_corners_hold_the_solid(shape):
    origin, rays = _aimed_rays()
    t = shape.distance(origin, rays)
    points = origin[:, None] + rays[:, t < MISS] * t[t < MISS]
    corners = shape.corners()
    directions = np.random.default_rng(1).standard_normal((60, 3))
    assert ((directions @ points).max(axis=1) <= (directions @ corners.T).max(axis=1) + 2e-3).all()


def test_the_front_of_a_box_is_face_four_and_reads_from_left_to_right():
    box = BoxShape(0.2, 0.2, 0.2)
    surface = box.surface(floats([[-0.09, 0.09], [0.09, -0.09], [0.1, 0.1]]))
    assert surface.face.tolist() == [4, 4]
    assert surface.u == pytest.approx([0.05, 0.95], abs=1e-3)
    assert surface.v == pytest.approx([0.05, 0.95], abs=1e-3)


def test_a_pixel_s_ray_leads_back_to_the_pixel():
    camera = Camera((0.4, 0.5, 1.2), (0.1, 0.05, -0.1), 1100, 640, 480, 0.1)
    pixels = floats([[10, 20, 1], [320, 240, 1], [600, 470, 1]])
    points = floats(camera.position) + (camera.ray_matrix @ pixels.T).T * 1.7
    seen, depth = camera.project(floats(points))
    assert np.allclose(seen, pixels[:, :2], atol=0.05)
    assert np.allclose(depth, 1.7, atol=1e-4)


def test_the_plane_matrix_names_the_point_of_the_plane_that_a_pixel_shows():
    camera = Camera((0.4, 0.5, 1.2), (0.1, 0.05, -0.1), 1100, 640, 480)
    points = floats([[0.1, 0.0, -0.2], [-0.15, 0.0, 0.1]])
    pixels, _ = camera.project(points)
    matrix = camera.plane_matrix((-1.0, 0.0, 1.0), (1.0, 0.0, 0.0), (0.0, 0.0, -1.0))
    for pixel, point in zip(pixels, points, strict=True):
        a, b, w = matrix @ np.array([*pixel, 1.0])
        assert a / w == pytest.approx(point[0] + 1.0, abs=1e-3)
        assert b / w == pytest.approx(1.0 - point[2], abs=1e-3)
