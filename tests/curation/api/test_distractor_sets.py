"""Pages of a distractor set: counts, rate and time left, shards, refusals, an image; and what maintainers do."""

from datetime import timedelta

import pytest
from django.utils import timezone

from curation.actions.distractor_sets.remove import Removal, remove_distractor
from curation.jobs import key_of
from curation.models import (
    AuditEntry,
    Benchmark,
    DistractorIndex,
    DistractorSet,
    DistractorShard,
    Job,
    Object,
    SetNeighbour,
    User,
)
from tests.conftest import SignedIn
from tests.curation.drawn_sets import REFUSED, make_distractor_set, make_shard
from tests.factories import make_image, photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def running(benchmark_: Benchmark) -> DistractorSet:
    """Two shards of 4 images done in the last minute, one failed, two of 100 images pending."""
    found = make_distractor_set(benchmark_, state="running")
    make_shard(found, 1, ["a", "b", "c"], REFUSED[:1])
    now = timezone.now()
    found.shards.update(seconds=20, finished_at=now - timedelta(seconds=10))
    found.shards.filter(number=0).update(finished_at=now - timedelta(seconds=30))
    DistractorShard.objects.create(
        set=found,
        number=2,
        name="00002",
        state="failed",
        error_code="distractors.changed",
        error="It changed.",
    )
    for number in (3, 4):
        DistractorShard.objects.create(
            set=found, number=number, name=f"0000{number}", piece={"payload": {}, "expected": 100}
        )
    return found


def test_a_running_set_tells_counts_rate_and_time_left(collector: User, running: DistractorSet) -> None:
    Job.objects.create(kind="distractors.shard", args=[1], key="k", benchmark=running.benchmark)
    (row,) = SignedIn(collector).get(f"/api/benchmarks/{running.benchmark.slug}/distractor-sets/").json()
    assert row["shards"] == {"total": 5, "done": 2, "failed": 1}
    assert (row["accepted"], row["refused"]) == (4, 3)
    assert row["refusals"] == {"image.empty": 1, "image.truncated": 2}
    assert row["rate"] == pytest.approx(7 / 50, rel=0.05)  # seven images since the first of them was begun
    assert row["seconds_left"] == pytest.approx(200 / row["rate"], rel=0.01)
    assert row["stalled"] is False
    assert row["may"] == {
        "pause": False,
        "resume": False,
        "cancel": False,
        "retry": False,
        "state_licence": False,
    }


def test_a_set_that_nobody_works_on_says_so_and_may_be_tried_again(
    maintainer: User, running: DistractorSet
) -> None:
    client = SignedIn(maintainer)
    address = f"/api/distractor-sets/{running.public_id}/"
    row = client.get(address).json()
    assert row["stalled"] is True
    assert row["may"] == {
        "pause": True,
        "resume": False,
        "cancel": True,
        "retry": True,
        "state_licence": True,
    }
    row = client.post(f"{address}retry/").json()
    assert (row["shards"]["failed"], row["stalled"]) == (0, False)
    assert Job.objects.filter(kind="distractors.shard").count() == 3


def test_maintainers_state_the_licence_of_images_that_name_none(
    maintainer: User, collector: User, running: DistractorSet
) -> None:
    address = f"/api/distractor-sets/{running.public_id}/"
    assert SignedIn(collector).patch(address, {"licence": "CC-BY-4.0"}, "application/json").status_code == 403
    client = SignedIn(maintainer)
    refused = client.patch(address, {"licence": "free"}, "application/json")
    assert (refused.status_code, refused.json()["code"]) == (400, "distractor-set.licence")
    assert (
        client.patch(address, {"licence": " CC-BY-4.0 "}, "application/json").json()["licence"] == "CC-BY-4.0"
    )
    entry = AuditEntry.objects.get(action="curation.distractor-set.licensed")
    assert (entry.actor, entry.data["before"], entry.data["after"]) == (maintainer, "", "CC-BY-4.0")
    DistractorSet.objects.filter(pk=running.pk).update(kind="descriptors")
    assert client.get(address).json()["may"]["state_licence"] is False


def test_maintainers_pause_resume_and_cancel_and_each_leaves_a_line_in_the_audit(
    maintainer: User, running: DistractorSet
) -> None:
    client, address = SignedIn(maintainer), f"/api/distractor-sets/{running.public_id}/"
    assert client.post(f"{address}pause/").json()["state"] == "paused"
    again = client.post(f"{address}pause/")
    assert (again.status_code, again.json()["code"]) == (409, "distractor-set.not-running")
    paused = client.get(address).json()
    assert (paused["rate"], paused["seconds_left"], paused["stalled"]) == (None, None, False)
    assert client.post(f"{address}resume/").json()["state"] == "running"
    assert client.post(f"{address}cancel/").json()["state"] == "cancelled"
    ended = client.post(f"{address}cancel/")
    assert (ended.status_code, ended.json()["code"]) == (409, "distractor-set.ended")
    actions = AuditEntry.objects.filter(subject_id=running.pk).order_by("pk").values_list("action", flat=True)
    words = ["paused", "resumed", "cancelled"]
    assert list(actions) == [f"curation.distractor-set.{word}" for word in words]
    assert not Job.objects.active().filter(kind="distractors.shard").exists()


def test_a_plan_that_failed_shows_its_reason(maintainer: User, benchmark_: Benchmark) -> None:
    found = DistractorSet.objects.create(benchmark=benchmark_, slug="w", kind="folder", location="/nowhere")
    Job.objects.create(
        kind="distractors.plan",
        args=[found.pk],
        key=key_of("distractors.plan", (found.pk,)),
        benchmark=benchmark_,
        state="failed",
        error_code="distractors.location",
        error="/nowhere can't be read.",
    )
    row = SignedIn(maintainer).get(f"/api/distractor-sets/{found.public_id}/").json()
    assert row["problem"] == {"code": "distractors.location", "message": "/nowhere can't be read."}
    assert row["may"]["retry"] is True


def test_shards_come_in_pages_and_by_state(collector: User, running: DistractorSet) -> None:
    client, address = SignedIn(collector), f"/api/distractor-sets/{running.public_id}/shards/"
    page = client.get(address).json()
    assert (page["count"], page["next"]) == (5, None)
    assert [row["number"] for row in page["results"]] == [0, 1, 2, 3, 4]
    failed = client.get(address, {"state": "failed"}).json()["results"]
    assert [(row["error_code"], row["error"]) for row in failed] == [("distractors.changed", "It changed.")]
    assert client.get(address, {"state": "odd"}).status_code == 400
    assert client.get(address, {"page": 9}).status_code == 404


def test_refused_images_of_all_shards_are_one_list_that_a_code_narrows(
    collector: User, running: DistractorSet
) -> None:
    client, address = SignedIn(collector), f"/api/distractor-sets/{running.public_id}/refusals/"
    rows = client.get(address).json()
    assert rows["count"] == 3
    assert [(row["shard"], row["key"]) for row in rows["results"]] == [
        ("00000", "broken"),
        ("00000", "empty"),
        ("00001", "broken"),
    ]
    empty = client.get(address, {"code": "image.empty"}).json()
    assert [row["message"] for row in empty["results"]] == ["It is empty."]
    assert client.get(address, {"code": "image.odd"}).json()["results"] == []


def test_a_page_of_refusals_begins_in_the_middle_of_a_shard(collector: User, benchmark_: Benchmark) -> None:
    found = DistractorSet.objects.create(benchmark=benchmark_, slug="w", kind="folder", location="/w")
    many = [
        {"key": f"k{n}", "location": f"{n}.jpg", "code": "image.empty", "message": "It is empty."}
        for n in range(70)
    ]
    make_shard(found, 0, ["a"], many[:30])
    make_shard(found, 1, ["a"], many[30:])
    client, address = SignedIn(collector), f"/api/distractor-sets/{found.public_id}/refusals/"
    first, second = client.get(address).json(), client.get(address, {"page": 2}).json()
    keys = [row["key"] for row in first["results"] + second["results"]]
    assert keys == [row["key"] for row in many]
    assert len(first["results"]) == 50
    assert "page=2" in first["next"]


def test_an_image_is_read_out_of_the_middle_of_its_shard_and_an_unknown_one_is_absent(
    collector: User, stranger: User, running: DistractorSet
) -> None:
    address = f"/api/distractor-sets/{running.public_id}/images/00001"
    answer = SignedIn(collector).get(f"{address}/b/")
    assert (answer.status_code, answer.content) == (200, photo(101))
    assert answer["Content-Type"] == "image/jpeg"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert SignedIn(collector).get(f"{address}/nobody/").status_code == 404
    assert SignedIn(collector).get(f"{address.replace('00001', '00003')}/b/").status_code == 404
    assert SignedIn(stranger).get(f"{address}/b/").status_code == 404


def test_the_index_and_removed_distractors_are_told(
    collector: User, maintainer: User, running: DistractorSet
) -> None:
    for encoder, kind in (("", "hashes"), ("vlad-1", "ivf")):
        DistractorIndex.objects.create(
            set=running, kind=kind, encoder=encoder, folder="f", shards=2, rows=4, manifest={}
        )
    remove_distractor(running, Removal("00001/b", "withdrawn"), actor=maintainer)
    row = SignedIn(collector).get(f"/api/distractor-sets/{running.public_id}/").json()
    assert (row["index"]["kind"], row["index"]["rows"], row["removed"]) == ("ivf", 4, 1)


def test_pairs_with_distractors_are_shown_with_both_pictures_and_judged_once_for_the_same_bytes(
    collector: User, object_: Object, running: DistractorSet
) -> None:
    image = make_image(object_, "query")
    pairs = [
        SetNeighbour.objects.create(
            image=image, set=running, distractor=distractor, source_sha256="a" * 64, hamming=2, cosine=0.9,
            inliers=20, residual=0.1, score=score, suggested="duplicate", matches=[[0.1, 0.2, 0.3, 0.4]],
        )
        for distractor, score in (("00000/one", 0.5), ("00001/b", 0.9))
    ]  # fmt: skip
    client = SignedIn(collector)
    rows = client.get(f"/api/images/{image.public_id}/set-neighbours/").json()
    assert [row["distractor"] for row in rows] == ["00001/b", "00000/one"]
    picture = rows[0]["picture"]
    assert (picture["width"], picture["height"]) == (320, 240)
    assert client.get(picture["url"]).content == photo(101)
    queue = f"/api/benchmarks/{running.benchmark.slug}/set-neighbours/"
    assert len(client.get(queue, {"state": "undecided"}).json()["results"]) == 2
    decided = client.post(
        f"/api/set-neighbours/{pairs[0].pk}/verdict/", {"verdict": "not a match"}, "application/json"
    ).json()
    assert (decided["verdict"], decided["decided_by"]["id"]) == ("not a match", collector.pk)
    assert client.get(queue, {"state": "undecided"}).json()["results"] == []
    assert {row["verdict"] for row in client.get(queue, {"state": "decided"}).json()["results"]} == {
        "not a match"
    }
    wrong = client.post(
        f"/api/set-neighbours/{pairs[0].pk}/verdict/", {"verdict": "perhaps"}, "application/json"
    )
    assert wrong.status_code == 400


def test_a_removed_copy_is_marked_and_the_object_that_it_resembled_is_checked_again(
    maintainer: User, object_: Object, running: DistractorSet
) -> None:
    image = make_image(object_, "query")
    SetNeighbour.objects.create(
        image=image, set=running, distractor="00001/b", source_sha256="a" * 64, hamming=2, cosine=0.9,
        inliers=20, residual=0.1, score=0.9, suggested="duplicate", matches=[],
    )  # fmt: skip
    Job.objects.all().delete()
    remove_distractor(running, Removal("00001/b", "duplicate"), actor=maintainer)
    assert [job.args for job in Job.objects.filter(kind="rules.check")] == [[object_.pk]]
    (row,) = SignedIn(maintainer).get(f"/api/images/{image.public_id}/set-neighbours/").json()
    assert row["removed"] is True


def test_jobs_name_the_set_or_the_shard_that_they_are_about(collector: User, running: DistractorSet) -> None:
    shard = running.shards.get(number=1)
    for kind, pk in (("distractors.plan", running.pk), ("distractors.compare", shard.pk)):
        Job.objects.create(kind=kind, args=[pk], key=kind, benchmark=running.benchmark)
    rows = SignedIn(collector).get(f"/api/benchmarks/{running.benchmark.slug}/jobs/").json()["results"]
    assert {row["kind"]: row["subject"] for row in rows} == {
        "distractors.plan": "wild",
        "distractors.compare": "00001",
    }
