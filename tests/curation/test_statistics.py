"""The planner learns of a bulk insert at once, not when autovacuum comes round."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from curation import statistics
from curation.actions.import_distractors import find_distractors, import_distractors
from curation.models import Category
from curation.statistics import ENOUGH, refresh_statistics
from tests import factories

pytestmark = pytest.mark.django_db


def rows_believed(model):
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [model._meta.db_table])
        return cursor.fetchone()[0]


def analyzed(queries):
    return [query["sql"] for query in queries if query["sql"].startswith("ANALYZE")]


def test_what_a_transaction_has_inserted_is_counted_before_it_ends(benchmark_):
    number = 400 if rows_believed(Category) != 400 else 401  # what ANALYZE wrote outlives a rollback
    Category.objects.bulk_create(
        Category(benchmark=benchmark_, level="coarse", name=f"thing {index}") for index in range(number)
    )
    assert refresh_statistics(number, "curation")
    assert rows_believed(Category) == number


def test_a_handful_of_rows_is_left_to_autovacuum():
    with CaptureQueriesContext(connection) as queries:
        assert not refresh_statistics(ENOUGH - 1, "curation", "annotations")
    assert len(queries) == 0


def test_a_large_import_of_distractors_ends_with_fresh_statistics(tmp_path, benchmark_, monkeypatch):
    folder = tmp_path / "distractors"
    folder.mkdir()
    for number in (1, 2):
        (folder / f"{number}.jpg").write_bytes(factories.photo(40 + number))
    monkeypatch.setattr(statistics, "ENOUGH", 2)
    for expected in (1, 0):  # the second run adds nothing
        with CaptureQueriesContext(connection) as queries:
            import_distractors(benchmark_, find_distractors([folder]), actor=None)
        assert len(analyzed(queries)) == expected
