"""A folder appears whole, for one writer at a time."""

from pathlib import Path

import pytest

from retrieval.bundle.errors import BundleError
from retrieval.bundle.staging import HashingFile, staged


def hello(target: HashingFile) -> None:
    target.write(b"hello")


def test_two_writers_do_not_share_a_folder(tmp_path: Path) -> None:
    with staged(tmp_path / "out", "plan") as first:
        first.put("a.txt", hello)
        with pytest.raises(BundleError) as refused, staged(tmp_path / "out", "plan"):
            pass
        first.finish(tmp_path / "out")
    assert refused.value.code == "bundle.busy"
    assert (tmp_path / "out/a.txt").read_bytes() == b"hello"


def test_a_kept_file_that_was_harmed_meanwhile_is_written_again(tmp_path: Path) -> None:
    with staged(tmp_path / "out", "plan") as first:
        first.put("a.txt", hello)
    (tmp_path / "out.partial/a.txt").write_bytes(b"jello")
    with staged(tmp_path / "out", "plan") as second:
        assert not second.kept("a.txt")
        second.put("a.txt", hello)
        second.finish(tmp_path / "out")
    assert (tmp_path / "out/a.txt").read_bytes() == b"hello"


def test_a_torn_journal_costs_time_and_nothing_else(tmp_path: Path) -> None:
    with staged(tmp_path / "out", "plan") as first:
        first.put("a.txt", hello)
    journal = tmp_path / "out.partial/.journal"
    journal.write_text(journal.read_text()[:-9])
    with staged(tmp_path / "out", "plan") as second:
        record = second.put("a.txt", hello)
        second.finish(tmp_path / "out")
    assert record.size == 5
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.txt"]
