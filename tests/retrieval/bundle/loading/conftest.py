"""One release with a subset, exported once in every layout; each test gets a copy to take apart."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.bundle.manifest import ExportOptions
from retrieval.bundle.schema import Release, Subset
from retrieval.bundle.writer import write_release
from tests.retrieval.bundle.drawn import Drawn, drawn_release

OPTIONS = ExportOptions(layouts=("ilias", "webdataset", "coco"), shard_size=3, objects_per_tar=1)


@pytest.fixture(scope="session")
def drawn() -> Drawn:
    """A release of 3 objects, 3 queries, 6 positives and 7 distractors, of which 3 are the subset `mini`."""
    made = drawn_release(distractors=7)
    keys = [row.key for row in made.release.distractors]
    mini = Subset(name="mini", keys=(keys[1], keys[4], keys[5]), selection={"seed": 1})
    return Drawn(replace(made.release, subsets=(mini,)), made.blobs)


@pytest.fixture(scope="session")
def content(drawn: Drawn) -> Release:
    return drawn.release


@pytest.fixture(scope="session")
def exported(drawn: Drawn, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("whole") / "out"
    write_release(drawn.release, out, drawn.read, OPTIONS)
    return out


@pytest.fixture
def folder(exported: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(exported, tmp_path / "out"))
