"""Sets of distractors as workers make them: planned, built shard by shard, ended, stopped and tried again."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage

from curation.actions.distractor_sets.create import NewSet, create_distractor_set
from curation.actions.distractor_sets.steer import cancel_set, pause_set, resume_set, retry_set
from curation.distractor_progress import progress_of
from curation.errors import Conflict
from curation.jobs import enqueue
from curation.models import Benchmark, DistractorSet, Job, User
from retrieval.errors import RetrievalError
from tests.factories import photo
from workers import distractor_shards, tasks
from workers.local import drain
from workers.tasks import distractor_sets

pytestmark = pytest.mark.django_db(transaction=True)
assert tasks is not None


@pytest.fixture
def wild(tmp_path: Path) -> Path:
    """Seven pictures and two files that are none."""
    folder = tmp_path / "wild"
    (folder / "deep").mkdir(parents=True)
    for number in range(7):
        (folder / "deep" / f"{number}.jpg").write_bytes(photo(number))
    (folder / "empty.jpg").write_bytes(b"")
    (folder / "torn.jpg").write_bytes(photo(9)[:3000])
    return folder


def made(benchmark: Benchmark, folder: Path, **fields: Any) -> DistractorSet:
    new = NewSet("wild", "folder", str(folder), {"shard_size": 4}, **fields)
    return create_distractor_set(benchmark, new, actor=None)


def work(benchmark: Benchmark, *kinds: str) -> dict[str, int]:
    jobs = Job.objects.filter(benchmark=benchmark)
    return drain(jobs.filter(kind__in=kinds) if kinds else jobs, lambda done, total: None)


def test_a_folder_becomes_shards_whose_refused_files_are_counted_by_code(
    benchmark_: Benchmark, wild: Path
) -> None:
    found = made(benchmark_, wild, licence="CC0-1.0")
    work(benchmark_)
    found.refresh_from_db()
    known = progress_of([found])[found.pk]
    assert (found.state, known.total, known.done, known.accepted) == ("done", 3, 3, 7)
    assert dict(known.refusals) == {"image.empty": 1, "image.truncated": 1}
    shard = found.shards.get(number=0)
    assert default_storage.exists(f"{shard.folder}/shard.json")
    assert len(shard.manifest) == 64


def test_a_paused_set_begins_no_shard_and_goes_on_where_it_was(
    benchmark_: Benchmark, wild: Path, maintainer: User
) -> None:
    found = made(benchmark_, wild)
    work(benchmark_, "distractors.plan")
    pause_set(found, actor=maintainer)
    work(benchmark_)
    assert set(found.shards.values_list("state", flat=True)) == {"pending"}
    with pytest.raises(Conflict, match="only a running one"):
        pause_set(found, actor=maintainer)
    resume_set(found, actor=maintainer)
    work(benchmark_)
    found.refresh_from_db()
    assert found.state == "done"
    assert set(found.shards.values_list("state", flat=True)) == {"done"}


def test_a_set_that_is_paused_while_a_shard_is_made_stores_nothing_of_it(
    benchmark_: Benchmark, wild: Path, maintainer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = made(benchmark_, wild)
    work(benchmark_, "distractors.plan")
    monkeypatch.setattr("workers.steering.ASK_EVERY", 0.0)

    def pausing(named: str) -> Any:
        pause_set(found, actor=maintainer)
        return source_named(named)

    source_named = distractor_shards.source_named
    monkeypatch.setattr(distractor_shards, "source_named", pausing)
    outcome = work(benchmark_)
    assert outcome == {"cancelled": 1}
    assert set(found.shards.values_list("state", flat=True)) == {"pending"}
    monkeypatch.setattr(distractor_shards, "source_named", source_named)
    resume_set(found, actor=maintainer)
    work(benchmark_)
    assert set(found.shards.values_list("state", flat=True)) == {"done"}


def test_a_cancelled_set_keeps_what_it_has_and_does_no_more(
    benchmark_: Benchmark, wild: Path, maintainer: User
) -> None:
    found = made(benchmark_, wild)
    work(benchmark_, "distractors.plan")
    cancel_set(found, actor=maintainer)
    work(benchmark_)
    assert found.shards.filter(state="pending").count() == 3
    with pytest.raises(Conflict, match="cancelled"):
        retry_set(found, actor=maintainer)


def test_a_piece_that_changed_since_the_plan_fails_with_a_sentence_and_can_be_tried_again(
    benchmark_: Benchmark, wild: Path, maintainer: User
) -> None:
    found = made(benchmark_, wild)
    work(benchmark_, "distractors.plan")
    moved = (wild / "deep" / "1.jpg").rename(wild.parent / "1.jpg")
    work(benchmark_)
    failed = found.shards.get(state="failed")
    assert failed.error_code == "distractors.changed"
    assert failed.error.endswith(".")
    found.refresh_from_db()
    assert (found.state, found.shards.filter(state="done").count()) == ("done", 2)
    moved.rename(wild / "deep" / "1.jpg")
    retry_set(found, actor=maintainer)
    work(benchmark_)
    assert found.shards.filter(state="done").count() == 3
    with pytest.raises(Conflict, match="nothing to try again"):
        retry_set(found, actor=maintainer)


def test_a_source_that_is_not_there_is_told_and_planned_again_on_request(
    benchmark_: Benchmark, wild: Path, maintainer: User
) -> None:
    away = wild.rename(wild.with_name("away"))
    found = made(benchmark_, wild)
    assert work(benchmark_) == {"failed": 1}
    away.rename(wild)
    retry_set(found, actor=maintainer)
    work(benchmark_)
    found.refresh_from_db()
    assert found.state == "done"


def test_every_job_may_run_twice_and_the_bytes_are_the_same(benchmark_: Benchmark, wild: Path) -> None:
    found = made(benchmark_, wild)
    work(benchmark_)
    first = dict(found.shards.values_list("name", "manifest"))
    found.shards.update(state="pending", manifest="")
    found.state = "running"
    found.save()
    for pk in found.shards.values_list("pk", flat=True):
        enqueue("distractors.shard", pk, benchmark=benchmark_)
    work(benchmark_)
    assert dict(found.shards.values_list("name", "manifest")) == first


def test_a_full_disk_is_tried_again_and_marks_no_shard_as_failed(
    benchmark_: Benchmark, wild: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = made(benchmark_, wild)
    work(benchmark_, "distractors.plan")
    really, faults = (
        distractor_sets.make_shard,
        iter([RetrievalError("distractors.disk", "No space is left.")]),
    )

    def full_once(*said: Any) -> Any:
        for fault in faults:
            raise fault
        return really(*said)

    monkeypatch.setattr(distractor_sets, "make_shard", full_once)
    work(benchmark_)
    found.refresh_from_db()
    assert found.state == "done"
    assert set(found.shards.values_list("state", flat=True)) == {"done"}
