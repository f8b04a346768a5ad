"""What people typed is shown letter for letter by a renderer of Markdown, and adds no element of its own."""

import html
import re
from collections.abc import Callable

import pytest

from retrieval.bundle.describe.attribution import attribution
from retrieval.bundle.describe.datasheet import datasheet
from retrieval.bundle.describe.escaping import shown_line
from retrieval.bundle.describe.readme import readme
from retrieval.bundle.manifest import ExportOptions, counts_of
from retrieval.bundle.schema import Release
from tests.retrieval.bundle.describe.conftest import EVERY
from tests.retrieval.bundle.describe.told import HOSTILE, hostile_release, told_release


def card(release: Release) -> str:
    return readme(release, ExportOptions(layouts=EVERY), counts_of(release)).split("---\n", 2)[2]


def sheet(release: Release) -> str:
    return datasheet(release, counts_of(release))


def owners(release: Release) -> str:
    return "".join(attribution(release))


@pytest.mark.parametrize("written", [card, sheet, owners])
def test_hostile_words_are_words_on_the_page(written: Callable[[Release], str]) -> None:
    markdown = pytest.importorskip("markdown_it").MarkdownIt("commonmark").enable(["table", "strikethrough"])
    hostile, harmless = (
        markdown.render(written(drawn().release)) for drawn in (hostile_release, told_release)
    )
    elements = [set(re.findall(r"<[^>]+>", page)) for page in (hostile, harmless)]
    assert elements[0] <= elements[1]
    assert hostile.count("<h") == harmless.count("<h")
    assert shown_line(HOSTILE) in html.unescape(hostile)
