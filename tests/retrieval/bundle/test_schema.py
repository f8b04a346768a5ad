"""A release survives JSON unchanged, and nothing else is taken for one."""

import copy
import json
from typing import Any

import pytest

from retrieval.bundle.errors import BundleError
from retrieval.bundle.schema import content_sha256, from_json, ordered, to_json
from tests.retrieval.bundle.drawn import drawn_release


@pytest.fixture
def plain() -> dict[str, Any]:
    value: dict[str, Any] = json.loads(json.dumps(to_json(drawn_release().release)))
    return value


def test_json_and_back_is_the_same_release(plain: dict[str, Any]) -> None:
    assert from_json(plain) == drawn_release().release


def test_the_hash_does_not_depend_on_the_order_of_rows(plain: dict[str, Any]) -> None:
    turned = copy.deepcopy(plain)
    turned["objects"].reverse()
    turned["distractors"].reverse()
    assert content_sha256(from_json(turned)) == content_sha256(from_json(plain))
    assert ordered(from_json(turned)) == ordered(from_json(plain))


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        (["title"], 7, "$.title"),
        (["objects", 0, "number"], True, "$.objects[0].number"),
        (["objects", 0, "number"], 1.0, "$.objects[0].number"),
        (["objects", 1, "images", 0, "role"], "distractor", "$.objects[1].images[0].role"),
        (["objects", 1, "images", 0, "boxes"], "1 2 3 4", "$.objects[1].images[0].boxes"),
        (["objects", 1, "images", 0, "boxes", 0, "x"], None, "$.objects[1].images[0].boxes[0].x"),
        (["objects", 1, "images", 1, "scale"], "0.5", "$.objects[1].images[1].scale"),
        (["parameters"], [], "$.parameters"),
        (["more"], 1, "more"),
    ],
)
def test_an_odd_field_is_refused_with_its_place(
    plain: dict[str, Any], path: list[Any], value: object, where: str
) -> None:
    inner: Any = plain
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    with pytest.raises(BundleError) as refused:
        from_json(plain)
    assert refused.value.code == "bundle.json"
    assert where in refused.value.message


def test_a_missing_field_is_refused(plain: dict[str, Any]) -> None:
    del plain["objects"][0]["images"][0]["licence"]
    with pytest.raises(BundleError, match="licence"):
        from_json(plain)
