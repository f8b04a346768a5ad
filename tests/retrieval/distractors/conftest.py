"""Small drawn images and everything that building a shard needs."""

from pathlib import Path

import pytest

from retrieval.distractors import SOURCES, Shard, ShardTools, build_shard
from retrieval.images import Ingestor
from tests.retrieval.distractors.drawn import picture


@pytest.fixture(scope="session")
def ingestor():
    with Ingestor(processes=2) as shared:
        yield shared


@pytest.fixture
def tools(ingestor):
    return ShardTools(ingestor)


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Six images in two folders, one text and one hidden file."""
    folder = tmp_path / "photos"
    (folder / "b").mkdir(parents=True)
    for number in range(4):
        (folder / f"{number}.jpg").write_bytes(picture(number))
    (folder / "b" / "4.png").write_bytes(picture(4, "PNG"))
    (folder / "b" / "5.jpg").write_bytes(picture(5))
    (folder / "b" / "notes.txt").write_text("no image")
    (folder / ".hidden.jpg").write_bytes(picture(6))
    return folder


@pytest.fixture
def build(tools, tmp_path):
    """Builds every piece of a source and opens the shards."""

    def built(kind: str, location: Path, **options) -> list[Shard]:
        pieces = SOURCES[kind].plan(str(location), options)
        folders = [tmp_path / "shards" / piece.name for piece in pieces]
        for piece, folder in zip(pieces, folders, strict=True):
            build_shard(piece, SOURCES[kind], folder, tools)
        return [Shard.open(folder) for folder in folders]

    return built
