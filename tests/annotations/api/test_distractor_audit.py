"""The false-negative audit over HTTP: searched by a worker, read, looked at, marked, ended."""

import pytest

from annotations.models import DistractorLook, DistractorMark
from annotations.rules import check, load_case
from curation.models import AuditEntry, DistractorRemoval, Image, Job, Object
from tests import factories
from tests.annotations.audited import FIRST, address, make_audited_set, search

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def audited(object_: Object, tmp_path):
    """An object whose query is, but for its size, the distractor 0.jpg of the set "wild"."""
    factories.make_image(object_, Image.Role.QUERY, original=factories.make_original(FIRST))
    make_audited_set(object_.benchmark, tmp_path / "wild")
    return object_


def read(client, obj, **asked):
    answer = client.get(address(obj), asked)
    assert answer.status_code == 200, answer.content
    return answer.json()


def post(client, obj, rest, **body):
    return client.post(address(obj, rest), body, content_type="application/json")


def searched(client, obj):
    read(client, obj)
    assert search(obj.benchmark) == {"done": 1}
    return read(client, obj)


def shown_id(page):
    return page["results"][0]["distractor"]


def codes(obj):
    return [finding.code for finding in check(load_case(obj)) if finding.code.startswith("distractor.")]


def test_the_first_question_queues_one_search_and_later_ones_are_answered(audited, as_user, reviewer):
    client = as_user(reviewer)
    first = read(client, audited)
    assert (first["state"], first["total"], first["results"]) == ("searching", 0, [])
    assert read(client, audited)["state"] == "searching"
    assert Job.objects.filter(kind="distractors.nearest").count() == 1
    page = searched(client, audited)
    assert (page["state"], page["freshness"], page["total"]) == ("ready", "current", 7)
    assert [place["place"] for place in page["results"]] == list(range(1, 8))
    inliers = [place["inliers"] for place in page["results"]]
    assert inliers == sorted(inliers, reverse=True)
    assert inliers[1] > 50 > inliers[2]
    assert {place["distractor"].split("/")[1] for place in page["results"][:2]} == {"0", "copy"}
    picture = client.get(page["results"][0]["picture"]["url"])
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/jpeg")
    assert page["encoder"]["name"] == "vlad"
    assert page["encoder"]["version"].startswith("vlad-")


def test_pages_of_a_list_follow_one_another(audited, as_user, collector):
    client = as_user(collector)
    searched(client, audited)
    page = read(client, audited, offset=2, limit=3)
    assert [place["place"] for place in page["results"]] == [3, 4, 5]
    assert client.get(address(audited), {"limit": 0}).status_code == 400
    assert client.get(address(audited), {"set": "elsewhere"}).status_code == 404
    assert client.get(address(audited), {"encoder": "demo"}).json()["code"] == "audit.encoder"


def test_an_encoder_without_texts_says_why_there_is_no_list_of_the_text(ready, tmp_path, as_user, reviewer):
    make_audited_set(ready.benchmark, tmp_path / "wild")
    page = searched(as_user(reviewer), ready)
    text = page["lists"][-1]
    assert (text["list"], text["kind"], text["ready"]) == ("text", "text", False)
    assert "vlad compares images only" in text["missing"]
    there = read(as_user(reviewer), ready, list="text")
    assert (there["state"], there["total"]) == ("ready", 0)


def test_a_new_query_is_searched_while_the_old_list_stays_readable(audited, as_user, reviewer):
    client = as_user(reviewer)
    searched(client, audited)
    factories.make_image(audited, Image.Role.QUERY)
    page = read(client, audited)
    assert (page["state"], page["freshness"], page["total"]) == ("ready", "renewing", 7)
    assert [each["ready"] for each in page["lists"]] == [True, False]
    assert read(client, audited, list=page["lists"][1]["list"])["state"] == "searching"
    assert search(audited.benchmark) == {"done": 1}
    assert [each["ready"] for each in read(client, audited)["lists"]] == [True, True]


def test_a_benchmark_without_sets_has_an_empty_page(ready, as_user, collector):
    page = read(as_user(collector), ready)
    assert (page["sets"], page["state"], page["lists"]) == ([], "ready", [])


def test_a_search_that_failed_says_why(audited, as_user, reviewer):
    for shard in audited.benchmark.distractor_sets.get().shards.all():
        shard.name = f"{shard.name}-gone"
        shard.save()
    read(as_user(reviewer), audited)
    Job.objects.filter(kind="distractors.nearest").update(state="failed", error="A shard is missing.")
    page = read(as_user(reviewer), audited)
    assert (page["state"], page["error"]) == ("failed", "A shard is missing.")
    assert Job.objects.filter(kind="distractors.nearest").count() == 1


def test_a_look_only_ever_gets_deeper(audited, as_user, reviewer):
    client = as_user(reviewer)
    name = searched(client, audited)["list"]
    assert post(client, audited, "look/", set="wild", list=name, depth=3).json() == {"list": name, "depth": 3}
    assert post(client, audited, "look/", set="wild", list=name, depth=2).json()["depth"] == 3
    assert post(client, audited, "look/", set="wild", list=name, depth=900).json()["depth"] == 7
    look = DistractorLook.objects.get()
    assert (look.looked_by, look.text, look.image) == (reviewer, "", audited.images.get())
    assert AuditEntry.objects.filter(action="annotations.distractors.looked").count() == 2
    assert read(client, audited)["lists"][0]["depth"] == 7
    assert post(client, audited, "look/", set="wild", list="other", depth=3).json()["code"] == "audit.list"


def test_nobody_has_looked_at_a_list_that_is_still_searched(audited, as_user, reviewer):
    name = read(as_user(reviewer), audited)["list"]
    answer = post(as_user(reviewer), audited, "look/", set="wild", list=name, depth=3)
    assert (answer.status_code, answer.json()["code"]) == (409, "audit.searching")


def test_a_mark_stands_on_copies_of_the_same_bytes_too(audited, as_user, reviewer):
    client = as_user(reviewer)
    one = shown_id(searched(client, audited))
    answer = post(client, audited, "mark/", set="wild", distractor=one, says="shows")
    assert {each.split("/")[1] for each in answer.json()["distractors"]} == {"0", "copy"}
    page = read(client, audited)
    assert [place["mark"] for place in page["results"]] == ["shows", "shows", "", "", "", "", ""]
    assert len(page["found"]) == 2
    assert page["found"][0]["picture"]["width"] == 320
    assert codes(audited) == ["distractor.false-negative"] * 2 + ["distractor.unaudited"]
    taken_back = post(
        client, audited, "mark/", set="wild", distractor=page["results"][1]["distractor"], says=""
    )
    assert taken_back.json() == {"says": "", "distractors": []}
    assert not DistractorMark.objects.exists()
    assert AuditEntry.objects.filter(action="annotations.distractors.marked").count() == 2
    assert Job.objects.filter(kind="rules.check", args=[audited.pk]).exists()


def test_a_mark_of_one_set_is_not_asked_again_in_another(audited, tmp_path, as_user, reviewer):
    client = as_user(reviewer)
    one = shown_id(searched(client, audited))
    post(client, audited, "mark/", set="wild", distractor=one, says="other")
    make_audited_set(audited.benchmark, tmp_path / "more", number=2, slug="more")
    read(client, audited, set="more")
    search(audited.benchmark)
    assert [place["mark"] for place in read(client, audited, set="more")["results"]] == ["other", "other", ""]


def test_what_stands_in_no_list_is_not_marked(audited, as_user, reviewer):
    searched(as_user(reviewer), audited)
    answer = post(as_user(reviewer), audited, "mark/", set="wild", distractor="a/b", says="shows")
    assert (answer.status_code, answer.json()["code"]) == (400, "audit.unknown")


def test_a_confirmed_one_leaves_its_set_with_its_copies_and_a_record(audited, as_user, reviewer):
    client = as_user(reviewer)
    one = shown_id(searched(client, audited))
    early = post(client, audited, "confirm/", set="wild", distractor=one, action="remove")
    assert (early.status_code, early.json()["code"]) == (409, "audit.not-marked")
    post(client, audited, "mark/", set="wild", distractor=one, says="shows")
    ended = post(
        client, audited, "confirm/", set="wild", distractor=one, action="remove", note="The same mug."
    )
    assert {each.split("/")[1] for each in ended.json()["removed"]} == {"0", "copy"}
    removals = DistractorRemoval.objects.all()
    assert {(row.reason, row.object, row.note) for row in removals} == {
        ("false-negative", audited, "The same mug.")
    }
    page = read(client, audited)
    assert (page["total"], page["found"]) == (5, [])
    assert [place["place"] for place in page["results"]] == [1, 2, 3, 4, 5]
    assert codes(audited) == ["distractor.unaudited"]
    post(client, audited, "look/", set="wild", list=page["list"], depth=5)
    assert codes(audited) == []


def test_an_object_that_a_distractor_shows_is_rejected_with_the_distractor_named(
    submitted, tmp_path, as_user, reviewer, maintainer
):
    query = submitted.images.get(role="query")
    Image.objects.filter(pk=query.pk).update(original=factories.make_original(FIRST))
    make_audited_set(submitted.benchmark, tmp_path / "wild")
    client = as_user(reviewer)
    one = shown_id(searched(client, submitted))
    post(client, submitted, "mark/", set="wild", distractor=one, says="shows")
    body = {"set": "wild", "distractor": one, "action": "reject-object", "note": "Sold since 1990."}
    assert post(as_user(maintainer), submitted, "confirm/", **body).status_code == 403
    assert post(client, submitted, "confirm/", **body).json() == {"removed": [], "state": "rejected"}
    review = submitted.reviews.get()
    assert one in review.comment
    assert "Sold since 1990." in review.comment
    assert review.reason == "other"


def test_only_reviewers_and_maintainers_say_anything(audited, as_user, collector, maintainer, stranger):
    name = searched(as_user(maintainer), audited)["list"]
    look = {"set": "wild", "list": name, "depth": 1}
    mark = {"set": "wild", "distractor": "a/b", "says": "shows"}
    confirm = {"set": "wild", "distractor": "a/b", "action": "remove"}
    for rest, body in (("look/", look), ("mark/", mark), ("confirm/", confirm)):
        assert post(as_user(collector), audited, rest, **body).status_code == 403
        assert post(as_user(stranger), audited, rest, **body).status_code == 404
    assert read(as_user(collector), audited)["may"] == {"mark": False, "remove": False, "reject": False}
    assert as_user(stranger).get(address(audited)).status_code == 404
    assert post(as_user(maintainer), audited, "look/", **look).status_code == 200


def test_a_set_of_another_benchmark_is_absent(audited, as_user, reviewer, tmp_path):
    other = factories.make_benchmark()
    make_audited_set(other, tmp_path / "other", slug="other")
    assert as_user(reviewer).get(address(audited), {"set": "other"}).status_code == 404


def test_lists_hold_for_the_pictures_as_they_are(audited, as_user, reviewer):
    """A query whose file was replaced is another query."""
    searched(as_user(reviewer), audited)
    Image.objects.filter(object=audited).update(original=factories.make_original(3))
    page = read(as_user(reviewer), audited)
    assert (page["state"], page["results"]) == ("searching", [])
