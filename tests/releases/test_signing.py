"""Maintainers make a key and sign a whole folder; what is not whole is not signed."""

import json
import stat
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from releases.management.passphrase import VARIABLE
from retrieval.bundle import signing_key
from retrieval.bundle.errors import BundleError
from retrieval.bundle.manifest import ExportOptions
from retrieval.bundle.signature import check_folder
from retrieval.bundle.signing_key import Limits, read_secret_key
from retrieval.bundle.verify import verify
from retrieval.bundle.writer import write_release
from tests.retrieval.bundle.drawn import drawn_release


def said(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out, stderr=StringIO())
    return out.getvalue()


def answered(*words: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(said(*words, "--json"))
    return answer


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    drawn = drawn_release()
    write_release(drawn.release, tmp_path / "out", drawn.read, ExportOptions(layouts=("coco",)))
    return tmp_path / "out"


@pytest.fixture
def key(tmp_path: Path) -> Path:
    said("make_signing_key", "--out", str(tmp_path / "our.key"), "--no-passphrase")
    return tmp_path / "our.key"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A passphrase that is guessed quickly, so that the test is quick as well."""
    monkeypatch.setattr(signing_key.secret_key_text, "__defaults__", (Limits(32_768, 16_777_216),))


def test_a_signed_folder_is_believed_and_still_whole(folder: Path, key: Path) -> None:
    answer = answered("sign_release", str(folder), "--key", str(key))
    public = key.with_name("our.key.pub").read_text()
    assert check_folder(folder, public) == "release:drawn@1.0.0\tfile:SHA256SUMS\thashed" == answer["comment"]
    found = verify(folder)
    assert (found.ok, found.manifest_sha256) == (True, answer["manifest_sha256"])
    assert answer["public_key"] in public


def test_signing_twice_gives_the_same_bytes(folder: Path, key: Path) -> None:
    said("sign_release", str(folder), "--key", str(key))
    first = (folder / "SHA256SUMS.minisig").read_bytes()
    assert "is whole and signed" in said("sign_release", str(folder), "--key", str(key))
    assert (folder / "SHA256SUMS.minisig").read_bytes() == first
    assert not list(folder.glob("*.partial"))


def test_a_damaged_folder_is_not_signed(folder: Path, key: Path) -> None:
    (folder / "metadata/images.csv").write_text("other")
    with pytest.raises(CommandError, match=r"was not signed, because .* metadata/images\.csv"):
        said("sign_release", str(folder), "--key", str(key))
    assert not (folder / "SHA256SUMS.minisig").exists()


def test_an_old_signature_over_other_sums_is_replaced(folder: Path, key: Path) -> None:
    (folder / "SHA256SUMS.minisig").write_text("untrusted comment: x\n")
    said("sign_release", str(folder), "--key", str(key))
    assert check_folder(folder, key.with_name("our.key.pub").read_text())


def test_a_secret_key_is_for_its_owner_and_nothing_is_overwritten(key: Path) -> None:
    public = key.with_name("our.key.pub")
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    before = (key.read_bytes(), public.read_bytes())
    with pytest.raises(CommandError, match="never overwritten"):
        said("make_signing_key", "--out", str(key), "--no-passphrase")
    key.unlink()
    with pytest.raises(CommandError, match=r"our\.key\.pub exists already"):
        said("make_signing_key", "--out", str(key), "--no-passphrase")
    assert public.read_bytes() == before[1]


@pytest.mark.usefixtures("quick")
def test_a_passphrase_comes_from_the_environment(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = tmp_path / "closed.key"
    monkeypatch.setenv(VARIABLE, "tasse")
    answer = answered("make_signing_key", "--out", str(key))
    said("sign_release", str(folder), "--key", str(key))
    assert check_folder(folder, answer["public_key"])
    monkeypatch.setenv(VARIABLE, "teller")
    with pytest.raises(CommandError, match="passphrase does not open"):
        said("sign_release", str(folder), "--key", str(key))
    with pytest.raises(BundleError):
        read_secret_key(key.read_text(), lambda: "")


def test_without_a_terminal_the_variable_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr("sys.stdin", StringIO(""))
    with pytest.raises(CommandError, match=f"set {VARIABLE}"):
        said("make_signing_key", "--out", str(tmp_path / "x.key"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [None, "no key at all\n"])
def test_what_is_no_key_is_said_so(folder: Path, tmp_path: Path, content: str | None) -> None:
    key = tmp_path / "some.key"
    if content is not None:
        key.write_text(content)
    with pytest.raises(CommandError, match=r"some\.key|not a whole minisign secret key"):
        said("sign_release", str(folder), "--key", str(key))
