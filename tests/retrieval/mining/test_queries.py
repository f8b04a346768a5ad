"""Terms and templates become text queries."""

import pytest

from retrieval.errors import RetrievalError
from retrieval.mining import TEMPLATES, Term, text_queries

MUG = Term("mug", ("household", "tableware", "mug"))
VASE = Term("vase", ("household", "decoration", "vase"))


def test_the_templates_are_those_of_open_clip_that_speak_of_photographs() -> None:
    from open_clip.zero_shot_metadata import OPENAI_IMAGENET_TEMPLATES

    whole = [template("{}") for template in OPENAI_IMAGENET_TEMPLATES]
    assert list(TEMPLATES) == [template for template in whole if "photo" in template]
    assert len(TEMPLATES) == 43


def test_every_term_stands_in_every_template() -> None:
    queries = text_queries([MUG, VASE])
    assert len(queries) == 2 * 43
    assert queries.texts[0] == "a bad photo of a mug."
    assert queries.terms[queries.term_of[-1]] == VASE
    assert queries.templates[queries.template_of[-1]] == TEMPLATES[-1]


def test_equal_texts_are_asked_once_for_the_first_term() -> None:
    again = Term("  mug ", ("toy", "cup"))
    queries = text_queries([MUG, again], ["a photo of a {}."])
    assert queries.texts == ("a photo of a mug.",)
    assert queries.term_of.tolist() == [0]


def test_the_hash_is_that_of_the_texts_alone() -> None:
    other_place = Term("mug", ("kitchen",))
    assert text_queries([MUG]).sha256 == text_queries([other_place]).sha256
    assert text_queries([MUG]).sha256 != text_queries([VASE]).sha256


@pytest.mark.parametrize(
    ("terms", "templates", "code"),
    [
        ([], ["{}"], "mining.no-terms"),
        ([Term(" ", ("toy",))], ["{}"], "mining.term-empty"),
        ([Term("a {} mug")], ["{}"], "mining.term-template-character"),
        ([Term("mug*")], ["{}"], "mining.term-template-character"),
        ([MUG], [], "mining.no-templates"),
        ([MUG], ["a photo"], "mining.template"),
        ([MUG], ["a {} of a {}"], "mining.template"),
        ([MUG], ["a {} of {0}"], "mining.template"),
    ],
)
def test_what_cannot_be_asked_is_refused(terms: list[Term], templates: list[str], code: str) -> None:
    with pytest.raises(RetrievalError) as refused:
        text_queries(terms, templates)
    assert refused.value.code == code
