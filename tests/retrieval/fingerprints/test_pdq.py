import numpy as np
import pytest

from retrieval.fingerprints.drawn_textures import draw_textured_image
from retrieval.fingerprints.pdq import hamming, hamming_to_all, pdq_dihedral, pdq_hash, pdq_orientations

TURNS = [
    lambda a: a,
    np.rot90,
    lambda a: np.rot90(a, 2),
    lambda a: np.rot90(a, 3),
    lambda a: a[::-1],
    lambda a: a[:, ::-1],
    lambda a: a.transpose(1, 0, 2),
    lambda a: np.rot90(a, 2).transpose(1, 0, 2),
]


@pytest.fixture(scope="module")
def image():
    return draw_textured_image(5)


def test_the_hash_has_256_bits_and_a_quality_of_a_hundred_for_a_busy_image(image):
    digest, quality = pdq_hash(image)
    assert len(digest) == 32
    assert quality == 100


@pytest.mark.parametrize("row", range(8))
def test_each_orientation_is_the_hash_of_the_image_turned_that_way(image, row):
    turned, _ = pdq_hash(np.ascontiguousarray(TURNS[row](image)))
    assert hamming(pdq_dihedral(image)[row].tobytes(), turned) <= 31


def test_a_smaller_copy_is_near_and_another_image_is_far(image):
    digest, _ = pdq_hash(image)
    assert hamming(digest, pdq_hash(np.ascontiguousarray(image[::2, ::2]))[0]) <= 31
    assert hamming(digest, pdq_hash(draw_textured_image(6))[0]) > 80


def test_the_nearest_of_several_query_hashes_counts(image):
    rows, quality = pdq_orientations(image)
    mirrored = np.frombuffer(pdq_hash(np.ascontiguousarray(image[:, ::-1]))[0], dtype=np.uint8)
    other = np.frombuffer(pdq_hash(draw_textured_image(6))[0], dtype=np.uint8)
    distances = hamming_to_all(rows, np.stack([mirrored, other]))
    assert quality == 100
    assert distances[0] <= 31
    assert distances[1] > 80


@pytest.mark.parametrize("shape", [(1, 1, 3), (1, 900, 3), (3, 3, 3)])
def test_tiny_images_are_hashed_too(shape):
    digest, quality = pdq_hash(np.full(shape, 90, dtype=np.uint8))
    assert len(digest) == 32
    assert quality == 0


@pytest.mark.parametrize(
    "wrong",
    [
        np.zeros((5, 5), np.uint8),
        np.zeros((5, 5, 4), np.uint8),
        np.zeros((5, 5, 3)),
        np.zeros((0, 5, 3), np.uint8),
    ],
)
def test_what_is_not_an_rgb_image_is_refused(wrong):
    with pytest.raises(ValueError, match="uint8"):
        pdq_hash(wrong)


def test_hashes_of_different_lengths_are_not_compared():
    with pytest.raises(ValueError, match="lengths"):
        hamming(b"\0" * 32, b"\0" * 8)
