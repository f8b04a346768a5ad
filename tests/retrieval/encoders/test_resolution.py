import numpy as np
import pytest

from retrieval.encoders.resolution import chosen_resolution, fitted, grouped, paper_resolution
from retrieval.errors import RetrievalError


@pytest.mark.parametrize(
    ("training", "tested"),
    [(224, 384), (256, 384), (288, 384), (320, 512), (336, 512), (384, 512), (512, 724), (518, 724)],
)
def test_a_network_is_tested_one_level_above_training_as_in_table_2_of_the_paper(training, tested):
    assert paper_resolution(training) == tested


def test_above_the_last_level_a_network_is_never_tested_below_its_training():
    assert [paper_resolution(size) for size in (724, 1024)] == [724, 1024]


def test_networks_smaller_than_any_of_the_paper_keep_the_ratio_of_its_first_level():
    assert paper_resolution(112) == 192


def test_the_larger_side_is_resized_and_the_aspect_kept():
    assert fitted(500, 375, 384, 1) == (384, 288)
    assert fitted(375, 500, 384, 1) == (288, 384)
    assert fitted(200, 100, 384, 1) == (384, 192)


def test_sides_are_whole_patches_and_never_none():
    assert fitted(500, 375, 384, 14) == (378, 294)
    assert fitted(5000, 10, 384, 16) == (384, 16)


def test_pictures_of_one_size_are_encoded_together():
    shapes = [(30, 40), (40, 30), (60, 80)]
    images = [np.zeros((*shape, 3), dtype=np.uint8) for shape in shapes]
    assert grouped(images, 32, 1) == {(32, 24): [0, 2], (24, 32): [1]}


def test_native_is_no_size_and_a_number_is_taken_as_it_is():
    assert chosen_resolution("native", 224) is None
    assert chosen_resolution(300, 224) == 300


@pytest.mark.parametrize("wanted", [0, -3, 15, 5000, True, 2.5, "large"])
def test_a_size_that_no_picture_should_have_is_refused(wanted):
    with pytest.raises(RetrievalError, match="choose paper, native") as refusal:
        chosen_resolution(wanted, 224)
    assert refusal.value.code == "encoder.resolution"
