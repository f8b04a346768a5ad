"""Two versions compared: every kind of change is named, and nothing that is the same."""

from dataclasses import replace

from retrieval.bundle.diff import as_json, diff
from retrieval.bundle.diff_text import as_text
from retrieval.bundle.distractors import Listed
from retrieval.bundle.schema import Release, Withdrawn
from retrieval.geometry import Box
from tests.retrieval.bundle.drawn import drawn_release

OLD = drawn_release().release
NEW = replace(OLD, version="1.1.0")


def with_first_image(**changes: object) -> Release:
    first = NEW.objects[0]
    images = (replace(first.images[0], **changes), *first.images[1:])  # type: ignore[arg-type]
    return replace(NEW, objects=(replace(first, images=images), *NEW.objects[1:]))


def test_versions_that_say_the_same_are_the_same() -> None:
    found = diff(OLD, NEW)
    assert found.is_same
    assert "Both hold the same data." in as_text(found)


def test_an_object_more_and_one_less_count_with_their_images() -> None:
    found = diff(OLD, replace(NEW, objects=NEW.objects[1:]))
    assert [entry.key for entry in found.objects.removed] == [OLD.objects[0].key]
    assert len(found.images.removed) == len(OLD.objects[0].images)
    back = diff(replace(NEW, objects=NEW.objects[1:]), OLD)
    assert [entry.key for entry in back.objects.added] == [OLD.objects[0].key]
    assert (back.objects.removed, back.objects.changed) == ((), ())


def test_each_field_of_an_image_is_a_change_of_its_own() -> None:
    changes = {"sha256": "0" * 64, "licence": "CC0-1.0", "boxes": (Box(1, 2, 3, 4),), "camera": "Other"}
    (changed,) = diff(OLD, with_first_image(**changes)).images.changed
    assert {change.name for change in changed.fields} == set(changes)
    assert next(change.new for change in changed.fields if change.name == "boxes") == [[1, 2, 3, 4]]


def test_text_and_parameters_are_named_by_their_paths() -> None:
    first = replace(NEW.objects[0], text="Another text.")
    parameters = {**NEW.parameters, "deep": {"list": [{"a": 1}], "more": 2}}
    found = diff(OLD, replace(NEW, objects=(first, *NEW.objects[1:]), parameters=parameters))
    assert [change.name for change in found.objects.changed[0].fields] == ["text"]
    assert [(change.name, change.old, change.new) for change in found.parameters] == [
        ("deep.list[0].a", None, 1),
        ("deep.more", None, 2),
    ]


def test_distractors_are_told_apart_by_key_wherever_they_stand() -> None:
    rows = list(NEW.distractors)
    turned = replace(rows[2], licence="CC-BY-SA-4.0")
    fresh = replace(rows[0], key="brand_new")
    new = replace(NEW, distractors=Listed([*rows[1:2], turned, fresh, *reversed(rows[3:])]))
    found = diff(OLD, new).distractors
    assert (found.added_keys, found.removed_keys, found.changed_keys) == (
        ("brand_new",), (rows[0].key,), (rows[2].key,),
    )  # fmt: skip
    assert (found.added, found.removed, found.changed) == (1, 1, 1)
    assert {entry.licence for entry in diff(OLD, new).licences} >= {"CC-BY-SA-4.0"}


def test_new_tombstones_are_told_and_old_ones_are_not() -> None:
    tomb = Withdrawn(kind="image", key="x", last_version="1.0.0", date="2026-01-01", reason="Asked.")
    older = replace(tomb, key="y")
    old = replace(OLD, withdrawn=(older,))
    found = diff(old, replace(NEW, withdrawn=(older, tomb)))
    assert found.withdrawn == (tomb,)
    assert "image x (last in 1.0.0): Asked." in as_text(found)
    assert as_json(found)["counts"]["withdrawn"] == 1
