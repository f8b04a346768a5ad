"""Counting segments outside the boxes, on pictures whose segments are known."""

import numpy as np
import pytest

from retrieval.clutter import ClutterCount, build_segmenter, count_clutter
from retrieval.errors import RetrievalError
from retrieval.geometry import Box


class Given:
    """A segmenter that returns what the test says."""

    name, version = "given", "1"

    def __init__(self, found) -> None:
        self.found = found
        self.parameters = {"of": "the test"}

    def masks(self, rgb):
        return self.found


def _quarters() -> np.ndarray:
    labels = np.zeros((40, 60), dtype=np.int64)
    labels[:20, 30:], labels[20:, :30], labels[20:, 30:] = 1, 2, 3
    return labels


RGB = np.zeros((40, 60, 3), dtype=np.uint8)


@pytest.mark.parametrize(
    ("boxes", "outside"),
    [
        ([Box(0, 0, 60, 40)], 0),
        ([Box(0, 0, 1, 1)], 4),
        ([Box(0, 0, 30, 20)], 3),
        ([Box(0, 0, 30, 20), Box(30, 20, 30, 20)], 2),
        ([Box(0, 0, 30, 10)], 3),  # exactly half is not less than half: inside
        ([Box(0, 0, 29, 10)], 4),
        ([Box(0, 0, 20, 20), Box(10, 0, 20, 20)], 3),  # overlap counts once
        ([Box(0, 0, 8, 20), Box(0, 0, 8, 20)], 4),
        ([Box(-30, -20, 60, 40)], 3),  # what lies beyond the image covers nothing
    ],
)
def test_a_segment_is_outside_when_less_than_half_of_it_lies_in_the_union(boxes, outside):
    labels = _quarters()
    masks = [labels == label for label in range(4)]
    assert count_clutter(RGB, boxes, Given(labels)).segments == outside
    assert count_clutter(RGB, boxes, Given(masks)).segments == outside
    assert count_clutter(RGB, boxes, Given(iter(masks))).segments == outside


def test_scale_is_the_share_of_the_union():
    boxes = [Box(0, 0, 30, 20), Box(15, 0, 30, 20)]
    assert count_clutter(RGB, boxes, Given(_quarters())).scale == pytest.approx(45 * 20 / 2400)


def test_unused_labels_and_empty_masks_are_no_segments():
    labels = _quarters() * 7 + 3
    assert count_clutter(RGB, [Box(0, 0, 1, 1)], Given(labels)).segments == 4
    empty = np.zeros((40, 60), dtype=bool)
    assert count_clutter(RGB, [Box(0, 0, 1, 1)], Given([empty])).segments == 0


def test_overlapping_masks_count_each():
    mask = np.zeros((40, 60), dtype=bool)
    mask[30:, 40:] = True
    assert count_clutter(RGB, [Box(0, 0, 5, 5)], Given([mask, mask.copy()])).segments == 2


def test_the_count_names_its_segmenter():
    count = count_clutter(RGB, [Box(0, 0, 30, 20)], Given(_quarters()))
    assert count == ClutterCount(3, 0.25, "given", "1", {"of": "the test"})


@pytest.mark.parametrize(
    "array",
    [
        np.zeros((4, 4), dtype=np.uint8),
        np.zeros((4, 4, 4), dtype=np.uint8),
        np.zeros((4, 4, 3)),
        np.zeros((0, 4, 3), dtype=np.uint8),
    ],
)
def test_anything_but_rgb_pixels_is_refused(array):
    with pytest.raises(RetrievalError) as refused:
        count_clutter(array, [Box(0, 0, 1, 1)], build_segmenter("felzenszwalb"))
    assert refused.value.code == "clutter.not-an-image"


def test_an_image_without_boxes_is_refused():
    with pytest.raises(RetrievalError) as refused:
        count_clutter(RGB, [], Given(_quarters()))
    assert refused.value.code == "clutter.no-boxes"
