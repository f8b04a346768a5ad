import numpy as np
import pytest

from retrieval.fingerprints.drawn_textures import draw_textured_image
from retrieval.fingerprints.local import extract_local
from retrieval.fingerprints.train_vocabulary import train_vocabulary
from retrieval.fingerprints.vlad import vlad
from retrieval.fingerprints.vocabulary import VOCABULARY_FILE, default_vocabulary


@pytest.fixture(scope="module")
def features():
    return extract_local(draw_textured_image(3))


def test_the_committed_codebook_is_small_enough_for_a_repository():
    assert VOCABULARY_FILE.stat().st_size < 400_000


def test_assigned_words_are_the_nearest_in_order(features):
    vocabulary = default_vocabulary()
    few = features.descriptors[:5].astype(np.float32)
    distances = np.linalg.norm(few[:, None] - vocabulary.words[None], axis=2)
    np.testing.assert_array_equal(
        vocabulary.assign(features.descriptors[:5], 3), np.argsort(distances, axis=1)[:, :3]
    )


def test_a_slightly_changed_descriptor_keeps_most_of_its_signature(features):
    vocabulary = default_vocabulary()
    words = vocabulary.assign(features.descriptors, 1)[:, 0]
    noise = np.random.default_rng(0).integers(-4, 5, features.descriptors.shape)
    changed = np.clip(features.descriptors.astype(int) + noise, 0, 255).astype(np.uint8)
    bits = np.bitwise_count(
        vocabulary.signatures(features.descriptors, words) ^ vocabulary.signatures(changed, words)
    )
    assert np.median(bits) < 12


def test_vlad_is_a_unit_vector_that_does_not_depend_on_the_order_of_features(features):
    descriptor = vlad(features)
    order = np.random.default_rng(0).permutation(len(features))
    shuffled = type(features)(
        features.points[order],
        features.sizes[order],
        features.angles[order],
        features.descriptors[order],
        features.frame,
    )
    assert np.linalg.norm(descriptor) == pytest.approx(1.0, rel=1e-5)
    np.testing.assert_allclose(vlad(shuffled), descriptor, atol=1e-5)


@pytest.mark.slow
def test_training_twice_writes_the_same_codebook(tmp_path):
    for name in ("one.npz", "two.npz"):
        train_vocabulary(30, tmp_path / name)
    with np.load(tmp_path / "one.npz") as one, np.load(tmp_path / "two.npz") as two:
        assert one["words"].shape == (2048, 128)
        for part in one.files:
            np.testing.assert_array_equal(one[part], two[part])
