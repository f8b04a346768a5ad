"""Two people at once, and the job that a worker runs."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from curation.errors import Conflict
from curation.jobs import Job
from curation.models import Benchmark, User
from releases.actions.freeze_release import freeze_release
from releases.actions.request_export import request_export
from releases.models import Export, FrozenObject, Release
from tests.releases.ready import make_ready_benchmark
from workers import tasks
from workers.base import run


@pytest.mark.django_db(transaction=True)
def test_two_freezes_of_one_version_give_one_release() -> None:
    benchmark = make_ready_benchmark()

    def freeze(_: int) -> str:
        try:
            freeze_release(benchmark, "1.0.0", actor=None)
        except Conflict as refused:
            return refused.code
        finally:
            connection.close()
        return "frozen"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(freeze, range(2)))
    assert outcomes == ["frozen", "release.version-taken"]
    assert (Release.objects.count(), FrozenObject.objects.count()) == (1, 3)


def test_the_job_writes_and_verifies(ready: Benchmark, keeper: User) -> None:
    assert tasks
    export = request_export(freeze_release(ready, "1.0.0", actor=keeper), "ilias", actor=keeper)
    assert export.job is not None
    run(export.job.pk)
    export.refresh_from_db()
    job = Job.objects.get(pk=export.job.pk)
    assert (job.state, export.state) == (Job.State.DONE, Export.State.VERIFIED)
    assert job.done == job.total > 0


def test_a_refused_export_ends_the_job_with_its_sentence(ready: Benchmark, keeper: User) -> None:
    release = freeze_release(ready, "1.0.0", actor=keeper)
    export = request_export(release, "ilias", actor=keeper)
    Export.objects.update(manifest_sha256="0" * 64)  # as if the code had written other bytes before
    assert export.job is not None
    run(export.job.pk)
    job = Job.objects.get(pk=export.job.pk)
    assert (job.state, job.error_code) == (Job.State.FAILED, "export.different")
    export.refresh_from_db()
    assert (export.state, export.error) == (Export.State.FAILED, job.error)


def test_a_cancelled_job_leaves_an_export_that_can_be_asked_for_again(ready: Benchmark, keeper: User) -> None:
    export = request_export(freeze_release(ready, "1.0.0", actor=keeper), "ilias", actor=keeper)
    Job.objects.update(cancel_requested=True)
    assert export.job is not None
    run(export.job.pk)
    export.refresh_from_db()
    assert (Job.objects.get().state, export.state) == (Job.State.CANCELLED, Export.State.FAILED)
    again = request_export(export.release, "ilias", actor=keeper)
    assert again.job is not None
    run(again.job.pk)
    assert Export.objects.get().state == Export.State.VERIFIED
