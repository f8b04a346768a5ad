"""Keeping the main things in the frame and to more than half in sight."""

import cv2
import numpy as np

from retrieval.scenes.arrays import Flags, Floats, Vector, floats
from retrieval.scenes.camera import Camera
from retrieval.scenes.stages.setting import Aim, around
from retrieval.scenes.thing import Placed

COARSE = 8
MIN_VISIBLE = 0.6


def hull_of(camera: Camera, placed: Placed) -> tuple[Floats, float]:
    """Pixels [n, 2] of all hull points, and the median depth."""
    points = np.concatenate(placed.hulls)
    pixels, depth = camera.project(floats(points))
    return pixels, float(np.median(depth))


def inside_share(camera: Camera, placed: Placed) -> float:
    """How much of the thing's bounding rectangle lies in the frame."""
    pixels, depth = hull_of(camera, placed)
    if depth <= 0.1:
        return 0.0
    low, high = pixels.min(axis=0), pixels.max(axis=0)
    frame = floats([camera.width, camera.height])
    seen = np.clip(np.minimum(high, frame) - np.maximum(low, 0), 0, None)
    return float(np.prod(seen) / max(float(np.prod(high - low)), 1.0))


def _silhouette(camera: Camera, placed: Placed) -> Flags:
    mask = np.zeros((camera.height // COARSE + 1, camera.width // COARSE + 1), np.uint8)
    for points in placed.hulls:
        pixels, depth = camera.project(points)
        if (depth > 0.05).all():
            hull = cv2.convexHull((pixels / COARSE).astype(np.float32))
            cv2.fillConvexPoly(mask, np.round(hull).astype(np.int32), 1)
    return mask > 0


def without_blockers(camera: Camera, mains: tuple[Placed, ...], extras: list[Placed]) -> tuple[Placed, ...]:
    """The extras that may stay: each main thing keeps MIN_VISIBLE of its silhouette in sight."""
    whole = [_silhouette(camera, main) for main in mains]
    left = [mask.copy() for mask in whole]
    depths = [hull_of(camera, main)[1] for main in mains]
    kept = []
    for extra in extras:
        pixels, depth = hull_of(camera, extra)
        if depth < 0.15 or _too_large(camera, pixels):
            continue
        cover = _silhouette(camera, extra)
        after = [
            mask & ~cover if depth < main_depth else mask
            for mask, main_depth in zip(left, depths, strict=True)
        ]
        if all(a.sum() >= MIN_VISIBLE * w.sum() for a, w in zip(after, whole, strict=True)):
            left = after
            kept.append(extra)
    return tuple(kept)


def _too_large(camera: Camera, pixels: Floats) -> bool:
    spread = pixels.max(axis=0) - pixels.min(axis=0)
    return bool(spread[0] > 0.55 * camera.width or spread[1] > 0.7 * camera.height)


def aimed(mains: tuple[Placed, ...], frame: tuple[int, int], rng: np.random.Generator, aim: Aim) -> Camera:
    """A camera that shows the first main thing at a share of the frame, all mains inside."""
    thing = mains[0].thing
    tall = max(thing.height, thing.width * 0.95 * frame[1] / frame[0], thing.width * 0.6)
    focal = max(frame) * float(rng.uniform(0.95, 1.35))
    pitch = float(rng.uniform(*aim.pitch))
    azimuth = float(rng.uniform(*aim.azimuth)) * float(rng.choice([-1.0, 1.0]))
    wanted, roll = float(rng.uniform(*aim.share)), float(rng.normal(0, 0.025))
    middle = np.mean([placed.position for placed in mains], axis=0)
    side = mains[0].position[0] - middle[0]
    wide = 2 * abs(side) + thing.width
    needed = max(tall, wide * 0.9 * frame[1] / frame[0] * wanted)
    for attempt in range(9):
        distance = needed * focal / (wanted * frame[1]) * (1 + 0.12 * attempt)
        wander = distance * 0.2 * (1 - attempt / 8) * (1 - wanted)
        offset = rng.uniform(-1, 1, 3) * (wander, wander * 0.4, wander * 0.2)
        lift = thing.height * aim.lift
        target = floats([middle[0] + offset[0], middle[1] + lift + offset[1], middle[2] + offset[2]])
        spot: Vector = (float(target[0]), float(target[1]), float(target[2]))
        camera = Camera(around(spot, distance, azimuth, pitch), spot, focal, *frame, roll)
        if all(inside_share(camera, placed) > 0.985 for placed in mains):
            break
    return camera
