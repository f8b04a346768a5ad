"""Borrowed pixels are those of the image, in the other order."""

import numpy as np
import pytest
from PIL import Image

from retrieval.images.borrowed import bgr


@pytest.mark.parametrize("size", [(1, 1), (7, 5), (1500, 1000), (3000, 2000)])
def test_the_pixels_are_those_of_the_image(size: tuple[int, int]) -> None:
    width, height = size
    pixels = np.random.default_rng(width).integers(0, 256, (height, width, 3), dtype=np.uint8)
    image = Image.fromarray(pixels)
    borrowed = bgr(image)
    assert np.array_equal(borrowed, pixels[:, :, ::-1])
    assert borrowed.flags.c_contiguous
    del image
    assert np.array_equal(borrowed, pixels[:, :, ::-1])


def test_one_size_lies_in_several_blocks_and_one_does_not() -> None:
    small, large = Image.new("RGB", (100, 100)), Image.new("RGB", (4000, 3000))
    small.__arrow_c_array__()
    with pytest.raises(ValueError, match="contiguous"):
        large.__arrow_c_array__()
    assert bgr(large).shape == (3000, 4000, 3)
