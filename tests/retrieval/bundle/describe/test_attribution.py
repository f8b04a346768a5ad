"""Everybody whose images are in a release is named, and memory does not grow with the distractors."""

from dataclasses import replace

import pytest

from retrieval.bundle.describe import attribution
from retrieval.bundle.distractors import Listed
from tests.retrieval.bundle.describe.told import hostile_release
from tests.retrieval.bundle.drawn import drawn_release


def test_queries_and_positives_are_listed_singly() -> None:
    text = "".join(attribution.attribution(drawn_release().release))
    assert "\n## CC-BY-4.0\n\n### Ada, Countess\n" in text
    assert r"- odd\_mug\_001/pos/P001\_00.jpg" in text
    assert text.count("\n- ") == 9
    assert r"- thing0\_000/query/Q000\_00.jpg, https://example.org/0?a=b,c" in text


def test_distractors_are_numbers_per_licence_and_author() -> None:
    release = drawn_release(distractors=4).release
    rows = [replace(entry, author=name) for entry, name in zip(release.distractors, "ABA", strict=False)]
    unknown = replace(release.distractors.__iter__().__next__(), key="z", author="", licence="CC-BY-2.0")
    text = "".join(attribution.attribution(replace(release, distractors=Listed([*rows, unknown]))))
    assert text.endswith(
        "| licence | author | images |\n|---|---|---|\n"
        "| CC-BY-2.0 | author not stated | 1 |\n| CC0-1.0 | A | 2 |\n| CC0-1.0 | B | 1 |\n"
    )


def test_too_many_authors_are_left_to_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attribution, "AUTHORS_LISTED", 2)
    release = drawn_release(distractors=4).release
    rows = Listed(replace(entry, author=entry.key) for entry in release.distractors)
    text = "".join(attribution.attribution(replace(release, distractors=rows)))
    assert "more than 2 authors" in text
    assert text.endswith("| licence | images |\n|---|---|\n| CC0-1.0 | 4 |\n")


def test_hostile_names_open_no_heading() -> None:
    lines = "".join(attribution.attribution(hostile_release().release)).split("\n")
    assert sum(line.startswith("#") for line in lines) == 4
