"""Each command looks for waiting migrations once, and only where that is its business."""

import socket
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config import services
from config.first_use import bring_up_to_date, prepare
from config.serving import running

pytestmark = pytest.mark.django_db


@pytest.fixture
def embedded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARISTARCH_EMBEDDED_DATABASE", "1")
    monkeypatch.delenv("REDIS_URL", raising=False)


@pytest.fixture
def looks() -> Iterator[CaptureQueriesContext]:
    with CaptureQueriesContext(connection) as queries:
        yield queries


def number_of(looks: CaptureQueriesContext) -> int:
    return sum('FROM "django_migrations"' in query["sql"] for query in looks)


def test_serve_looks_once_from_its_first_line_to_its_broker(
    embedded: None, looks: CaptureQueriesContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(home: object) -> None:
        message = "The broker does not start."
        raise RuntimeError(message)

    monkeypatch.setattr(services, "start_redis", away)  # as far as the test needs to go
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    prepare("serve")
    with pytest.raises(RuntimeError, match="broker"), running(f"127.0.0.1:{port}", print):
        pass
    assert number_of(looks) == 1


def test_a_command_of_ours_looks_once(embedded: None, looks: CaptureQueriesContext) -> None:
    prepare("create_benchmark")
    assert number_of(looks) == 1


def test_commands_of_django_and_of_a_database_server_do_not_look(
    embedded: None, looks: CaptureQueriesContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare("showmigrations")
    monkeypatch.delenv("ARISTARCH_EMBEDDED_DATABASE")
    prepare("create_benchmark")
    assert number_of(looks) == 0


def test_a_database_that_lacks_nothing_is_not_migrated(looks: CaptureQueriesContext) -> None:
    bring_up_to_date()
    assert not any("pg_advisory_lock" in query["sql"] for query in looks)
