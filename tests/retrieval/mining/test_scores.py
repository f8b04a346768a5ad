"""Files of scores say what was written, or why they can't be used."""

from pathlib import Path

import numpy as np
import pytest

from retrieval.errors import RetrievalError
from retrieval.mining import Scores, read_scores, scores_address, texts_sha256, write_scores

SCORES = Scores(np.array([0.5, -0.25], np.float32), np.array([0.01, 0.02], np.float32))


def test_scores_are_read_as_they_were_written_and_in_the_same_bytes(tmp_path: Path) -> None:
    write_scores(tmp_path / "a.parquet", SCORES)
    write_scores(tmp_path / "b.parquet", SCORES)
    found = read_scores(tmp_path / "a.parquet", 2)
    assert np.array_equal(found.value, SCORES.value)
    assert np.array_equal(found.bound, SCORES.bound)
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()


@pytest.mark.parametrize("harm", ["missing", "garbage", "truncated", "length"])
def test_a_damaged_file_is_named(tmp_path: Path, harm: str) -> None:
    path = tmp_path / "scores.parquet"
    if harm != "missing":
        write_scores(path, SCORES)
    if harm == "garbage":
        path.write_bytes(b"nothing of the kind")
    if harm == "truncated":
        path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(RetrievalError, match=r"scores\.parquet") as refused:
        read_scores(path, 3 if harm == "length" else 2)
    assert refused.value.code == "mining.scores-damaged"


def test_the_address_changes_with_everything_that_determines_the_scores() -> None:
    texts = np.eye(3, dtype=np.float16)
    first = scores_address("a" * 64, texts_sha256(texts), "bfloat16")
    others = {
        scores_address("b" * 64, texts_sha256(texts), "bfloat16"),
        scores_address("a" * 64, texts_sha256(texts * np.float16(0.5)), "bfloat16"),
        scores_address("a" * 64, texts_sha256(texts.reshape(1, 9)), "bfloat16"),
        scores_address("a" * 64, texts_sha256(texts), "exact"),
    }
    assert len(others | {first}) == 5
    assert first == scores_address("a" * 64, texts_sha256(texts.copy(order="F")), "bfloat16")
