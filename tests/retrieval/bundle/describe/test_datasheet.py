"""The datasheet asks every question, and says so where nobody answered."""

from dataclasses import replace

from retrieval.bundle.about import About
from retrieval.bundle.describe.datasheet import UNANSWERED, datasheet
from retrieval.bundle.manifest import counts_of
from retrieval.bundle.schema import Release
from tests.retrieval.bundle.describe.told import ANSWERS, hostile_release, told_release

SECTIONS = [
    *("Motivation", "Composition", "Collection process", "Preprocessing, cleaning, labelling"),
    *("Uses", "Distribution", "Maintenance"),
]


def sheet(release: Release) -> str:
    return datasheet(release, counts_of(release))


def headings(text: str, level: int) -> list[str]:
    return [line[level + 1 :] for line in text.split("\n") if line.startswith("#" * level + " ")]


def test_everything_that_people_answered_is_there() -> None:
    text = sheet(told_release().release)
    assert headings(text, 2) == SECTIONS
    assert UNANSWERED not in text
    for name in set(ANSWERS) - {"data_collection_time_frame"}:
        assert f"Answer on {name}.".replace("_", r"\_") in text
    assert "2025-01-02 to 2025-03-04" in text
    assert "Answer on annotations" in text
    assert "every query and positive has 2 boxes" in text.lower()


def test_what_nobody_answered_is_asked_all_the_same() -> None:
    release = replace(told_release().release, about=About())
    questions = headings(sheet(told_release().release), 3)
    text = sheet(release)
    assert headings(text, 3) == questions
    assert text.count(UNANSWERED) == 13
    assert "lost\\_lamp, last in version 0.9.0" in text


def test_hostile_answers_ask_no_questions_of_their_own() -> None:
    text = sheet(hostile_release().release)
    assert headings(text, 3) == headings(sheet(told_release().release), 3)
    assert headings(text, 2) == SECTIONS
