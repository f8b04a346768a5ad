"""A job is run once, whoever delivers it how often; what fails is counted and ends in a state."""

import socket
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from curation.errors import DomainError
from curation.jobs import Job, enqueue, enqueue_all
from tests import factories
from workers import base, reaper
from workers.base import REGISTRY, Cancelled, Running, claim, execute, run
from workers.leases import recover_orphans
from workers.local import drain

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A job kind that notes its calls; its argument says how it ends."""
    seen: list[int] = []

    def function(running: Running, number: int) -> dict[str, int]:
        seen.append(number)
        if number == 1:
            raise DomainError("thing.refused", "The thing was refused.")
        if number == 2:
            message = "a library broke"
            raise ValueError(message)
        if number == 3:
            raise Cancelled
        return {"number": number}

    # not set and deleted by hand: a test that patches the kind again is undone after this fixture, and would leave it
    monkeypatch.setitem(REGISTRY, "test.kind", function)
    return seen


def enqueue_one_of_many(kind: str, number: int) -> int:
    return enqueue_all(kind, [number], benchmark=factories.make_benchmark())


def test_a_job_delivered_three_times_runs_once(calls: list[int]) -> None:
    job = enqueue("test.kind", 7)
    for _ in range(3):
        run(job.pk)
    job.refresh_from_db()
    assert calls == [7]
    assert (job.state, job.result, job.attempts) == (Job.State.DONE, {"number": 7}, 1)


def test_an_expected_refusal_is_kept_word_for_word_and_not_tried_again(calls: list[int]) -> None:
    job = enqueue("test.kind", 1)
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error_code, job.error) == (
        Job.State.FAILED,
        "thing.refused",
        "The thing was refused.",
    )
    assert calls == [1]


def test_an_unexpected_failure_is_tried_again_until_it_is_dead(calls: list[int]) -> None:
    job = enqueue("test.kind", 2)
    for _ in range(10):
        run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts, len(calls)) == (Job.State.DEAD, 4, 4)
    assert "a library broke" in job.error


def test_a_cancelled_job_ends_cancelled(calls: list[int]) -> None:
    job = enqueue("test.kind", 3)
    run(job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.CANCELLED


def test_the_same_work_is_queued_once_while_it_waits(calls: list[int]) -> None:
    assert enqueue("test.kind", 7).pk == enqueue("test.kind", 7).pk
    run(enqueue("test.kind", 7).pk)
    assert enqueue("test.kind", 7).state == Job.State.PENDING
    assert Job.objects.count() == 2


def test_work_asked_for_while_it_runs_is_done_once_more(calls: list[int]) -> None:
    job = enqueue("test.kind", 7)
    claimed = claim(job.pk, "somebody")
    assert claimed is not None
    enqueue("test.kind", 7)
    execute(claimed, "somebody")
    assert drain(Job.objects.all(), lambda done, total: None) == {Job.State.DONE: 1}
    assert calls == [7, 7]


def may_be_claimed(job: Job) -> bool:
    """Whether another connection could take it at this moment."""

    def elsewhere() -> bool:
        try:
            with transaction.atomic():
                return Job.objects.select_for_update(skip_locked=True).filter(pk=job.pk).exists()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(elsewhere).result()


@pytest.mark.parametrize("again", [enqueue, enqueue_one_of_many])
def test_waiting_work_that_is_asked_for_again_starts_only_after_the_commit_so_that_it_sees_the_change(
    calls: list[int], again: Callable[[str, int], object]
) -> None:
    job = enqueue("test.kind", 7)
    with transaction.atomic():
        assert may_be_claimed(job)
        again("test.kind", 7)
        assert not may_be_claimed(job)
    assert may_be_claimed(job)


def test_a_dead_workers_job_is_taken_over_and_its_late_result_is_not_written(calls: list[int]) -> None:
    job = enqueue("test.kind", 7)
    first = claim(job.pk, "dead worker")
    assert first is not None
    assert claim(job.pk, "other") is None
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    second = claim(job.pk, "other")
    assert second is not None
    execute(first, "dead worker")
    job.refresh_from_db()
    assert (job.state, job.worker) == (Job.State.RUNNING, "other")
    execute(second, "other")
    job.refresh_from_db()
    assert job.state == Job.State.DONE


def test_the_reaper_hints_again_at_what_waits_and_buries_what_kills_its_workers(
    calls: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    hinted: list[int] = []
    monkeypatch.setattr(reaper, "publish", lambda pk, kind: hinted.append(pk) or True)
    waiting, lost, poison = (enqueue("test.kind", number) for number in (11, 12, 13))
    past = timezone.now() - timedelta(minutes=5)
    Job.objects.filter(pk=waiting.pk).update(created_at=past)
    running = Job.objects.filter(pk__in=[lost.pk, poison.pk])
    running.update(state=Job.State.RUNNING, lease_until=past, worker="gone", attempts=1, created_at=past)
    Job.objects.filter(pk=poison.pk).update(attempts=4)
    reaper.sweep()
    poison.refresh_from_db()
    assert hinted == [waiting.pk, lost.pk]
    assert (poison.state, poison.error_code) == (Job.State.DEAD, "job.worker-lost")


def test_what_a_killed_process_of_this_machine_held_is_taken_over_at_once(calls: list[int]) -> None:
    ended = subprocess.Popen(["true"])
    ended.wait()
    job = enqueue("test.kind", 7)
    assert claim(job.pk, f"{socket.gethostname()}:{ended.pid}:1") is not None
    assert drain(Job.objects.all(), lambda done, total: None) == {Job.State.DONE: 1}
    assert calls == [7]


def test_a_job_that_kills_every_process_that_takes_it_ends_among_the_dead(calls: list[int]) -> None:
    ended = subprocess.Popen(["true"])
    ended.wait()
    job = enqueue("test.kind", 7)
    for _ in range(job.max_attempts):
        assert claim(job.pk, f"{socket.gethostname()}:{ended.pid}:1") is not None
        recover_orphans(Job.objects.all())
    job.refresh_from_db()
    assert (job.state, job.error_code) == (Job.State.DEAD, "job.worker-lost")
    assert calls == []


def test_progress_of_a_job_that_is_to_stop_stops_it(calls: list[int]) -> None:
    job = enqueue("test.kind", 7)
    claimed = claim(job.pk, "me")
    assert claimed is not None
    running = Running(claimed, "me")
    running.progress(1, 4)
    Job.objects.filter(pk=job.pk).update(cancel_requested=True)
    with pytest.raises(base.Cancelled):
        running.progress(2, 4)
    job.refresh_from_db()
    assert (job.done, job.total) == (1, 4)


def test_a_job_whose_connection_was_cut_is_written_down_as_waiting_for_another_attempt(
    calls: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(running: Running, number: int) -> None:
        calls.append(number)
        if len(calls) == 1:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    monkeypatch.setitem(base.REGISTRY, "test.kind", cut)
    job = enqueue("test.kind", 7)
    base.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error_code, job.attempts) == (Job.State.PENDING, "job.unexpected", 1)
    base.run(job.pk)
    job.refresh_from_db()
    assert (job.state, calls) == (Job.State.DONE, [7, 7])
