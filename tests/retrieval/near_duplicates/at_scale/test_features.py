"""What is kept of a distractor."""

import numpy as np

from retrieval.fingerprints.drawn_textures import draw_textured_image
from retrieval.near_duplicates.at_scale import PER_IMAGE, ROW, compact_features
from retrieval.near_duplicates.at_scale.features import NO_WORD, geometry_of, places_of


def test_an_image_takes_672_bytes():
    row = compact_features(draw_textured_image(1))
    assert row.dtype == ROW
    assert row.nbytes == 672
    assert (row["word"] != NO_WORD).sum() == PER_IMAGE


def test_the_same_pixels_give_the_same_row():
    image = draw_textured_image(2)
    assert compact_features(image).tobytes() == compact_features(image.copy()).tobytes()


def test_a_plain_image_has_an_empty_row():
    row = compact_features(np.full((300, 200, 3), 128, dtype=np.uint8))
    assert (row["word"] == NO_WORD).all()


def test_the_first_features_come_from_all_parts_of_the_frame():
    places = compact_features(draw_textured_image(3))["place"][:18].astype(int)
    quarters = {(x > 127, y > 127) for x, y in places[:, :2].tolist()}
    assert len(quarters) == 4


def test_places_keep_position_angle_and_size_to_a_byte():
    points = np.array([[0.0, 0.0], [255.0, 127.0]], dtype=np.float32)
    sizes = np.array([1.0, 64.0], dtype=np.float32)
    angles = np.array([2 * np.pi - 1e-4, np.pi], dtype=np.float32)
    places = places_of(geometry_of(points, sizes, angles, (256, 128)))
    assert places.tolist() == [[0, 0, 0, 0], [254, 127, 128, 192]]
