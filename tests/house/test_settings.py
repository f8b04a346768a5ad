"""Production refuses to start with a missing or weak secret, and passes Django's own deployment checks."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOOD = {
    "SECRET_KEY": secrets.token_urlsafe(64),
    "ALLOWED_HOSTS": "benchmarks.example.org",
    "DATABASE_URL": "postgres://nobody@localhost/none",
    "REDIS_URL": "redis://localhost/0",
}


def start(tmp_path: Path, settings: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "ARISTARCH_HOME": str(tmp_path), **settings}
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings.production"
    return subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True,
        check=False,
    )  # fmt: skip


@pytest.mark.parametrize("missing", sorted(GOOD))
def test_production_names_the_setting_that_is_missing(missing: str, tmp_path: Path) -> None:
    done = start(tmp_path, {key: value for key, value in GOOD.items() if key != missing}, "check")
    assert done.returncode != 0
    assert f"{missing} is not set" in done.stderr


@pytest.mark.parametrize("weak", ["short", "a" * 80, "django-insecure-" + "x1y2z3" * 12])
def test_production_refuses_a_weak_secret(weak: str, tmp_path: Path) -> None:
    done = start(tmp_path, {**GOOD, "SECRET_KEY": weak}, "check")
    assert done.returncode != 0
    assert "SECRET_KEY is weak" in done.stderr
    assert weak not in done.stderr


def test_production_passes_the_deployment_checks(tmp_path: Path) -> None:
    done = start(tmp_path, GOOD, "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr


def test_the_web_process_loads_neither_torch_nor_faiss(tmp_path: Path) -> None:
    code = (
        "import sys, django; django.setup(); import config.urls;"
        "heavy = {'torch', 'faiss', 'open_clip', 'segment_anything', 'skimage'} & set(sys.modules);"
        "sys.exit(', '.join(heavy) or 0)"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
