"""The object page: everything at once, with live findings and permissions."""

import pytest

from annotations.actions.claim_object import claim_object
from curation.models import Neighbour, Object
from tests import factories
from tests.annotations.ready import complete

KEYS = {
    "key", "name", "number", "state", "category", "collector", "rejection_reason", "evidence", "text",
    "images", "findings", "permissions", "claim", "reviews", "round",
}  # fmt: skip


def address(obj, rest=""):
    return f"/api/benchmarks/{obj.benchmark.slug}/objects/{obj.key}/{rest}"


def test_the_workplace_holds_everything_the_page_shows(ready, as_user, collector):
    page = as_user(collector).get(address(ready)).json()
    assert set(page) == KEYS
    assert page["category"]["path"] == ["toy"]
    assert page["evidence"]["verdict"] == "open"
    assert page["text"] == {
        "text": "A red wooden toy with one ear.", "version": 1, "approved": False, "approved_by": None
    }  # fmt: skip
    assert [image["role"] for image in page["images"]] == ["query", "positive"]
    assert page["images"][0]["boxes"] == [{"x": 20, "y": 30, "width": 120, "height": 90}]
    assert page["images"][0]["boxes_version"] == 1
    assert page["images"][0]["checking"] is True
    assert [finding["code"] for finding in page["findings"]] == [
        "evidence.unapproved", "text.unapproved", "measures.missing",
    ]  # fmt: skip
    assert page["permissions"] == {
        "edit": True, "submit": True, "withdraw": False, "review": False, "decide_neighbours": True
    }  # fmt: skip


def test_the_pictures_can_be_fetched_by_their_links(ready, as_user, collector):
    client = as_user(collector)
    image = client.get(address(ready)).json()["images"][0]
    answer = client.get(image["thumb"])
    assert answer.status_code == 200
    answer.close()


def test_findings_are_those_of_the_moment(object_, as_user, collector):
    client = as_user(collector)
    before = client.get(address(object_, "findings/")).json()["findings"]
    complete(object_)
    after = client.get(address(object_, "findings/")).json()["findings"]
    assert "images.no-query" in {finding["code"] for finding in before}
    assert "images.no-query" not in {finding["code"] for finding in after}


def test_more_pictures_take_no_more_queries(ready, as_user, collector, django_assert_max_num_queries):
    client = as_user(collector)
    for _ in range(5):
        factories.make_image(ready)
    with django_assert_max_num_queries(27):
        assert len(client.get(address(ready)).json()["images"]) == 7


def test_neighbours_are_counted_per_picture(ready, benchmark_, as_user, collector):
    image = ready.images.get(role="positive")
    for suggested in ("duplicate", "same scene", "not a match"):
        other = factories.make_distractor(benchmark_)
        Neighbour.objects.create(
            first=image, second=other, hamming=3, cosine=0.9, inliers=50, score=0.9, suggested=suggested
        )
    page = as_user(collector).get(address(ready)).json()
    assert page["images"][1]["neighbours"] == {"duplicate": 1, "same_scene": 1, "undecided": 1}


def test_the_name_is_changed_at_the_same_address(ready, as_user, collector):
    answer = as_user(collector).patch(address(ready), {"name": "Bimp"}, content_type="application/json")
    assert answer.status_code == 200
    assert Object.objects.get(pk=ready.pk).name == "Bimp"


@pytest.mark.parametrize("rest", ["", "findings/", "text/", "text/edits/"])
def test_a_stranger_finds_nothing(ready, as_user, stranger, rest):
    assert as_user(stranger).get(address(ready, rest)).status_code == 404


def test_who_holds_an_object_is_seen_by_everybody(submitted, as_user, collector, reviewer):
    claim_object(submitted, actor=reviewer)
    claim = as_user(collector).get(address(submitted)).json()["claim"]
    assert (claim["reviewer"]["id"], claim["mine"]) == (reviewer.pk, False)
    assert as_user(reviewer).get(address(submitted)).json()["claim"]["mine"] is True
