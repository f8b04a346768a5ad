"""A folder that was tampered with, cut or mixed is named file by file."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from retrieval.bundle.manifest import SIZES, SUMS, ExportOptions, sums
from retrieval.bundle.records import file_record
from retrieval.bundle.verify import Verification, verify
from retrieval.bundle.writer import write_release
from tests.retrieval.bundle.drawn import drawn_release, picture


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("whole") / "out"
    drawn = drawn_release()
    write_release(drawn.release, out, drawn.read, options=ExportOptions(shard_size=2))
    return out


@pytest.fixture
def folder(exported: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(exported, tmp_path / "out"))


def named(verification: Verification) -> set[tuple[str, str]]:
    return {(problem.code, problem.path) for problem in verification.problems}


def resummed(folder: Path) -> None:
    """Makes SHA256SUMS true again, as somebody would who covers a change."""
    paths = (path for path in folder.rglob("*") if path.is_file() and path.name != SUMS)
    records = [file_record(folder, path.relative_to(folder).as_posix()) for path in paths]
    (folder / SUMS).write_text(sums(records))


def test_an_untouched_folder_is_whole(folder: Path) -> None:
    verification = verify(folder)
    assert verification.problems == ()
    assert verification.ok
    assert verification.files == sum(path.is_file() for path in folder.rglob("*"))
    assert verification.bytes == sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())
    assert verification.manifest_sha256 == file_record(folder, SUMS).sha256


def change_byte(path: Path, chance: random.Random) -> str:
    data = bytearray(path.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(bytes(data))
    return "verify.changed"


def cut(path: Path, chance: random.Random) -> str:
    data = path.read_bytes()
    path.write_bytes(data[: chance.randrange(len(data))])
    return "verify.truncated"


def grow(path: Path, chance: random.Random) -> str:
    path.write_bytes(path.read_bytes() + chance.randbytes(3))
    return "verify.changed"


def remove(path: Path, chance: random.Random) -> str:
    path.unlink()
    return "verify.missing"


def link(path: Path, chance: random.Random) -> str:
    path.unlink()
    path.symlink_to("/etc/hostname")
    return "verify.not-a-file"


@pytest.mark.parametrize("seed", range(60))
def test_each_of_sixty_random_corruptions_is_named(folder: Path, seed: int) -> None:
    chance = random.Random(seed)
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    path = chance.choice(paths)
    corrupt: Callable[[Path, random.Random], str] = (change_byte, cut, grow, remove, link)[seed % 5]
    code = corrupt(path, chance)
    verification = verify(folder)
    assert not verification.ok
    relative = path.relative_to(folder).as_posix()
    if relative == SUMS:  # the witness itself: named, or each file it no longer vouches for
        assert verification.problems
    elif relative == SIZES and code == "verify.truncated":
        assert relative in {path for _, path in named(verification)}
    else:
        assert (code, relative) in named(verification)


@pytest.mark.parametrize(
    "path",
    ["notes.md", "ilias_core/thing0_000/query/T999.txt", "ilias_core/new_009/pos/P009_00.jpg", ".hidden"],
)
def test_an_added_file_is_named(folder: Path, path: str) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(picture(1))
    assert named(verify(folder)) >= {("verify.added", path)}


def test_one_missing_picture_is_one_problem(folder: Path) -> None:
    (folder / "ilias_core/thing0_000/pos/P000_00.jpg").unlink()
    assert named(verify(folder)) == {("verify.missing", "ilias_core/thing0_000/pos/P000_00.jpg")}


def test_a_changed_shard_is_one_problem(folder: Path) -> None:
    shard = folder / "yfcc100m/drawn_yfcc100m-000000.tar"
    shard.write_bytes(shard.read_bytes() + b"more")
    assert named(verify(folder)) == {("verify.changed", "yfcc100m/drawn_yfcc100m-000000.tar")}


def test_an_added_empty_folder_is_named(folder: Path) -> None:
    (folder / "ilias_core/empty").mkdir()
    assert named(verify(folder)) == {("verify.added", "ilias_core/empty/")}


def test_a_folder_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    assert named(verify(tmp_path / "x")) == {("verify.no-folder", str(tmp_path / "x"))}


@pytest.mark.parametrize(
    ("path", "old", "new", "where"),
    [
        ("image_ids/positive_ids.txt", "0.5875,1\n", "0.5,1\n", None),
        ("image_ids/image_query_ids.txt", "thing0_000/query/Q000_00.jpg,thing0_000\n", "", None),
        ("ilias_core/thing0_000/pos/P000_00_bbox.txt", "1 2 20 15", "1 2 200 15", None),
        ("ilias_core/thing0_000/query/T000.txt", "Une", "Two", None),
        ("misc/taxonomy.json", "thing0_000", "thing9_000", None),
        ("metadata/images.csv", "1 2 20 15", "1 2 20 14", "RELEASE.json"),
        ("metadata/images.csv", ",0.5875,1,", ",0.5875,one,", "RELEASE.json"),
        ("RELEASE.json", '"objects": 3', '"objects": 4', None),
        ("checksums.txt", "ilias_core.tar", "core.tar", None),
    ],
)
def test_a_contradiction_covered_by_new_sums_is_found(
    folder: Path, path: str, old: str, new: str, where: str | None
) -> None:
    text = (folder / path).read_text()
    assert old in text
    (folder / path).write_text(text.replace(old, new, 1))
    resummed(folder)
    assert (where or path) in {found for _, found in named(verify(folder))}


@pytest.mark.parametrize(
    "covered", ["ilias_core/thing2_002/pos/P002_01.jpg", "yfcc100m/drawn_yfcc100m-000002.tar"]
)
def test_an_image_exchanged_under_new_sums_is_found(folder: Path, covered: str) -> None:
    (folder / covered).write_bytes(picture(77))
    resummed(folder)
    assert covered in {found for _, found in named(verify(folder))}


def test_a_file_listed_by_new_sums_but_by_nothing_else_is_found(folder: Path) -> None:
    (folder / "metadata/TERMS.txt").write_text("x")
    resummed(folder)
    assert ("verify.unlisted", "metadata/TERMS.txt") in named(verify(folder))


def test_sums_that_lead_out_of_the_folder_are_refused(folder: Path) -> None:
    text = (folder / SUMS).read_text()
    (folder / SUMS).write_text(f"{'0' * 64}  ../../etc/passwd\n{text}")
    assert ("verify.changed", SUMS) in named(verify(folder))
