"""What two releases say is told apart by one hash; odd JSON is refused with its place."""

import copy
import json
from dataclasses import replace
from typing import Any

import pytest

from retrieval.bundle.distractors import Listed
from retrieval.bundle.errors import BundleError
from retrieval.bundle.schema import ReleaseObject, content_sha256, ordered
from retrieval.bundle.strict_json import decode, encode
from tests.retrieval.bundle.drawn import drawn_release


@pytest.fixture
def plain() -> dict[str, Any]:
    value: dict[str, Any] = json.loads(json.dumps(encode(drawn_release().release.objects[1])))
    return value


def test_json_and_back_is_the_same_object(plain: dict[str, Any]) -> None:
    assert decode(ReleaseObject, plain) == drawn_release().release.objects[1]


def test_the_hash_does_not_depend_on_the_order_of_objects() -> None:
    release = drawn_release().release
    turned = replace(release, objects=release.objects[::-1])
    assert content_sha256(turned) == content_sha256(release)
    assert ordered(turned) == ordered(release)


def test_the_hash_depends_on_the_order_of_distractors() -> None:
    release = drawn_release().release  # they are cut into shards in this order
    turned = replace(release, distractors=Listed(tuple(release.distractors)[::-1]))
    assert content_sha256(turned) != content_sha256(release)


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Other"},
        {"date": "2026-11-22"},
        {"withdrawn": ()},
        {"distractors": Listed()},
        {"parameters": {"seed": 8}},
    ],
)
def test_the_hash_depends_on_every_field(change: dict[str, Any]) -> None:
    release = drawn_release().release
    assert content_sha256(replace(release, **change)) != content_sha256(release)


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        (["name"], 7, "$.name"),
        (["number"], True, "$.number"),
        (["number"], 1.0, "$.number"),
        (["images", 0, "role"], "distractor", "$.images[0].role"),
        (["images", 0, "boxes"], "1 2 3 4", "$.images[0].boxes"),
        (["images", 0, "boxes", 0, "x"], None, "$.images[0].boxes[0].x"),
        (["images", 1, "scale"], "0.5", "$.images[1].scale"),
        (["evidence"], {}, "$.evidence"),
        (["more"], 1, "more"),
    ],
)
def test_an_odd_field_is_refused_with_its_place(
    plain: dict[str, Any], path: list[Any], value: object, where: str
) -> None:
    changed = copy.deepcopy(plain)
    inner: Any = changed
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    with pytest.raises(BundleError) as refused:
        decode(ReleaseObject, changed)
    assert refused.value.code == "bundle.json"
    assert where in refused.value.message


def test_a_missing_field_is_refused(plain: dict[str, Any]) -> None:
    del plain["images"][0]["licence"]
    with pytest.raises(BundleError, match="licence"):
        decode(ReleaseObject, plain)
