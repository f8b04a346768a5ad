"""Counting the segments outside the boxes (spec §9; ILIAS, appendix C)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from retrieval.clutter.segmenter import LabelMap, Mask, Rgb, Segmenter
from retrieval.errors import RetrievalError
from retrieval.geometry import Box, union_mask


@dataclass(frozen=True)
class ClutterCount:
    """Segments outside, scale (0..1), and which segmenter counted, so that counts are never mixed."""

    segments: int
    scale: float
    segmenter: str
    version: str
    parameters: dict[str, Any]


def count_clutter(rgb: Rgb, boxes: Sequence[Box], segmenter: Segmenter) -> ClutterCount:
    """Clutter and scale of a release image uint8 [H, W, 3] with boxes in its pixels.

    A segment is outside when less than half of its area lies in the union of the boxes. Raises
    RetrievalError `clutter.not-an-image` for any other array and `clutter.no-boxes` without boxes.
    """
    if rgb.ndim != 3 or rgb.shape[2] != 3 or rgb.dtype != np.uint8 or rgb.size == 0:
        raise RetrievalError(
            "clutter.not-an-image",
            f"Clutter is counted on uint8 pixels [height, width, 3], and this array is {rgb.dtype} "
            f"{list(rgb.shape)}; decode the release image first.",
        )
    if not boxes:
        raise RetrievalError(
            "clutter.no-boxes",
            "Clutter is what lies outside the boxes, and this image has none; draw its boxes first.",
        )
    height, width = rgb.shape[:2]
    inside = union_mask(boxes, width, height)
    found = segmenter.masks(rgb)
    outside = _in_labels(found, inside) if isinstance(found, np.ndarray) else _in_masks(found, inside)
    return ClutterCount(
        segments=outside,
        scale=float(inside.mean()),
        segmenter=segmenter.name,
        version=segmenter.version,
        parameters=dict(segmenter.parameters),
    )


def _in_labels(labels: LabelMap, inside: Mask) -> int:
    flat = labels.ravel()
    area = np.bincount(flat)
    covered = np.bincount(flat[inside.ravel()], minlength=area.size)
    return int(np.count_nonzero((area > 0) & (2 * covered < area)))


def _in_masks(masks: Iterable[Mask], inside: Mask) -> int:
    outside = 0
    for mask in masks:
        area = int(np.count_nonzero(mask))
        if area and 2 * int(np.count_nonzero(mask & inside)) < area:
            outside += 1
    return outside
