"""From a draft to an accepted object over HTTP."""

import pytest

from annotations.actions.submit_object import submit_object
from curation.models import AuditEntry
from tests import factories
from tests.annotations.ready import complete


def address(obj, rest=""):
    return f"/api/benchmarks/{obj.benchmark.slug}/objects/{obj.key}/{rest}"


def post(client, obj, rest, **body):
    return client.post(address(obj, rest), body, content_type="application/json")


def test_the_whole_way(ready, as_user, collector, reviewer):
    assert post(as_user(collector), ready, "submit/").json()["state"] == "submitted"
    queue = as_user(reviewer).get(f"/api/benchmarks/{ready.benchmark.slug}/review/").json()["results"]
    assert [(card["key"], card["claim"]) for card in queue] == [(ready.key, None)]
    assert queue[0]["submitted_at"]
    assert post(as_user(reviewer), ready, "claim/").json()["state"] == "in_review"
    asked = post(
        as_user(reviewer), ready, "decision/", decision="changes_requested", comment="Sharper, please."
    )
    assert asked.json()["state"] == "changes_requested"
    assert asked.json()["reviews"][0]["comment"] == "Sharper, please."
    assert post(as_user(collector), ready, "submit/").json()["round"] == 2
    accepted = post(
        as_user(reviewer), ready, "decision/", decision="approved", approve_evidence=True, approve_text=True
    )
    assert (accepted.status_code, accepted.json()["state"]) == (200, "accepted")
    assert accepted.json()["evidence"]["verdict"] == "approved"


def test_an_approval_that_leaves_errors_is_refused_with_them(submitted, as_user, reviewer):
    answer = post(as_user(reviewer), submitted, "decision/", decision="approved")
    assert (answer.status_code, answer.json()["code"]) == (409, "object.errors")
    assert {finding["code"] for finding in answer.json()["findings"]} == {
        "evidence.unapproved",
        "text.unapproved",
    }


def test_a_submission_with_errors_is_refused_with_them(object_, as_user, collector):
    answer = post(as_user(collector), object_, "submit/")
    assert answer.status_code == 409
    assert "images.no-query" in {finding["code"] for finding in answer.json()["findings"]}


def test_a_comment_can_be_pinned_to_a_box(submitted, as_user, reviewer):
    image = submitted.images.first()
    answer = post(
        as_user(reviewer), submitted, "decision/", decision="changes_requested", comment="Too wide.",
        image=str(image.public_id), box=[20, 30, 120, 90],
    )  # fmt: skip
    assert answer.json()["reviews"][0]["image"] == str(image.public_id)
    assert answer.json()["reviews"][0]["box"] == [20, 30, 120, 90]


def test_a_claim_of_another_person_is_named(submitted, as_user, reviewer, second_reviewer):
    post(as_user(reviewer), submitted, "claim/")
    answer = post(as_user(second_reviewer), submitted, "claim/")
    assert (answer.status_code, answer.json()["reviewer"]["id"]) == (409, reviewer.pk)
    assert reviewer.name in answer.json()["detail"]


def test_letting_go_puts_the_object_back(submitted, as_user, reviewer):
    post(as_user(reviewer), submitted, "claim/")
    answer = as_user(reviewer).delete(address(submitted, "claim/"))
    assert (answer.json()["state"], answer.json()["claim"]) == ("submitted", None)


def test_only_its_holder_lets_go_of_a_claim_and_a_second_time_changes_nothing(
    submitted, as_user, reviewer, second_reviewer, collector
):
    post(as_user(reviewer), submitted, "claim/")
    whose = f"claim/?reviewer={reviewer.pk}"
    assert as_user(collector).delete(address(submitted, "claim/")).status_code == 403
    assert as_user(second_reviewer).delete(address(submitted, whose)).status_code == 403
    refused = as_user(second_reviewer).delete(address(submitted, "claim/"))
    assert (refused.status_code, refused.json()["reviewer"]["id"]) == (409, reviewer.pk)
    for _ in range(2):
        assert as_user(reviewer).delete(address(submitted, "claim/")).status_code == 200
    entry = AuditEntry.objects.get(action="annotations.review.released")
    assert (entry.actor, entry.data) == (reviewer, {"before": "in_review", "after": "submitted"})


def test_a_maintainer_ends_the_claim_of_the_reviewer_they_name(
    submitted, as_user, reviewer, second_reviewer, maintainer
):
    post(as_user(reviewer), submitted, "claim/")
    client = as_user(maintainer)
    assert client.delete(address(submitted, "claim/")).status_code == 409
    assert client.delete(address(submitted, f"claim/?reviewer={second_reviewer.pk}")).status_code == 409
    assert client.delete(address(submitted, "claim/?reviewer=none")).status_code == 400
    answer = client.delete(address(submitted, f"claim/?reviewer={reviewer.pk}"))
    assert (answer.json()["state"], answer.json()["claim"]) == ("submitted", None)
    entry = AuditEntry.objects.get(action="annotations.review.released")
    assert (entry.actor, entry.data["held_by"]) == (maintainer, str(reviewer))


@pytest.mark.parametrize("rest", ["claim/", "decision/"])
def test_only_reviewers_who_did_not_collect_it_review(submitted, as_user, collector, maintainer, rest):
    for person in (collector, maintainer):
        assert post(as_user(person), submitted, rest, decision="approved").status_code == 403


def test_a_stranger_can_do_nothing(submitted, as_user, stranger):
    for rest in ("submit/", "withdraw/", "claim/", "decision/", "text/approve/"):
        assert post(as_user(stranger), submitted, rest, decision="approved").status_code == 404


def test_a_withdrawal_makes_a_draft_again(submitted, as_user, collector, reviewer):
    assert post(as_user(reviewer), submitted, "withdraw/").status_code == 403
    assert post(as_user(collector), submitted, "withdraw/").json()["state"] == "draft"


def test_the_queue_is_not_for_collectors(submitted, as_user, collector):
    assert as_user(collector).get(f"/api/benchmarks/{submitted.benchmark.slug}/review/").status_code == 403


def test_the_next_object_passes_over_own_and_held_ones(
    benchmark_, collector, reviewer, second_reviewer, as_user
):
    first, second, own, third = (
        complete(factories.make_object(benchmark_, person))
        for person in (collector, collector, reviewer, collector)
    )
    for obj in (first, second, own, third):
        submit_object(obj, actor=obj.collector)
    post(as_user(second_reviewer), second, "claim/")
    following = f"/api/benchmarks/{benchmark_.slug}/review/next/"
    client = as_user(reviewer)
    assert client.get(following).json() == {"key": first.key}
    assert client.get(following, {"after": first.key}).json() == {"key": third.key}
    assert client.get(following, {"after": third.key}).json() == {"key": first.key}


def test_the_queue_shows_what_is_mine(submitted, as_user, reviewer, second_reviewer):
    post(as_user(reviewer), submitted, "claim/")
    listing = f"/api/benchmarks/{submitted.benchmark.slug}/review/"
    assert len(as_user(reviewer).get(listing, {"mine": "true"}).json()["results"]) == 1
    assert as_user(second_reviewer).get(listing, {"mine": "true"}).json()["results"] == []


def test_a_longer_queue_takes_no_more_queries(
    benchmark_, collector, reviewer, as_user, django_assert_max_num_queries
):
    for _ in range(6):
        submit_object(complete(factories.make_object(benchmark_, collector)), actor=collector)
    client = as_user(reviewer)
    with django_assert_max_num_queries(10):
        assert len(client.get(f"/api/benchmarks/{benchmark_.slug}/review/").json()["results"]) == 6
