"""Each rule passes what is right and names what is wrong."""

from datetime import date

import pytest

from annotations.models import TextQuery
from annotations.rules import RULES, check
from annotations.rules.audit import Audit
from curation.models import Benchmark, Category, Evidence, Image, Neighbour, Object
from tests.annotations.rules.cases import case, measure, pair, picture


def codes(subject, stage=None):
    return [finding.code for finding in check(subject, stage)]


def thing(**fields):
    return Object(**{"pk": 7, "key": "bold_bimp", "category": Category(name="toy", level="coarse"), **fields})


def record(**fields):
    return Evidence(**{"kind": "public_record", "date": date(2015, 1, 1), "verdict": "approved", **fields})


def text(words, **fields):
    return TextQuery(text=words, **{"approved_by_id": 2, **fields})


QUERY, POSITIVE = picture("query", pk=1), picture(pk=2, measure=measure())
WRONG = [
    ("images.no-query", case(pictures=(POSITIVE,))),
    ("images.no-positive", case(pictures=(QUERY,))),
    ("boxes.missing", case(pictures=(picture("query", boxes=()), POSITIVE))),
    ("boxes.outside", case(pictures=(picture("query", boxes=((300, 10, 21, 20),)), POSITIVE))),
    ("boxes.tiny", case(pictures=(picture("query", boxes=((3, 3, 7, 100),)), POSITIVE))),
    ("text.missing", case(text=None)),
    ("text.missing", case(text=text("  "))),
    ("text.background", case(text=text("A photo of a red toy"))),
    ("text.background", case(text=text("A red toy on a wooden table"))),
    ("text.background", case(text=text("A red toy, with trees in the background"))),
    ("taxonomy.missing", case(object=thing(category=None))),
    ("evidence.missing", case(evidence=None)),
    ("evidence.missing", case(evidence=record(kind="private_knowledge", statement=" "))),
    ("evidence.too-early", case(evidence=record(date=date(2013, 12, 31)))),
    ("rights.licence", case(pictures=(picture("query", licence=""), POSITIVE))),
    ("rights.licence", case(pictures=(picture("query", licence="free for all"), POSITIVE))),
    ("rights.licence", case(pictures=(picture("query", origin="downloaded", source_url=""), POSITIVE))),
    ("rights.licence", case(benchmark=Benchmark(cutoff=date(2014, 1, 1), licences=["CC0-1.0"]))),
    ("ids.unsafe", case(object=thing(key="Bold"))),
    ("ids.unsafe", case(object=thing(key="poster"))),
    ("ids.unsafe", case(object=thing(category=Category(name="soft-toy", level="coarse")))),
    ("evidence.unapproved", case(evidence=record(verdict="open"))),
    ("evidence.unapproved", case(evidence=record(verdict="refused"))),
    ("text.unapproved", case(text=text("A red toy", approved_by_id=None))),
    ("measures.missing", case(pictures=(QUERY, picture(pk=2)))),
    ("measures.missing", case(pictures=(QUERY, picture(pk=2, version=2, measure=measure(version=1))))),
    (
        "measures.missing",
        case(
            pictures=(QUERY, picture(pk=2, measure=measure(segmenter="sam"))),
            segmenters={("felzenszwalb", "1"): 9, ("sam", "1"): 1},
        ),
    ),
    ("duplicate.unresolved", case(neighbours=(pair(),))),
    ("duplicate.confirmed", case(neighbours=(pair(suggested="same scene", verdict="duplicate"),))),
    (
        "duplicate.confirmed",
        case(copies=((POSITIVE.image, Image(pk=9, role="distractor", source_path="d.jpg")),)),
    ),
    ("duplicate.same-scene", case(neighbours=(pair(suggested="same scene"),))),
    ("distractor.false-negative", case(audit=Audit(shown=(("wild", "00000/one"),)))),
    ("distractor.unaudited", case(audit=Audit(depths={"wild": {"a": 3}}, sizes={"wild": 500}))),
]


def test_a_complete_object_has_no_finding():
    assert check(case()) == []


@pytest.mark.parametrize(("code", "wrong"), WRONG, ids=[f"{i}-{row[0]}" for i, row in enumerate(WRONG)])
def test_what_is_wrong_is_found_by_its_rule_alone(code, wrong):
    assert set(codes(wrong)) == {code}


def test_every_rule_has_a_case_that_breaks_it():
    assert {code for code, _ in WRONG} == set(RULES)


def test_boxes_that_touch_the_edges_are_inside():
    whole = (picture("query", boxes=((0, 0, 320, 240),)), POSITIVE)
    assert check(case(pictures=whole)) == []


def test_evidence_on_the_day_of_the_cutoff_is_not_too_early():
    assert check(case(evidence=record(date=date(2014, 1, 1)))) == []


def test_a_verdict_settles_a_suggested_duplicate():
    assert check(case(neighbours=(pair(verdict="not a match"),))) == []


def test_a_copy_is_told_once_even_when_its_pair_was_confirmed_too():
    copy = (Image(pk=2, source_path="positive.jpg"), Image(pk=9, role="distractor", source_path="d.jpg"))
    assert codes(case(copies=(copy,), neighbours=(pair(verdict="duplicate"),))) == ["duplicate.confirmed"]


def test_unapproved_things_do_not_block_submission_but_acceptance():
    waiting = case(evidence=record(verdict="open"), text=text("A red toy", approved_by_id=None))
    assert codes(waiting, "submit") == []
    assert codes(waiting, "accept") == ["evidence.unapproved", "text.unapproved"]


def test_what_machines_measure_gates_only_the_freeze():
    unmeasured = case(pictures=(QUERY, picture(pk=2)), neighbours=(pair(),))
    assert codes(unmeasured, "accept") == []
    assert codes(unmeasured, "freeze") == ["measures.missing", "duplicate.unresolved"]


@pytest.mark.parametrize(
    ("severity", "expected"), [("warning", ["warning"]), ("off", []), ("error", ["error"])]
)
def test_a_benchmark_sets_the_severity_of_a_rule(severity, expected):
    benchmark = Benchmark(cutoff=date(2014, 1, 1), severities={"taxonomy.missing": severity})
    findings = check(case(benchmark=benchmark, object=thing(category=None)))
    assert [finding.severity for finding in findings] == expected


def test_a_finding_leads_to_the_picture_it_is_about():
    wrong = case(pictures=(picture("query", boxes=()), POSITIVE))
    (finding,) = check(wrong)
    assert finding.link == f"image:{finding.image}"
    assert "query.jpg" in finding.message


def test_the_object_in_front_of_a_wall_is_no_background_talk_about_wallpaper():
    assert check(case(text=text("A wallpaper roll with green leaves and a table of colours."))) == []


def shared(*points):
    """Query and positive of the case as a pair of one scene, matched at these points."""
    first, second = case().pictures[0].image, case().pictures[1].image
    first.object = second.object = case().object
    return Neighbour(
        pk=5, first=first, second=second, suggested="same scene", verdict="", matches=list(points)
    )


def test_pictures_that_match_on_their_object_alone_show_no_common_scene() -> None:
    inside, outside = [0.1, 0.1, 0.2, 0.2], [0.9, 0.9, 0.8, 0.9]
    assert "duplicate.same-scene" not in codes(case(neighbours=(shared(*[inside] * 20, outside),)))
    assert "duplicate.same-scene" in codes(case(neighbours=(shared(*[inside] * 10, *[outside] * 10),)))
    assert "duplicate.same-scene" in codes(case(neighbours=(shared(),)))
