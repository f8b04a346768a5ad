"""A benchmark's jobs are queued together: as few statements for ten thousand pictures as for one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from curation import jobs
from curation.jobs import Job
from curation.models import Benchmark
from workers.base import REGISTRY, claim, execute
from workers.queueing import queue

pytestmark = pytest.mark.django_db


@pytest.fixture
def hinted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """What the broker is told of, after the commit."""
    told: list[int] = []
    monkeypatch.setattr(jobs, "publish_all", lambda job_ids, kind: told.extend(job_ids))
    return told


def statements(benchmark: Benchmark, ids: range) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert queue("rules.check", ids, benchmark) == len(ids)
    return len(queries)


def test_the_number_of_statements_does_not_grow_with_the_pictures(benchmark_: Benchmark) -> None:
    one, many = statements(benchmark_, range(1)), statements(benchmark_, range(1000, 1400))
    again = statements(benchmark_, range(1000, 1400))  # all of them wait already
    assert one == many == again
    assert Job.objects.count() == 401
    assert Job.objects.filter(benchmark=benchmark_, kind="rules.check", args=[1399]).count() == 1


def test_only_what_is_new_is_hinted_at_and_only_after_the_commit(
    benchmark_: Benchmark, hinted: list[int], django_capture_on_commit_callbacks
) -> None:
    waiting = jobs.enqueue("rules.check", 2, benchmark=benchmark_)
    with django_capture_on_commit_callbacks(execute=True):
        assert queue("rules.check", [1, 2, 3], benchmark_) == 3
        assert hinted == []
    new = Job.objects.exclude(pk=waiting.pk)
    assert sorted(job.args for job in new) == [[1], [3]]
    assert sorted(hinted) == sorted(job.pk for job in new)


def test_an_id_named_twice_is_queued_once(benchmark_: Benchmark) -> None:
    assert jobs.enqueue_all("rules.check", [1, 1], benchmark=benchmark_) == 1
    assert Job.objects.count() == 1


def test_the_same_work_as_a_single_job_whoever_asked_for_that(benchmark_: Benchmark) -> None:
    jobs.enqueue("rules.check", 7)  # without a benchmark
    assert jobs.enqueue_all("rules.check", [7], benchmark=benchmark_) == 0
    assert jobs.enqueue("rules.check", 7, benchmark=benchmark_) == Job.objects.get()


def test_what_runs_is_done_once_more_and_what_has_ended_is_queued_anew(
    benchmark_: Benchmark, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(REGISTRY, "test.kind", lambda running, number: {})
    runs, ended = (jobs.enqueue("test.kind", number, benchmark=benchmark_) for number in (1, 2))
    Job.objects.filter(pk=ended.pk).update(state="done")
    claimed = claim(runs.pk, "somebody")
    assert claimed is not None
    assert jobs.enqueue_all("test.kind", [1, 2], benchmark=benchmark_) == 1
    execute(claimed, "somebody")
    waiting = Job.objects.filter(state="pending")
    assert sorted(job.args for job in waiting) == [[1], [2]]
