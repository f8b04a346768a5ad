"""The whole path in Chromium, on the real pages, against a real installation (frontend/e2e holds the steps)."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import PIL.Image
import pytest

from retrieval.scenes import SampleSize, draw_sample
from tests.flows.studio import PASSWORD, ROOT, Studio

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def photographs(tmp_path: Path) -> Path:
    """What a collector brings: a query, two positives, and a file that was cut off."""
    drawn = tmp_path / "drawn"
    draw_sample(
        drawn, seed=21, size=SampleSize(objects=1, positives_per_object=2, distractors=0, near_duplicates=0)
    )
    rows = (drawn / "images.csv").read_text().splitlines()[1:]
    names = {"query": ["query.jpg"], "positive": ["pos1.jpg", "pos2.jpg"]}
    folder = tmp_path / "photographs"
    folder.mkdir()
    for row in rows:
        path, _object, role, *_ = row.split(",")
        shutil.copy(drawn / path, folder / names[role].pop(0))
    (folder / "broken.jpg").write_bytes((folder / "pos1.jpg").read_bytes()[:9000])
    return folder


@pytest.fixture
def wild(drawn: Path, tmp_path: Path) -> Path:
    """A source of distractors: unknown scenes, every query in another compression, and a file that was cut off."""
    strangers, folder = tmp_path / "strangers", tmp_path / "wild"
    draw_sample(
        strangers,
        seed=22,
        size=SampleSize(objects=1, positives_per_object=1, distractors=20, near_duplicates=0),
    )
    folder.mkdir()
    for path in sorted((strangers / "images" / "distractors").iterdir()):
        shutil.copy(path, folder / path.name)
    rows = [row.split(",") for row in (drawn / "images.csv").read_text().splitlines()[1:]]
    for number, name in enumerate(row[0] for row in rows if row[2] == "query"):
        with PIL.Image.open(drawn / name) as query:
            query.save(folder / f"copy{number}.jpg", quality=60)
    (folder / "broken.jpg").write_bytes((folder / "copy0.jpg").read_bytes()[:900])
    return folder


def test_sign_in_to_verified_release(
    studio: Studio, photographs: Path, drawn: Path, wild: Path, tmp_path: Path
) -> None:
    studio.run("create_benchmark", "browser", "--title", "In the browser", "--cutoff", "2014-01-01")
    studio.run("import_objects", str(drawn), "--benchmark", "browser", "--reviewed-by", "earlier@example.org")
    studio.run("import_distractors", str(drawn / "distractors.csv"), "--benchmark", "browser")
    studio.run(
        "import_distractor_set", "browser", "wild", "--source", "folder", str(wild), "--encoder", "vlad",
        "--shard-size", "12", "--licence", "CC0-1.0", "--wait",
    )  # fmt: skip
    accounts = {}
    for role in ("collector", "reviewer", "maintainer"):
        email = f"{role}@browser.example"
        studio.account(email, "browser", role, consent=role != "collector")
        accounts[role] = {"email": email, "password": PASSWORD}
    shots = Path(os.environ.get("ARISTARCH_SHOTS", str(tmp_path / "shots")))
    shots.mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        "ARISTARCH_URL": studio.url,
        "ARISTARCH_E2E": json.dumps({**accounts, "benchmark": "browser"}),
        "ARISTARCH_PHOTOS": str(photographs),
        "ARISTARCH_SHOTS": str(shots),
    }
    done = subprocess.run(
        ["npx", "--no-install", "playwright", "test", "--config", "e2e"], cwd=ROOT / "frontend", env=environment, check=False, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-20_000:]
