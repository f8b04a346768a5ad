"""The calibration counts what it planted, with the verdict that the studio gives."""

import math

import cv2
import numpy as np
import pytest

from retrieval.errors import RetrievalError
from retrieval.near_duplicates import NearDuplicateIndex, fingerprint_image
from retrieval.near_duplicates.calibration import (
    Picture,
    as_json,
    as_markdown,
    drawn_pictures,
    false_pairs,
    photographs,
    rates,
    run_trials,
    sweep,
)
from retrieval.near_duplicates.calibration.comparing import Seen
from retrieval.near_duplicates.calibration.picture import as_kept
from retrieval.near_duplicates.calibration.plants import AS_IT_IS, TRANSFORMATIONS
from retrieval.near_duplicates.calibration.sweep import (
    TRIED,
    Rates,
    default_of,
    limits_of,
    missed_copies,
    total,
)
from retrieval.near_duplicates.verdict import DEFAULTS

# of a picture that is nothing but plain ellipses
HARDEST = {"caption over it", "perspective", "cropped by 40 %", "crop to 60 %, 70 % size, JPEG 50"}


def silent(done, total):
    """Nobody watches."""


def textured(seed, height=300, width=400):
    """Corners and edges everywhere, no two places alike."""
    rng = np.random.default_rng(seed)
    canvas = np.full((height, width, 3), 128, np.uint8)
    for _ in range(160):
        centre = (int(rng.integers(width)), int(rng.integers(height)))
        axes = (int(rng.integers(5, 40)), int(rng.integers(5, 30)))
        colour = tuple(int(c) for c in rng.integers(0, 256, 3))
        cv2.ellipse(canvas, centre, axes, float(rng.uniform(0, 360)), 0, 360, colour, -1, cv2.LINE_AA)
    return canvas


@pytest.fixture(scope="module")
def pictures():
    return [
        Picture("one", as_kept(textured(1)), ("two", "not there"), True, "drawn"),
        Picture("two", as_kept(textured(2)), (), False, "drawn"),
    ]


@pytest.fixture(scope="module")
def trials(pictures):
    return run_trials(pictures, 1, silent)


def test_every_transformation_is_planted_once_and_compared_with_original_and_other(trials):
    planted = [trial.transformation for trial in trials if trial.copy]
    assert planted == [name for name in TRANSFORMATIONS if name != AS_IT_IS]
    assert {trial.other for trial in trials if trial.copy} == {"one"}
    others = [trial for trial in trials if not trial.copy]
    assert [trial.transformation for trial in others] == list(TRANSFORMATIONS)
    assert {trial.other for trial in others} == {"two"}


def test_two_runs_measure_the_same(pictures, trials):
    assert as_json(run_trials(pictures, 1, silent)) == as_json(trials)


def test_another_seed_crops_elsewhere(pictures, trials):
    def crops(found):
        return [t.comparison.hamming for t in found if t.transformation == "cropped by 20 %"]

    assert crops(run_trials(pictures, 2, silent)) != crops(trials)


def test_copies_of_a_structured_picture_are_found_and_the_other_is_not(trials):
    own = rates(trials, DEFAULTS)
    assert own.planted == len(TRANSFORMATIONS) - 1
    assert set(missed_copies(trials).get("one", [])) <= HARDEST
    assert own.false == 0
    assert own.others == len(TRANSFORMATIONS)


def test_the_verdict_is_that_of_the_studio(pictures):
    index = NearDuplicateIndex((picture.name, fingerprint_image(picture.pixels)) for picture in pictures)
    rng = np.random.default_rng(0)
    for edit in TRANSFORMATIONS.values():
        print_ = fingerprint_image(as_kept(np.ascontiguousarray(edit(pictures[0].pixels, rng))))
        found = {candidate.neighbour: candidate.suggested == "duplicate" for candidate in index.check(print_)}
        for picture in pictures:
            comparison = Seen(print_).against(fingerprint_image(picture.pixels))
            assert comparison.is_duplicate(DEFAULTS) == found.get(picture.name, False)


@pytest.mark.parametrize("threshold", TRIED)
def test_the_value_in_use_is_among_those_that_are_tried(threshold):
    assert default_of(threshold) in TRIED[threshold]
    assert limits_of(threshold, default_of(threshold)) == DEFAULTS


def test_an_unknown_threshold_is_refused():
    with pytest.raises(ValueError, match="colour"):
        limits_of("colour", 1)


@pytest.mark.parametrize("threshold", ["hamming", "residual", "drift", "whole_drift"])
def test_a_wider_limit_never_finds_fewer(trials, threshold):
    if threshold == "hamming":  # a wider radius also changes which evidence counts
        trials = [trial for trial in trials if trial.transformation == "mirrored"]
    found = [total(by_edit.values()).found for by_edit in sweep(trials, threshold).values()]
    assert found == sorted(found)


def test_a_higher_demand_never_finds_more(trials):
    for threshold in ("agreement", "inliers"):
        found = [total(by_edit.values()).found for by_edit in sweep(trials, threshold).values()]
        assert found == sorted(found, reverse=True)
    assert found[0] > 0


def test_a_radius_of_nothing_leaves_only_what_local_features_find(trials):
    by_edit = sweep(trials, "hamming")
    strict = limits_of("hamming", 0)
    assert by_edit[0]["cropped by 20 %"] == by_edit[60]["cropped by 20 %"]
    assert strict.hamming == 0


def test_precision_and_recall_are_shares_of_what_was_counted():
    own = Rates(found=8, planted=10, false=2, others=50)
    assert (own.recall, own.precision) == (0.8, 0.8)
    assert total([own, own]) == Rates(16, 20, 4, 100)
    assert Rates(0, 0, 0, 5).recall is None
    assert Rates(0, 3, 0, 5).precision is None


def test_the_table_marks_the_values_in_use_and_names_what_went_wrong(trials):
    text = as_markdown(trials)
    assert "**60**" in text
    assert "**0.24**" in text
    assert text.count("| cropped by 40 % |") == len(TRIED)
    assert f"| drawn: found of planted | {rates(trials, limits_of('hamming', 0)).found}/" in text
    assert "photograph:" not in text
    assert "### False pairs at the values in use\n\nNone." in text


def test_the_json_holds_every_rate_and_no_infinity(trials):
    answer = as_json(trials)
    assert [one["threshold"] for one in answer["thresholds"]] == list(TRIED)
    values = [value["value"] for one in answer["thresholds"] for value in one["values"]]
    assert not any(value is not None and math.isinf(value) for value in values)
    first = answer["thresholds"][0]["values"][0]["transformations"]
    assert set(first) == set(TRANSFORMATIONS)
    assert answer["missed"] == missed_copies(trials)


def test_an_unlisted_copy_shows_as_a_false_pair(pictures):
    double = Picture("double", pictures[0].pixels, (), False, "photograph")
    original = Picture("one", pictures[0].pixels, ("double",), True, "photograph")
    found = false_pairs(run_trials([original, double], 1, silent))
    assert (AS_IT_IS, "one", "double") in found


def test_a_plain_picture_is_reported_as_missed_where_no_feature_holds():
    plain = Picture("plain", np.full((200, 300, 3), 90, np.uint8), (), True, "drawn")
    missed = missed_copies(run_trials([plain], 1, silent))
    assert "cropped by 40 %" in missed["plain"]


def test_drawn_pictures_come_with_photographs_of_the_same_scene_that_are_no_copies():
    first = list(drawn_pictures(1, 3, silent))
    again = list(drawn_pictures(1, 3, silent))
    assert [picture.name for picture in first] == [
        "drawn 0",
        "drawn 0: moved by 4%",
        "drawn 0: moved by 12%",
        "drawn 0: elsewhere",
    ]
    assert first[0].others == tuple(picture.name for picture in first[1:])
    assert [picture.planted for picture in first] == [True, False, False, False]
    assert all(np.array_equal(a.pixels, b.pixels) for a, b in zip(first, again, strict=True))
    for other in first[1:]:
        assert np.abs(first[0].pixels.astype(int) - other.pixels.astype(int)).mean() > 3


def write(path, seed):
    path.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(path), textured(seed, 240, 320))


def test_photographs_of_a_folder_are_spread_and_have_those_beside_them_as_others(tmp_path):
    for number in range(10):
        write(tmp_path / "a" / f"{number}.jpg", number)
    (tmp_path / "a" / "1.jpg").write_bytes(b"no picture")
    (tmp_path / "a" / "note.txt").write_text("x")
    found = {picture.name: picture for picture in photographs(tmp_path, 2, silent)}
    assert [name for name, picture in found.items() if picture.planted] == ["a/0.jpg", "a/5.jpg"]
    assert found["a/5.jpg"].others == ("a/3.jpg", "a/4.jpg", "a/6.jpg", "a/7.jpg")
    assert "a/1.jpg" not in found


def test_listed_copies_are_left_out(tmp_path):
    for name in ("a", "b", "c"):
        write(tmp_path / "images" / f"{name}.jpg", ord(name))
    (tmp_path / "duplicates.csv").write_text("path,duplicate_of,how\nimages/b.jpg,images/a.jpg,copy\n")
    assert [p.name for p in photographs(tmp_path / "images", 9, silent)] == ["a.jpg", "c.jpg"]


def test_a_folder_without_pictures_is_refused(tmp_path):
    with pytest.raises(RetrievalError) as caught:
        list(photographs(tmp_path, 3, silent))
    assert caught.value.code == "calibration.no-pictures"
