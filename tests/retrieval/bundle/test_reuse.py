"""A version that changes little writes little: unchanged files come from the version before."""

from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.bundle.distractors import Listed
from retrieval.bundle.errors import BundleError
from retrieval.bundle.manifest import SUMS, ExportOptions
from retrieval.bundle.schema import Release
from retrieval.bundle.verify import verify
from retrieval.bundle.writer import Work, write_release
from tests.retrieval.bundle.drawn import Drawn, drawn_release

OPTIONS = ExportOptions(layouts=("ilias", "webdataset", "coco"), shard_size=4, objects_per_tar=1)


@pytest.fixture
def drawn() -> Drawn:
    return drawn_release(distractors=11)


@pytest.fixture
def earlier(drawn: Drawn, tmp_path: Path) -> Path:
    write_release(drawn.release, tmp_path / "1.0.0", drawn.read, OPTIONS)
    return tmp_path / "1.0.0"


def one_object_changed(release: Release) -> Release:
    first, *others = release.objects
    return replace(release, version="1.1.0", objects=(replace(first, text="Another text."), *others))


def shared(folder: Path, other: Path) -> set[str]:
    """The files that both folders have once on the disk."""
    paths = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return {path for path in paths if (other / path).is_file() and (folder / path).samefile(other / path)}


def test_only_what_changed_is_written(drawn: Drawn, earlier: Path, tmp_path: Path) -> None:
    changed = one_object_changed(drawn.release)
    apart = write_release(changed, tmp_path / "apart", drawn.read, OPTIONS)
    done = write_release(changed, tmp_path / "1.1.0", drawn.read, OPTIONS, Work(earlier=earlier))

    assert (tmp_path / "1.1.0" / SUMS).read_bytes() == (tmp_path / "apart" / SUMS).read_bytes()
    taken = shared(tmp_path / "1.1.0", earlier)
    assert done.reused == len(taken)
    written = {path.relative_to(tmp_path / "1.1.0").as_posix() for path in (tmp_path / "1.1.0").rglob("*.*")}
    written -= taken
    assert not [path for path in written if path.endswith(".jpg") or path.startswith("yfcc100m/")]
    assert [path for path in sorted(written) if path.endswith(".tar")] == [
        "ilias_core.tar",
        "webdataset/texts-000000.tar",
    ]
    assert done.written_bytes < apart.written_bytes
    assert verify(tmp_path / "1.1.0").ok
    assert verify(earlier).ok


def test_distractors_that_are_added_leave_full_shards_alone(
    drawn: Drawn, earlier: Path, tmp_path: Path
) -> None:
    more = drawn_release(distractors=14)
    grown = replace(drawn.release, version="1.1.0", distractors=more.release.distractors)
    write_release(grown, tmp_path / "1.1.0", more.read, OPTIONS, Work(earlier=earlier))
    tars = {path for path in shared(tmp_path / "1.1.0", earlier) if path.startswith("yfcc100m/")}
    assert tars == {"yfcc100m/drawn_yfcc100m-000000.tar", "yfcc100m/drawn_yfcc100m-000001.tar"}


def test_a_damaged_file_of_the_earlier_version_is_not_taken(
    drawn: Drawn, earlier: Path, tmp_path: Path
) -> None:
    tar = earlier / "yfcc100m/drawn_yfcc100m-000001.tar"
    tar.write_bytes(tar.read_bytes()[::-1])
    changed = one_object_changed(drawn.release)
    write_release(changed, tmp_path / "1.1.0", drawn.read, OPTIONS, Work(earlier=earlier))
    assert verify(tmp_path / "1.1.0").ok
    assert not tar.samefile(tmp_path / "1.1.0/yfcc100m/drawn_yfcc100m-000001.tar")


def test_an_interrupted_run_that_shares_files_does_not_write_into_the_earlier_version(
    drawn: Drawn, earlier: Path, tmp_path: Path
) -> None:
    changed = one_object_changed(drawn.release)
    told: list[int] = []
    work = Work(
        earlier=earlier, progress=lambda done, total: told.append(done), cancelled=lambda: len(told) > 9
    )
    with pytest.raises(BundleError, match="stopped on request"):
        write_release(changed, tmp_path / "1.1.0", drawn.read, OPTIONS, work)
    other = replace(changed, version="2.0.0", distractors=Listed(tuple(drawn.release.distractors)[::-1]))
    write_release(other, tmp_path / "1.1.0", drawn.read, OPTIONS)
    assert verify(earlier).ok
    assert verify(tmp_path / "1.1.0").ok


def test_a_folder_that_is_no_release_is_refused(drawn: Drawn, tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    with pytest.raises(BundleError) as refused:
        write_release(drawn.release, tmp_path / "out", drawn.read, OPTIONS, Work(earlier=tmp_path / "notes"))
    assert refused.value.code == "bundle.base"
