"""Exported folders, written once for all tests that read them."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from retrieval.bundle.manifest import ExportOptions
from retrieval.bundle.writer import write_release
from tests.retrieval.bundle.describe.told import hostile_release, told_release

Fresh = Callable[..., tuple[str, str]]
EVERY = ("ilias", "webdataset", "coco")
FOLDERS: Mapping[str, ExportOptions] = {
    "every": ExportOptions(layouts=EVERY, shard_size=3, objects_per_tar=1),
    "ilias": ExportOptions(layouts=("ilias",), shard_size=3),
    "webdataset": ExportOptions(layouts=("webdataset",), shard_size=3, objects_per_tar=1),
    "coco": ExportOptions(layouts=("coco",)),
    "online": ExportOptions(layouts=EVERY, shard_size=3, base_url="https://example.org/drawn/1.0.0/"),
}


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The folder of that name in FOLDERS, or `hostile`: every layout of the hostile release."""
    root = tmp_path_factory.mktemp("described")

    def folder(name: str) -> Path:
        place = root / name
        if not place.exists():
            drawn = hostile_release() if name == "hostile" else told_release()
            write_release(drawn.release, place, drawn.read, FOLDERS.get(name, FOLDERS["every"]))
        return place

    return folder


@pytest.fixture
def fresh(tmp_path: Path) -> Fresh:
    """Runs a fresh Python with these arguments and gives what it printed: output, errors.

    No library of the field can ask anybody there, or finds what another test left.
    """
    environment = os.environ | {
        "HF_HUB_OFFLINE": "1",
        "HF_HOME": str(tmp_path / "hf"),
        "CROISSANT_CACHE": str(tmp_path / "croissant"),
        "http_proxy": "http://127.0.0.1:9",
        "https_proxy": "http://127.0.0.1:9",
        "PYTHONPATH": str(Path(__file__).parents[4]),
    }

    def run(*arguments: str | Path) -> tuple[str, str]:
        command = [sys.executable, *map(str, arguments)]
        ran = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout, ran.stderr

    return run
