"""The queue of jobs: the same work once at a time, retry and cancel with their reasons."""

import pytest

from curation import jobs
from curation.actions.retry_job import cancel_job, retry_job
from curation.errors import Conflict
from curation.models import AuditEntry, Job

pytestmark = pytest.mark.django_db


def test_the_same_work_waits_once_and_may_be_asked_for_again_when_done(benchmark_):
    first = jobs.enqueue("rules.check", 1, benchmark=benchmark_)
    assert jobs.enqueue("rules.check", 1, benchmark=benchmark_) == first
    assert jobs.enqueue("rules.check", 2, benchmark=benchmark_) != first
    Job.objects.filter(pk=first.pk).update(state=Job.State.DONE)
    assert jobs.enqueue("rules.check", 1, benchmark=benchmark_) != first


def test_a_job_is_hinted_at_only_after_the_commit(
    benchmark_, monkeypatch, django_capture_on_commit_callbacks
):
    hinted = []
    monkeypatch.setattr("curation.jobs.publish", lambda pk, kind: hinted.append((pk, kind)))
    with django_capture_on_commit_callbacks(execute=True):
        job = jobs.enqueue("rules.check", 1, benchmark=benchmark_)
        assert hinted == []
    assert hinted == [(job.pk, "rules.check")]


@pytest.mark.parametrize("state", ["failed", "dead", "cancelled"])
def test_ended_work_starts_again_with_all_its_attempts(benchmark_, maintainer, state):
    job = jobs.enqueue("rules.check", 1, benchmark=benchmark_)
    Job.objects.update(state=state, attempts=4, error_code="x", error="X.", cancel_requested=True)
    again = retry_job(job, actor=maintainer)
    assert (again.state, again.attempts, again.error, again.cancel_requested) == ("pending", 0, "", False)
    assert AuditEntry.objects.get(action="curation.job.retried").data["before"] == state


def test_work_that_was_asked_for_again_meanwhile_is_not_doubled(benchmark_, maintainer):
    job = jobs.enqueue("rules.check", 1, benchmark=benchmark_)
    Job.objects.update(state="dead")
    jobs.enqueue("rules.check", 1, benchmark=benchmark_)
    with pytest.raises(Conflict) as refused:
        retry_job(job, actor=maintainer)
    assert refused.value.code == "job.superseded"
    job.refresh_from_db()
    assert job.state == "dead"


def test_waiting_work_ends_at_once_and_running_work_is_asked_to(benchmark_, maintainer):
    waiting, running = (jobs.enqueue("rules.check", number, benchmark=benchmark_) for number in (1, 2))
    Job.objects.filter(pk=running.pk).update(state="running")
    assert cancel_job(waiting, actor=maintainer).state == "cancelled"
    asked = cancel_job(running, actor=maintainer)
    assert (asked.state, asked.cancel_requested) == ("running", True)
    with pytest.raises(Conflict) as refused:
        cancel_job(waiting, actor=maintainer)
    assert refused.value.code == "job.ended"


def test_running_work_is_not_retried(benchmark_, maintainer):
    job = jobs.enqueue("rules.check", 1, benchmark=benchmark_)
    with pytest.raises(Conflict) as refused:
        retry_job(job, actor=maintainer)
    assert refused.value.code == "job.not-ended"
