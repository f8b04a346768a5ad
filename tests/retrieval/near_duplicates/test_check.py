from dataclasses import replace

import cv2
import numpy as np
import pytest

from retrieval.fingerprints.drawn_textures import draw_textured_image
from retrieval.near_duplicates import Fingerprint, NearDuplicateIndex, fingerprint_image
from retrieval.near_duplicates.edits import HARDER, PROMISED


@pytest.fixture(scope="module")
def images():
    return {f"image-{seed}": draw_textured_image(seed) for seed in range(40, 52)}


@pytest.fixture(scope="module")
def fingerprints(images):
    return {name: fingerprint_image(image) for name, image in images.items()}


@pytest.fixture
def index(fingerprints):
    return NearDuplicateIndex(fingerprints.items())


def _duplicates(candidates):
    return [candidate.neighbour for candidate in candidates if candidate.suggested == "duplicate"]


@pytest.mark.parametrize(
    "edit", [*PROMISED, "gray", "JPEG quality 20", "crop to 70 %, mirrored", "perspective"]
)
def test_an_edited_copy_is_called_a_duplicate_of_its_original_alone(edit, index, images):
    apply = {**PROMISED, **HARDER}[edit]
    copy = apply(images["image-45"], np.random.default_rng(2))
    assert _duplicates(index.check(fingerprint_image(np.ascontiguousarray(copy)))) == ["image-45"]


@pytest.mark.parametrize("turns", [1, 2, 3])
@pytest.mark.parametrize("mirror", [False, True])
def test_turned_and_mirrored_copies_are_duplicates(turns, mirror, index, images):
    copy = np.rot90(images["image-43"], turns)
    copy = np.ascontiguousarray(copy[:, ::-1] if mirror else copy)
    best = index.check(fingerprint_image(copy))[0]
    assert (best.neighbour, best.suggested, best.mirrored) == ("image-43", "duplicate", mirror)
    assert best.hamming <= 31


def test_unrelated_images_are_not_called_duplicates(index):
    candidates = index.check(fingerprint_image(draw_textured_image(99)))
    assert _duplicates(candidates) == []
    assert all(candidate.suggested == "not a match" for candidate in candidates)


def _shop(shift):
    """Two views of one shelf: the front moves twice as far as the back."""
    back, front = draw_textured_image(70), draw_textured_image(71)
    view = np.roll(back, shift, axis=1)[:, 40:400].copy()
    mask = np.zeros((448, 448), np.uint8)
    for column in range(60, 420, 90):
        cv2.circle(mask, (column, 224), 34, 255, -1)
        cv2.circle(mask, (column, 90), 30, 255, -1)
        cv2.circle(mask, (column, 360), 30, 255, -1)
    place = np.roll(mask, 2 * shift, axis=1)[:, 40:400] > 0
    view[place] = np.roll(front, 2 * shift, axis=1)[:, 40:400][place]
    return view


def test_two_photographs_of_one_scene_are_told_from_copies():
    index = NearDuplicateIndex([("left", fingerprint_image(_shop(0)))])
    moved = index.check(fingerprint_image(_shop(14)))[0]
    copied = index.check(fingerprint_image(_shop(0)[5:, 7:]))[0]
    assert moved.inliers >= 12
    assert (moved.suggested, copied.suggested) == ("same scene", "duplicate")


def test_a_shared_watermark_is_not_a_duplicate():
    mark = draw_textured_image(80)[:150, :260]
    pair = []
    for seed in (81, 82):
        image = draw_textured_image(seed)
        image[290:440, 10:270] = mark
        pair.append(fingerprint_image(image))
    found = NearDuplicateIndex([("other", pair[0])]).check(pair[1])[0]
    assert found.suggested == "same scene"
    assert found.agreement < 0.5


def test_the_transform_and_the_lines_lead_from_the_checked_image_to_the_neighbour(index, images):
    height, width = images["image-44"].shape[:2]
    crop = np.ascontiguousarray(images["image-44"][60:360, 100:400][:, ::-1])
    best = index.check(fingerprint_image(crop))[0]
    corner = best.transform @ np.array([1.0, 0.0, 1.0])
    np.testing.assert_allclose(corner[:2] / corner[2], [100 / width, 60 / height], atol=0.01)
    assert 12 <= len(best.matches) <= 60
    starts = np.column_stack([best.matches[:, :2], np.ones(len(best.matches))]) @ best.transform.T
    np.testing.assert_allclose(starts[:, :2] / starts[:, 2:], best.matches[:, 2:], atol=0.02)


def test_excluded_and_removed_images_are_passed_over(index, fingerprints):
    checked = fingerprints["image-41"]
    assert index.check(checked)[0].neighbour == "image-41"
    assert "image-41" not in [c.neighbour for c in index.check(checked, exclude={"image-41"})]
    index.remove("image-41")
    assert "image-41" not in [c.neighbour for c in index.check(checked)]
    assert len(index) == len(fingerprints) - 1
    assert "image-41" not in index


def test_what_is_added_after_a_check_is_found_by_the_next(fingerprints):
    index = NearDuplicateIndex()
    assert index.check(fingerprints["image-40"]) == []
    for name, fingerprint in fingerprints.items():
        index.add(name, fingerprint)
        assert index.check(fingerprint)[0].neighbour == name
    assert len(index) == len(fingerprints)


def test_adding_an_id_again_replaces_it(fingerprints):
    index = NearDuplicateIndex([("a", fingerprints["image-40"])])
    index.add("a", fingerprints["image-41"])
    assert len(index) == 1
    assert index.check(fingerprints["image-41"])[0].suggested == "duplicate"
    assert _duplicates(index.check(fingerprints["image-40"])) == []


def test_the_iterable_is_read_when_it_is_first_needed(fingerprints):
    taken = []

    def entries():
        for name, fingerprint in fingerprints.items():
            taken.append(name)
            yield name, fingerprint

    index = NearDuplicateIndex(entries())
    assert taken == []
    assert len(index) == len(taken) == len(fingerprints)


def test_the_same_check_gives_the_same_answer(index, fingerprints):
    first, second = (index.check(fingerprints["image-46"]) for _ in range(2))
    assert [(c.neighbour, c.score, c.inliers) for c in first] == [
        (c.neighbour, c.score, c.inliers) for c in second
    ]


@pytest.mark.parametrize("shape", [(1, 1, 3), (40, 2000, 3), (300, 300, 3)])
def test_plain_images_of_any_shape_are_checked_without_harm(shape, index):
    plain = fingerprint_image(np.full(shape, 120, dtype=np.uint8))
    assert _duplicates(index.check(plain)) == []
    index.add("plain", plain)
    assert "plain" in [c.neighbour for c in index.check(plain)]


def test_a_stored_fingerprint_gives_the_same_candidates(index, fingerprints):
    read = Fingerprint.from_bytes(fingerprints["image-47"].to_bytes())
    before, after = index.check(fingerprints["image-47"]), index.check(read)
    assert [(c.neighbour, c.suggested, c.hamming, c.inliers) for c in before] == [
        (c.neighbour, c.suggested, c.hamming, c.inliers) for c in after
    ]
    assert replace(read, pdq=b"").pdq_quality == fingerprints["image-47"].pdq_quality
