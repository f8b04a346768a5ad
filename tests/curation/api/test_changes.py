"""Changes through the API answer with what the page shows next, or with what stands in the way."""

import pytest

from curation import jobs
from curation.models import Category, Image, Job, Neighbour, Object
from tests import factories

pytestmark = pytest.mark.django_db
JSON = "application/json"


@pytest.fixture
def address(benchmark_, object_):
    return f"/api/benchmarks/{benchmark_.slug}/objects/{object_.key}/"


def test_evidence_is_saved_with_its_version_and_a_stale_save_shows_both(address, collector, as_user):
    client, body = as_user(collector), {"kind": "private_knowledge", "statement": "I made it."}
    without = client.put(f"{address}evidence/", body, JSON)
    assert (without.status_code, without.json()["code"]) == (428, "precondition.required")
    first = client.put(f"{address}evidence/", body, JSON, headers={"If-Match": '"0"'})
    assert (first.status_code, first.headers["ETag"]) == (200, '"1"')
    for version in ('"0"', "nonsense", '"99"'):
        stale = client.put(f"{address}evidence/", body, JSON, headers={"If-Match": version})
        assert (stale.status_code, stale.json()["stored"]["version"]) == (412, 1)


def test_a_reviewer_decides_on_evidence(address, collector, reviewer, as_user):
    body = {"kind": "private_knowledge", "statement": "I made it."}
    as_user(collector).put(f"{address}evidence/", body, JSON, headers={"If-Match": '"0"'})
    answer = as_user(reviewer).post(f"{address}evidence/verdict/", {"verdict": "approved"}, JSON)
    assert answer.json()["verdict"] == "approved"


def test_an_object_is_renamed_and_put_into_the_taxonomy(address, collector, maintainer, as_user):
    unknown = as_user(collector).patch(address, {"coarse": "food", "mid": "dairy"}, JSON)
    assert (unknown.status_code, unknown.json()["code"]) == (400, "taxonomy.unknown")
    laid = as_user(maintainer).patch(address, {"coarse": "food", "mid": "dairy"}, JSON)
    assert laid.json()["category_path"] == ["food", "dairy"]
    coarse = Category.objects.get(level="coarse")
    chosen = as_user(collector).patch(address, {"name": "Cup", "category": coarse.pk}, JSON).json()
    assert (chosen["name"], chosen["category_path"]) == ("Cup", ["food"])
    assert as_user(collector).patch(address, {"category": None}, JSON).json()["category_path"] == []
    elsewhere = Category.objects.create(benchmark=factories.make_benchmark(), level="coarse", name="x")
    assert as_user(collector).patch(address, {"category": elsewhere.pk}, JSON).status_code == 404


def test_what_was_submitted_is_not_changed(address, collector, as_user):
    Object.objects.update(state=Object.State.SUBMITTED)
    answer = as_user(collector).patch(address, {"name": "Cup"}, JSON)
    assert (answer.status_code, answer.json()["code"]) == (409, "object.locked")


def test_a_picture_changes_its_role_goes_and_comes_back(object_, collector, as_user):
    image, client = factories.make_image(object_, "query"), as_user(collector)
    where = f"/api/images/{image.public_id}/"
    assert client.patch(where, {"role": "positive", "licence": "MIT"}, JSON).json()["role"] == "positive"
    wrong = client.patch(where, {"licence": "whatever"}, JSON)
    assert (wrong.status_code, wrong.json()["code"]) == (400, "rights.licence")
    assert client.delete(where).status_code == 204
    assert Image.objects.present().count() == 0
    assert client.patch(where, {"role": "query"}, JSON).status_code == 404
    assert client.post(f"{where}restore/").json()["role"] == "positive"


def test_distractors_are_changed_by_maintainers_only(benchmark_, collector, maintainer, as_user):
    where = f"/api/images/{factories.make_distractor(benchmark_).public_id}/"
    assert as_user(collector).delete(where).status_code == 403
    assert as_user(maintainer).delete(where).status_code == 204


def test_a_pair_is_shown_with_its_lines_and_gets_a_verdict(object_, benchmark_, reviewer, as_user):
    first, second = factories.make_image(object_, "query"), factories.make_image(object_)
    pair = Neighbour.objects.create(
        first=first, second=second, hamming=3, cosine=0.9, inliers=40, score=0.8, suggested="duplicate",
        matches=[[0.1, 0.2, 0.3, 0.4]],
    )  # fmt: skip
    client = as_user(reviewer)
    [listed] = client.get(f"/api/images/{first.public_id}/neighbours/").json()
    assert "matches" not in listed
    shown = client.get(f"/api/neighbours/{pair.pk}/").json()
    assert (shown["matches"], shown["first"]["object_key"]) == ([[0.1, 0.2, 0.3, 0.4]], object_.key)
    queue = f"/api/benchmarks/{benchmark_.slug}/neighbours/"
    assert len(client.get(f"{queue}?state=undecided").json()["results"]) == 1
    decided = client.post(f"/api/neighbours/{pair.pk}/verdict/", {"verdict": "same scene"}, JSON).json()
    assert (decided["verdict"], decided["decided_by"]["id"]) == ("same scene", reviewer.pk)
    assert client.get(f"{queue}?state=undecided").json()["results"] == []
    assert len(client.get(f"{queue}?state=decided").json()["results"]) == 1
    assert (
        client.post(f"/api/neighbours/{pair.pk}/verdict/", {"verdict": ""}, JSON).json()["decided_by"] is None
    )


def test_a_job_says_what_it_is_about_and_can_be_asked_for_again(
    object_, benchmark_, maintainer, reviewer, as_user
):
    image = factories.make_image(object_)
    job = jobs.enqueue("neighbours.check", image.pk, benchmark=benchmark_)
    Job.objects.update(state="dead", error="It broke.")
    where = f"/api/benchmarks/{benchmark_.slug}/jobs/?state=dead"
    [seen] = as_user(reviewer).get(where).json()["results"]
    assert (seen["subject"], seen["error"], seen["can_retry"]) == (image.source_path, "It broke.", False)
    client = as_user(maintainer)
    assert client.get(where).json()["results"][0]["can_retry"]
    assert client.post(f"/api/jobs/{job.pk}/retry/").json()["state"] == "pending"
    assert client.post(f"/api/jobs/{job.pk}/retry/").status_code == 409
    assert client.post(f"/api/jobs/{job.pk}/cancel/").json()["state"] == "cancelled"


def test_the_home_page_counts_what_waits_for_the_person(object_, benchmark_, collector, reviewer, as_user):
    Object.objects.update(errors_count=2)
    factories.make_object(benchmark_, collector, state="submitted")
    factories.make_object(benchmark_, collector, state="changes_requested")
    where = f"/api/benchmarks/{benchmark_.slug}/"
    mine = as_user(collector).get(where).json()["needs_me"]
    assert (mine["drafts_with_findings"], mine["changes_requested"], mine["awaiting_review"]) == (1, 1, 0)
    assert as_user(reviewer).get(where).json()["needs_me"]["awaiting_review"] == 1


def test_broken_json_is_refused_as_a_problem(benchmark_, maintainer, as_user):
    answer = as_user(maintainer).post(f"/api/benchmarks/{benchmark_.slug}/categories/", "{", JSON)
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")
