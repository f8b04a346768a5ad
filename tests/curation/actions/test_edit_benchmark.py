"""What a maintainer changes about a benchmark changes what its objects lack."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from curation.actions.edit_benchmark import edit_benchmark
from curation.models import Job
from tests import factories

pytestmark = pytest.mark.django_db


def test_other_licences_have_every_object_looked_at_again_in_the_same_statements_however_many(
    benchmark_, collector, maintainer
):
    objects, statements = [], []
    for licences, more in ((["MIT"], 1), (["MIT", "CC0-1.0"], 20)):
        objects += [factories.make_object(benchmark_, collector) for _ in range(more)]
        Job.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            edit_benchmark(benchmark_, {"licences": licences}, actor=maintainer)
        statements.append(len(queries))
        asked = Job.objects.filter(kind="rules.check", created_by=maintainer).order_by("pk")
        assert [job.args for job in asked] == [[obj.pk] for obj in objects]
    assert statements[0] == statements[1]


def test_another_title_concerns_no_object(object_, maintainer):
    edit_benchmark(object_.benchmark, {"title": "Other"}, actor=maintainer)
    assert not Job.objects.filter(kind="rules.check").exists()
