"""Hostile words come through every format letter for letter, and none of them ends anything early."""

import json

import yaml
from hypothesis import given
from hypothesis import strategies as st

from retrieval.bundle.describe.escaping import bibtex, code_block, paragraphs, plain, quoted
from tests.retrieval.bundle.describe.told import HOSTILE


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back_from_yaml(text: str) -> None:
    assert yaml.safe_load(f"name: {quoted(text)}\nnext: 1\n") == {"name": text, "next": 1}


def test_half_a_character_is_still_yaml() -> None:
    assert yaml.safe_load(quoted("a\ud800b")) == "a\ufffdb"


def test_markdown_has_no_live_markup_left() -> None:
    shown = plain(HOSTILE)
    assert "\n" not in shown
    assert "\u202e" not in shown
    assert "\x7f" not in shown
    for sign in "`*_[]<>#|~$&":
        assert all(shown[place - 1] == "\\" for place, each in enumerate(shown) if each == sign)


def test_a_line_does_not_begin_a_list_a_heading_or_an_underline() -> None:
    assert [plain(text) for text in ("1. a", "2) b", "- c", "+ d", "=====", "12 e")] == [
        *("1\\. a", "2\\) b", "\\- c", "\\+ d", "\\=====", "12 e"),
    ]


def test_paragraphs_stay_apart() -> None:
    assert paragraphs("a\nb\n\n\n  # c\n") == "a b\n\n\\# c"


def test_nothing_in_a_code_block_ends_it() -> None:
    block = code_block("a\n````\nb", "text")
    assert block == "`````text\na\n````\nb\n`````\n"


def test_bibtex_has_balanced_braces() -> None:
    text = bibtex("a} {b \\ 50% & c_d ~ ^")
    assert text == r"a\} \{b \textbackslash{} 50\% \& c\_d \textasciitilde{} \textasciicircum{}"
    assert json.dumps(text)
