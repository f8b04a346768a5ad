"""The light segmenter on pictures with a known number of patches."""

import numpy as np

from retrieval.clutter import SegmenterOptions, build_segmenter, count_clutter, default_name
from retrieval.clutter.felzenszwalb import FelzenszwalbSegmenter
from retrieval.geometry import Box


def _patches(rows: int, columns: int) -> np.ndarray:
    """Patches of clearly different colours, 500 pixels wide."""
    rng = np.random.default_rng(3)
    colours = rng.permutation(rows * columns)[:, None] * np.array([37, 91, 151]) % 256
    grid = colours.reshape(rows, columns, 3).astype(np.uint8)
    side = 500 // columns
    return np.repeat(np.repeat(grid, side, axis=0), side, axis=1)


def test_it_finds_the_patches_and_leaves_out_the_boxed_one():
    rgb = _patches(3, 5)
    segmenter = FelzenszwalbSegmenter(sigma=0.0)  # smoothing would add strips along the seams
    assert count_clutter(rgb, [Box(0, 0, 3, 3)], segmenter).segments == 15
    assert count_clutter(rgb, [Box(100, 100, 100, 100)], segmenter).segments == 14


def test_two_counts_of_one_picture_are_equal():
    noisy = np.random.default_rng(1).integers(0, 255, (120, 160, 3)).astype(np.uint8)
    boxes = [Box(40, 30, 50, 60)]
    first, second = (count_clutter(noisy, boxes, build_segmenter("felzenszwalb")) for _ in range(2))
    assert first == second


def test_name_version_and_parameters_are_recorded():
    count = count_clutter(_patches(2, 2), [Box(0, 0, 9, 9)], build_segmenter("felzenszwalb"))
    assert count.segmenter == "felzenszwalb"
    assert count.version.startswith("scikit-image ")
    assert count.parameters == {"scale": 400.0, "sigma": 0.8, "min_size": 150}


def test_it_is_the_default_where_no_checkpoint_is(tmp_path):
    assert default_name(None) == "felzenszwalb"
    assert default_name(tmp_path / "sam_vit_b.pth") == "felzenszwalb"
    (tmp_path / "sam_vit_b.pth").write_bytes(b"weights")
    assert default_name(tmp_path / "sam_vit_b.pth") == "sam"
    assert build_segmenter(default_name(None), SegmenterOptions()).name == "felzenszwalb"
