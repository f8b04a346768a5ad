"""The text query over HTTP."""

from curation.models import Object


def address(obj, rest=""):
    return f"/api/benchmarks/{obj.benchmark.slug}/objects/{obj.key}/text/{rest}"


def put(client, obj, text, version):
    return client.put(
        address(obj), {"text": text}, content_type="application/json", headers={"If-Match": f'"{version}"'}
    )


def test_a_text_is_written_and_read_back_with_its_version(object_, as_user, collector):
    answer = put(as_user(collector), object_, "A red toy", 0)
    assert (answer.status_code, answer["ETag"]) == (200, '"1"')
    assert as_user(collector).get(address(object_)).json() == answer.json()


def test_a_stale_text_is_refused_with_the_stored_one(object_, as_user, collector, maintainer):
    put(as_user(collector), object_, "A red toy", 0)
    answer = put(as_user(maintainer), object_, "A blue toy", 0)
    assert answer.status_code == 412
    assert answer.json()["stored"]["text"] == "A red toy"


def test_a_save_without_if_match_is_428(object_, as_user, collector):
    answer = as_user(collector).put(address(object_), {"text": "A"}, content_type="application/json")
    assert answer.status_code == 428


def test_every_version_is_kept_with_its_author(object_, as_user, collector, maintainer):
    put(as_user(collector), object_, "A red toy", 0)
    put(as_user(maintainer), object_, "A red wooden toy", 1)
    edits = as_user(collector).get(address(object_, "edits/")).json()
    assert [(edit["version"], edit["author"]["id"], edit["source"]) for edit in edits] == [
        (2, maintainer.pk, "person"),
        (1, collector.pk, "person"),
    ]


def test_a_reviewer_approves_and_the_next_edit_takes_it_away(ready, as_user, collector, reviewer):
    approved = as_user(reviewer).post(address(ready, "approve/"))
    assert (approved.status_code, approved.json()["approved_by"]["id"]) == (200, reviewer.pk)
    assert put(as_user(collector), ready, "Another text", 1).json()["approved"] is False


def test_only_reviewers_approve(ready, as_user, collector, maintainer):
    assert as_user(collector).post(address(ready, "approve/")).status_code == 403
    assert as_user(maintainer).post(address(ready, "approve/")).status_code == 403


def test_a_locked_object_keeps_its_text(ready, as_user, collector):
    Object.objects.filter(pk=ready.pk).update(state="accepted")
    answer = put(as_user(collector), ready, "Another text", 1)
    assert (answer.status_code, answer.json()["code"]) == (409, "object.locked")
