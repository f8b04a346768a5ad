"""What every test may ask for. Data that is not in the repository is offered by fixtures that skip without it."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import Settings

from curation.models import Benchmark, Object, Role, User
from tests import factories

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def _folder_or_skip(name: str) -> Path:
    folder = SHARED / name
    if not folder.is_dir():
        pytest.skip(f"../shared/{name} is not here")
    return folder


@pytest.fixture(scope="session")
def trial_dir() -> Path:
    """Real photographs with boxes and texts, beside the repository."""
    return _folder_or_skip("trial")


@pytest.fixture(scope="session")
def hostile_dir() -> Path:
    """Malformed and odd image files, beside the repository."""
    return _folder_or_skip("hostile")


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """Two runs side by side each get a database of their own."""
    suffix = os.environ.get("TEST_DATABASE_SUFFIX", "")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    name = "_".join(part for part in ("test_aristarch", suffix, worker) if part)
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = name


@pytest.fixture(autouse=True)
def own_media(settings: Settings, tmp_path: Path) -> Path:
    """Each test stores its files in a folder of its own."""
    media = tmp_path / "media"
    settings.MEDIA_ROOT = media
    settings.EXPORT_ROOT = tmp_path / "exports"
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "curation.storage.DurableStorage", "OPTIONS": {"location": str(media)}},
    }
    return media


@pytest.fixture(autouse=True)
def no_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hints to the broker are dropped: PostgreSQL holds the jobs, and the flows start a real broker."""
    monkeypatch.setattr("curation.jobs.publish_all", lambda job_ids, kind: 0)


@pytest.fixture
def benchmark_(db: None) -> Benchmark:
    """A benchmark with nobody in it."""
    return factories.make_benchmark()


@pytest.fixture
def collector(benchmark_: Benchmark) -> User:
    return factories.make_user(benchmark_, Role.COLLECTOR)


@pytest.fixture
def reviewer(benchmark_: Benchmark) -> User:
    return factories.make_user(benchmark_, Role.REVIEWER)


@pytest.fixture
def maintainer(benchmark_: Benchmark) -> User:
    return factories.make_user(benchmark_, Role.MAINTAINER)


@pytest.fixture
def stranger(db: None) -> User:
    """A signed-in person who is a member of nothing."""
    return factories.make_user()


@pytest.fixture
def object_(benchmark_: Benchmark, collector: User) -> Object:
    """A draft of the collector."""
    return factories.make_object(benchmark_, collector)


@pytest.fixture
def as_user() -> "type[SignedIn]":
    return SignedIn


class SignedIn(Client):
    """A client signed in as a person: `SignedIn(user).get(...)`."""

    def __init__(self, user: User) -> None:
        super().__init__()
        self.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
