"""Boxes in integer pixels of the upright image: x, y, width, height, top-left origin."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True, order=True)
class Box:
    """An axis-aligned rectangle that covers the pixels x..x+width-1, y..y+height-1."""

    x: int
    y: int
    width: int
    height: int

    @property
    def area(self) -> int:
        """Covered pixels."""
        return self.width * self.height

    @property
    def right(self) -> int:
        """First column to the right of the box."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """First row below the box."""
        return self.y + self.height

    def is_inside(self, width: int, height: int) -> bool:
        """Whether the box is non-empty and lies wholly in an image of that size."""
        return (
            self.width > 0
            and self.height > 0
            and self.x >= 0
            and self.y >= 0
            and self.right <= width
            and self.bottom <= height
        )

    def clipped(self, width: int, height: int) -> "Box":
        """The part inside an image of that size; width and height are 0 when nothing is."""
        left, top = min(max(self.x, 0), width), min(max(self.y, 0), height)
        right, bottom = min(max(self.right, left), width), min(max(self.bottom, top), height)
        return Box(left, top, right - left, bottom - top)


def iou(first: Box, second: Box) -> float:
    """Intersection over union of two boxes, 0.0 to 1.0."""
    width = min(first.right, second.right) - max(first.x, second.x)
    height = min(first.bottom, second.bottom) - max(first.y, second.y)
    if width <= 0 or height <= 0:
        return 0.0
    shared = width * height
    return shared / (first.area + second.area - shared)


def union_mask(boxes: Iterable[Box], width: int, height: int) -> npt.NDArray[np.bool_]:
    """Boolean [height, width] that is true wherever at least one box lies."""
    mask = np.zeros((height, width), dtype=np.bool_)
    for box in boxes:
        inside = box.clipped(width, height)
        mask[inside.y : inside.bottom, inside.x : inside.right] = True
    return mask


def scale_ratio(boxes: Iterable[Box], width: int, height: int) -> float:
    """Scale of spec §9: area of the union of the boxes over the area of the image."""
    return float(union_mask(boxes, width, height).sum()) / (width * height)


def resized(box: Box, source: tuple[int, int], target: tuple[int, int]) -> Box:
    """The box of a (width, height) image in the pixels of its resized copy.

    Edges are rounded, never moved out of the copy, and a box never vanishes: it keeps at least one
    pixel in each direction.
    """
    ratio_x, ratio_y = target[0] / source[0], target[1] / source[1]
    left = min(round(box.x * ratio_x), target[0] - 1)
    top = min(round(box.y * ratio_y), target[1] - 1)
    right = min(max(round(box.right * ratio_x), left + 1), target[0])
    bottom = min(max(round(box.bottom * ratio_y), top + 1), target[1])
    return Box(left, top, right - left, bottom - top)
