import numpy as np
import pytest

from retrieval.fingerprints.drawn_textures import draw_textured_image
from retrieval.fingerprints.local import BALANCE_GRID, KEPT, extract_local, mirrored


@pytest.fixture(scope="module")
def image():
    return draw_textured_image(11)


def test_features_are_counted_and_lie_in_the_frame(image):
    features = extract_local(image)
    assert 100 < len(features) <= KEPT
    assert features.descriptors.shape == (len(features), 128)
    assert features.descriptors.dtype == np.uint8
    assert (features.points >= 0).all()
    assert (features.points < features.frame).all()


def test_mirrored_features_are_those_of_the_mirrored_image(image):
    derived = mirrored(extract_local(image))
    extracted = extract_local(np.ascontiguousarray(image[:, ::-1]))
    gaps = np.linalg.norm(derived.points[:, None] - extracted.points[None], axis=2)
    gaps += 10 * np.abs(np.angle(np.exp(1j * (derived.angles[:, None] - extracted.angles[None]))))
    nearest = gaps.argmin(axis=1)
    same = gaps[np.arange(len(derived)), nearest] < 2
    products = (derived.descriptors[same].astype(float) * extracted.descriptors[nearest[same]]).sum(1)
    assert same.mean() > 0.5
    assert np.median(products) / 512**2 > 0.98


def test_mirroring_twice_gives_the_same_features_back(image):
    features = extract_local(image)
    twice = mirrored(mirrored(features))
    np.testing.assert_array_equal(twice.descriptors, features.descriptors)
    np.testing.assert_allclose(twice.points, features.points, atol=1e-3)


def test_one_busy_corner_does_not_take_every_place():
    image = np.full((448, 448, 3), 128, dtype=np.uint8)
    image[:224, :224] = np.random.default_rng(1).integers(0, 256, (224, 224, 3))
    image[224:, 224:] = draw_textured_image(2)[:224, :224] // 4 + 96
    features = extract_local(image)
    quiet = (features.points > 224).all(axis=1).sum()
    assert quiet >= BALANCE_GRID


def test_a_plain_image_has_no_features():
    features = extract_local(np.full((50, 80, 3), 77, dtype=np.uint8))
    assert len(features) == 0
    assert features.frame == (80, 50)
    assert len(mirrored(features)) == 0
