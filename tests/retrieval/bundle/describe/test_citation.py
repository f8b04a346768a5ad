"""A release can be cited, by people and by programs, whatever is known of it."""

from dataclasses import replace

import yaml

from retrieval.bundle.about import About
from retrieval.bundle.describe.citation import citation, citation_cff
from tests.retrieval.bundle.describe.told import HOSTILE, hostile_release
from tests.retrieval.bundle.drawn import drawn_release


def test_it_is_cited_by_creators_title_version_year_and_address() -> None:
    cited = citation(drawn_release().release)
    assert cited.text == (
        "Ada Lovelace and Émilie du Châtelet. Drawn *things* & more, version 1.0.0 (2026) [Data set]. "
        "https://example.org/drawn"
    )
    assert cited.bibtex == (
        "@misc{drawn-1.0.0,\n"
        "  author = {{Lovelace}, {Ada} and {du Châtelet}, {Émilie}},\n"
        "  title = {{Drawn *things* \\& more}},\n"
        "  year = {2026},\n"
        "  version = {1.0.0},\n"
        "  howpublished = {Data set},\n"
        "  url = {https://example.org/drawn}\n}\n"
    )


def test_a_paper_replaces_the_bibtex() -> None:
    release = drawn_release().release
    told = replace(release, about=replace(release.about, paper_bibtex="@inproceedings{x}\n\n"))
    assert citation(told).bibtex == "@inproceedings{x}\n"
    assert citation(told).text == citation(release).text


def test_without_people_it_is_cited_by_its_title() -> None:
    release = replace(drawn_release().release, about=About(), date="")
    assert citation(release).text == "Drawn *things* & more, version 1.0.0 [Data set]."
    cff = yaml.safe_load(citation_cff(release))
    assert cff["authors"] == [{"name": "Drawn *things* & more"}]
    assert {"date-released", "license", "url", "keywords"}.isdisjoint(cff)


def test_the_citation_file_says_what_the_release_says() -> None:
    assert yaml.safe_load(citation_cff(drawn_release().release)) == {
        "cff-version": "1.2.0",
        "message": "If you use this data set, please cite it as below.",
        "type": "dataset",
        "title": "Drawn *things* & more",
        "version": "1.0.0",
        "date-released": "2026-11-21",
        "license": "CC-BY-4.0",
        "url": "https://example.org/drawn",
        "abstract": "Drawn things, to be found again.",
        "keywords": ["instance-level retrieval", "drawings"],
        "authors": [
            {"given-names": "Ada", "family-names": "Lovelace", "affiliation": "Analytical Society"},
            {
                "given-names": "Émilie",
                "family-names": "du Châtelet",
                "orcid": "https://orcid.org/0000-0001-2345-6789",
            },
        ],
    }


def test_hostile_words_stay_words() -> None:
    release = hostile_release().release
    cff = yaml.safe_load(citation_cff(release))
    assert cff["abstract"] == HOSTILE.strip()
    assert {"license", "url"}.isdisjoint(cff)
    assert len(cff["keywords"]) == 2
    assert "orcid" not in cff["authors"][0]
    assert cff["authors"][1] == {"name": "Only: One"}
    written = citation(release).bibtex
    unescaped = written.replace(r"\{", "").replace(r"\}", "")
    assert unescaped.count("{") == unescaped.count("}")
    assert written.count("\n  author = ") == 1
