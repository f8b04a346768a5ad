"""A file appears whole under its name or not at all, also where the writer is killed in the middle."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from curation import whole_file as module
from curation.whole_file import whole_file

DIES = """
import os, pathlib, signal, sys
from curation.whole_file import whole_file
with whole_file(pathlib.Path(sys.argv[1])) as file:
    file.write(b"half of it")
    file.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(params=["nameless", "named"])
def either(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways to write: that of Linux, and that of file systems without nameless files."""
    if request.param == "named":
        monkeypatch.setattr(module, "_nameless", lambda _folder: None)
    return str(request.param)


@pytest.mark.usefixtures("either")
def test_a_file_is_there_with_the_permissions_of_any_other(tmp_path: Path) -> None:
    with whole_file(tmp_path / "whole") as file:
        assert not (tmp_path / "whole").exists()
        file.write(b"all")
    (tmp_path / "other").write_bytes(b"all")
    assert (tmp_path / "whole").read_bytes() == b"all"
    assert (tmp_path / "whole").stat().st_mode == (tmp_path / "other").stat().st_mode


@pytest.mark.usefixtures("either")
def test_an_error_leaves_nothing(tmp_path: Path) -> None:
    def written_in_part() -> None:
        with whole_file(tmp_path / "half") as file:
            file.write(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        written_in_part()
    assert list(tmp_path.iterdir()) == []


def test_the_quicker_of_two_writers_stays(tmp_path: Path) -> None:
    with whole_file(tmp_path / "same") as file:
        file.write(b"same")
        (tmp_path / "same").write_bytes(b"same")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"same"]


def test_a_kill_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    died = subprocess.run([sys.executable, "-c", DIES, str(tmp_path / "half")], check=False)
    assert died.returncode == -signal.SIGKILL
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("refuses", [OSError(95, "not supported"), OSError(21, "is a directory")])
def test_a_file_system_without_nameless_files_gets_a_named_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refuses: OSError
) -> None:
    opened: Callable[..., int] = os.open

    def open_(path: Path, flags: int, *mode: int) -> int:
        if flags & os.O_TMPFILE == os.O_TMPFILE:
            raise refuses
        return opened(path, flags, *mode)

    monkeypatch.setattr(os, "open", open_)
    with whole_file(tmp_path / "whole") as file:
        assert [path.suffix for path in tmp_path.iterdir()] == [".partial"]
        file.write(b"all")
    assert [path.name for path in tmp_path.iterdir()] == ["whole"]
