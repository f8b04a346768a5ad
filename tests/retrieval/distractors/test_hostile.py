"""Two hundred odd and malformed files in one folder: each is a row or a refusal, twice the same."""

import csv

import pytest

from retrieval.distractors import SOURCES, Shard, ShardTools, build_shard, check_shard
from tests.retrieval.distractors.drawn import files


@pytest.mark.slow
def test_every_hostile_file_is_a_row_or_a_refusal(hostile_dir, tmp_path, ingestor):
    source = SOURCES["folder"]
    (piece,) = source.plan(str(hostile_dir / "files"), {})
    for run, threads in (("a", 1), ("b", 4)):
        build_shard(piece, source, tmp_path / run, ShardTools(ingestor, threads=threads))
    assert files(tmp_path / "a") == files(tmp_path / "b")
    assert check_shard(tmp_path / "a") == []
    shard = Shard.open(tmp_path / "a")
    refused = {entry.location for entry in shard.refused()}
    accepted = {row.location for row in shard.rows(0, len(shard))}
    assert len(refused) + len(accepted) == piece.expected == shard.manifest.accepted + shard.manifest.refused
    with (hostile_dir / "manifest.csv").open(newline="", encoding="utf-8") as table:
        expected = {row["path"].removeprefix("files/"): row["expect"] for row in csv.DictReader(table)}
    assert set(expected) == refused | accepted
    wrong = [path for path, word in expected.items() if word.startswith("accept") and path in refused]
    wrong += [path for path, word in expected.items() if word.startswith("reject") and path in accepted]
    assert wrong == []
