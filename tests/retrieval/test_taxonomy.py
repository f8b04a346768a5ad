"""The category tree as the official evaluation reads it."""

import pytest

from retrieval.taxonomy import CategoryPath, is_unsafe, tree


def test_unused_levels_become_other() -> None:
    places = [
        ("b_001", CategoryPath("art")),
        ("a_000", CategoryPath("art", "painting")),
        ("c_002", CategoryPath("art", "painting", "portrait")),
    ]
    assert tree(places) == {
        "art": {
            "other": {"other": ["b_001"]},
            "painting": {"other": ["a_000"], "portrait": ["c_002"]},
        }
    }


def test_the_tree_does_not_depend_on_the_order_of_objects() -> None:
    places = [(f"x_{number:03d}", CategoryPath("toy", "", "")) for number in range(5)]
    assert str(tree(places)) == str(tree(reversed(places)))


@pytest.mark.parametrize("path", [CategoryPath(""), CategoryPath("", "mid"), CategoryPath("a", "", "fine")])
def test_a_gap_is_found(path: CategoryPath) -> None:
    assert path.has_gap


@pytest.mark.parametrize("name", ["toys-games", "cups, mugs", " toy", "toy\t"])
def test_names_the_evaluation_would_cut_are_unsafe(name: str) -> None:
    assert is_unsafe(name)


def test_plain_names_are_safe() -> None:
    assert not is_unsafe("soy yoghurt")
