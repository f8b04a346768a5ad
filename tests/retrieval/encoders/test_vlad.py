import numpy as np
import pytest

from retrieval.encoders import TextEncoder, build_encoder
from retrieval.errors import RetrievalError
from retrieval.fingerprints.drawn_textures import draw_textured_image


def test_the_default_encoder_gives_unit_vectors_of_its_dimension():
    encoder = build_encoder("default")
    found = encoder.encode_images([draw_textured_image(seed) for seed in range(3)])
    assert found.shape == (3, encoder.dimension)
    assert found.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1.0, rtol=1e-5)


def test_a_turned_and_shrunk_copy_is_nearer_than_any_other_image():
    encoder = build_encoder("default")
    images = [draw_textured_image(seed) for seed in range(6)]
    copy = np.ascontiguousarray(np.rot90(images[2])[::2, ::2])
    cosines = encoder.encode_images(images) @ encoder.encode_images([copy])[0]
    assert cosines.argmax() == 2


def test_an_image_without_features_still_has_a_unit_vector():
    found = build_encoder("vlad").encode_images([np.full((40, 60, 3), 200, dtype=np.uint8)])
    assert np.linalg.norm(found[0]) == pytest.approx(1.0)


def test_no_images_give_an_empty_matrix():
    encoder = build_encoder("default")
    assert encoder.encode_images([]).shape == (0, encoder.dimension)


def test_the_default_encoder_has_no_text_tower():
    assert not isinstance(build_encoder("default"), TextEncoder)


def test_an_unknown_name_is_refused_with_the_names_that_exist():
    with pytest.raises(RetrievalError, match="open_clip:<model>") as refusal:
        build_encoder("clipp")
    assert refusal.value.code == "encoder.unknown"
