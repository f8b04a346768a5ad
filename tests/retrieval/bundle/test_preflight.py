"""Each trap of the official loaders is refused under its own code."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.bundle.distractors import Listed
from retrieval.bundle.preflight import is_subset_name, path_warnings, preflight
from retrieval.bundle.schema import Release, ReleaseImage, Subset
from retrieval.geometry import Box
from retrieval.taxonomy import CategoryPath
from tests.retrieval.bundle.drawn import drawn_release

Change = Callable[[Release], Release]


def test_a_sound_release_has_no_problem() -> None:
    assert preflight(drawn_release().release) == []


def thing(**changes: object) -> Change:
    def change(release: Release) -> Release:
        first = replace(release.objects[0], **changes)  # type: ignore[arg-type]
        if "key" in changes:
            images = tuple(replace(image, object_key=first.key) for image in first.images)
            first = replace(first, images=images)
        return replace(release, objects=(first, *release.objects[1:]))

    return change


def positive(**changes: object) -> Change:
    def changed(image: ReleaseImage) -> ReleaseImage:
        return replace(image, **changes) if image.role == "positive" else image  # type: ignore[arg-type]

    def change(release: Release) -> Release:
        images = tuple(changed(image) for image in release.objects[0].images)
        return thing(images=images)(release)

    return change


def distractor(key: str) -> Change:
    def change(release: Release) -> Release:
        first = replace(release.distractors[0], key=key)
        return replace(release, distractors=(first, *release.distractors[1:]))

    return change


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (thing(text=" \n"), "text-missing"),
        (thing(text="a\r\nb"), "control-character"),
        (thing(name="half \ud800"), "control-character"),
        (thing(key="Mug"), "id-unsafe"),
        (thing(key="a-b"), "id-unsafe"),
        (thing(key="mug#1"), "id-unsafe"),
        (thing(key="täss"), "id-not-ascii"),
        (thing(key="compost_bin"), "id-partition-word"),
        (thing(key="antiquer"), "id-partition-word"),
        (thing(key="k" * 80, number=12345), "id-too-long"),
        (thing(number=2), "object-number-repeated"),
        (thing(number=-1), "object-number"),
        (thing(key="thing2"), "object-key-repeated"),
        (thing(key="odd_mug", number=1), "object-id-repeated"),
        (thing(categories=CategoryPath("toys-games")), "category-unsafe"),
        (thing(categories=CategoryPath("home", "cups, mugs")), "category-unsafe"),
        (thing(categories=CategoryPath("")), "category-missing"),
        (thing(categories=CategoryPath("home", "", "mug")), "category-missing"),
        (thing(images=()), "object-without-query"),
        (thing(images=()), "object-without-positive"),
        (positive(clutter=None), "clutter-missing"),
        (positive(scale=None), "scale-missing"),
        (positive(scale=float("nan")), "measure-impossible"),
        (positive(clutter=-1), "measure-impossible"),
        (positive(boxes=()), "boxes-missing"),
        (positive(boxes=(Box(30, 0, 11, 5),)), "box-outside"),
        (positive(boxes=(Box(3, 3, 0, 5),)), "box-outside"),
        (positive(licence=""), "licence-missing"),
        (positive(author="a\nb"), "control-character"),
        (positive(origin="downloaded", source_url=""), "source-missing"),
        (positive(sha256="12"), "file-facts"),
        (positive(id="image-0"), "image-id-repeated"),
        (positive(object_key="thing2"), "image-object"),
        (distractor("abc.def"), "distractor-key-unsafe"),
        (distractor("shard/abc"), "distractor-key-unsafe"),
        (distractor("d0001"), "distractor-key-repeated"),
        (lambda release: replace(release, version="1.0"), "version"),
        (lambda release: replace(release, slug="a.b"), "slug-unsafe"),
        (lambda release: replace(release, cutoff="2014"), "cutoff"),
        (lambda release: replace(release, objects=release.objects[:1]), "too-few-objects"),
        (lambda release: replace(release, objects=release.objects[:1]), "too-few-queries"),
        (lambda release: replace(release, objects=()), "too-few-positives"),
    ],
)
def test_a_trap_is_named(change: Change, code: str) -> None:
    found = {problem.code for problem in preflight(change(drawn_release().release))}
    assert f"bundle.{code}" in found


@pytest.mark.parametrize("path", ["/repos/out", "/home/postgres/out", "/data/enquery"])
def test_a_misleading_path_is_warned_of(path: str) -> None:
    assert [found.code for found in path_warnings(Path(path))] == ["bundle.path-partition-word"]


def test_a_plain_path_is_not_warned_of() -> None:
    assert path_warnings(Path("/data/trial")) == ()


def test_of_a_fault_that_all_distractors_have_some_are_named_and_the_rest_counted() -> None:
    release = drawn_release().release
    first = release.distractors[0]
    many = Listed(replace(first, key=f"d{number}", licence="") for number in range(50))
    found = preflight(replace(release, distractors=many, subsets=()))
    assert {problem.code for problem in found} == {"bundle.licence-missing"}
    assert len(found) == 21
    assert "30 more distractors" in found[-1].message


def test_a_subset_that_names_what_is_not_there_is_told_once_with_the_number_of_keys() -> None:
    release = drawn_release().release
    known = release.distractors[0].key
    (problem,) = preflight(replace(release, subsets=(Subset(name="mini", keys=("x", known, "y")),)))
    assert (problem.code, problem.where) == ("bundle.subset-unknown", "mini")
    assert "2 key(s)" in problem.message


@pytest.mark.parametrize(
    ("name", "can"),
    [
        ("mini", True),
        ("random_3", True),
        ("Mini", False),
        ("a-b", False),
        ("texts", False),
        ("positions", False),
    ],
)
def test_the_name_of_a_subset_can_be_asked_for_before_anything_is_chosen(name: str, can: bool) -> None:
    assert is_subset_name(name) is can
