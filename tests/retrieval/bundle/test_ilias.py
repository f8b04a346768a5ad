"""Writing a release in the layout of ILIAS."""

import gzip
import json
import tarfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from retrieval.bundle.distractors import Listed
from retrieval.bundle.errors import BundleError, ExportCancelledError, ReleaseRefusedError
from retrieval.bundle.manifest import ExportOptions
from retrieval.bundle.parts import Entry
from retrieval.bundle.reader import read_release
from retrieval.bundle.schema import ordered
from retrieval.bundle.writer import Work, write_release
from tests.retrieval.bundle.drawn import Drawn, drawn_release

CORE_IMAGES = 9  # of drawn_release
SMALL_SHARDS = ExportOptions(shard_size=2)


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_the_lists_are_those_the_official_loader_parses(tmp_path: Path) -> None:
    out = tmp_path / "out"
    drawn = drawn_release()
    write_release(drawn.release, out, drawn.read, options=SMALL_SHARDS)

    queries = np.loadtxt(out / "image_ids/image_query_ids.txt", dtype=str, delimiter=",")
    positives = np.loadtxt(out / "image_ids/positive_ids.txt", dtype=str, delimiter=",")
    assert queries[:, 0].tolist() == [
        "thing0_000/query/Q000_00.jpg",
        "odd_mug_001/query/Q001_00.jpg",
        "thing2_002/query/Q002_00.jpg",
    ]
    assert positives.shape == (6, 3)
    assert [(float(scale), int(clutter)) for _, scale, clutter in positives][:2] == [
        (0.5875, 1),
        (0.5875, 2),
    ]
    boxes = np.loadtxt(out / "ilias_core/thing0_000/pos/P000_01_bbox.txt", dtype=int)
    assert boxes.tolist() == [[1, 2, 20, 15], [25, 3, 15, 27]]
    text = (out / "ilias_core/odd_mug_001/query/T001.txt").read_bytes().decode()
    assert text == drawn.release.objects[1].text
    assert json.loads((out / "misc/taxonomy.json").read_text()) == {
        "home": {
            "kitchen": {"mug": ["thing2_002"], "other": ["odd_mug_001"]},
            "other": {"other": ["thing0_000"]},
        }
    }


def test_distractors_are_named_by_shard_and_key(tmp_path: Path) -> None:
    out = tmp_path / "out"
    drawn = drawn_release(distractors=5)
    write_release(drawn.release, out, drawn.read, options=SMALL_SHARDS)
    with gzip.open(out / "image_ids/distractor_ids.txt.gz", "rt") as lines:
        identifiers = lines.read().split()
    held = []
    for shard in sorted((out / "yfcc100m").glob("*.tar")):
        with tarfile.open(shard) as tar:
            held += [f"{shard.name}/{name.removesuffix('.jpg')}" for name in tar.getnames()]
    assert identifiers == held
    assert identifiers[2] == "drawn_yfcc100m-000001.tar/d0002"


def test_only_downloaded_images_have_an_address(tmp_path: Path) -> None:
    drawn = drawn_release()
    write_release(drawn.release, tmp_path / "out", drawn.read)
    core = tmp_path / "out/ilias_core"
    assert (core / "thing0_000/query/Q000_00_url.txt").read_text().startswith("https://")
    assert not (core / "thing0_000/pos/P000_00_url.txt").exists()


def test_two_exports_are_the_same_bytes(tmp_path: Path) -> None:
    for name in ("first", "second"):
        drawn = drawn_release()  # drawn twice, so that nothing is shared in memory
        shuffled = replace(drawn.release, objects=drawn.release.objects[:: 1 if name == "first" else -1])
        write_release(shuffled, tmp_path / name, drawn.read)
    assert contents(tmp_path / "first") == contents(tmp_path / "second")


def test_the_order_of_parameters_does_not_show_in_the_bytes(tmp_path: Path) -> None:
    drawn = drawn_release()
    turned = dict(reversed(list(drawn.release.parameters.items())))
    write_release(drawn.release, tmp_path / "first", drawn.read)
    write_release(replace(drawn.release, parameters=turned), tmp_path / "second", drawn.read)
    assert contents(tmp_path / "first") == contents(tmp_path / "second")


@pytest.mark.parametrize("stop_at", [1, 5, 9, 11, 13])
def test_an_interrupted_export_ends_in_the_same_bytes(tmp_path: Path, stop_at: int) -> None:
    drawn = drawn_release()
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    write_release(drawn.release, whole, drawn.read, options=SMALL_SHARDS)
    seen, totals = [0], [0]

    def progress(done: int, total: int) -> None:
        seen.append(done)
        totals.append(total)

    with pytest.raises(ExportCancelledError):
        write_release(
            drawn.release,
            broken,
            drawn.read,
            SMALL_SHARDS,
            Work(progress=progress, cancelled=lambda: seen[-1] >= stop_at),
        )
    assert not broken.exists()
    read_again: list[str] = []

    def counting(entry: Entry) -> bytes:
        read_again.append(entry.sha256)
        return drawn.read(entry)

    write_release(drawn.release, broken, counting, options=SMALL_SHARDS)
    assert contents(broken) == contents(whole)
    assert not list(tmp_path.glob("*.partial"))
    # what was whole is not read again; ilias_core.tar is the largest part that can have been open
    assert len(read_again) <= totals[-1] - stop_at + CORE_IMAGES


def test_an_interrupted_export_of_another_release_is_not_continued(tmp_path: Path) -> None:
    drawn = drawn_release()
    older = replace(drawn.release, version="0.9.0", distractors=Listed())
    with pytest.raises(ExportCancelledError):
        write_release(older, tmp_path / "out", drawn.read, work=Work(cancelled=lambda: True))
    (tmp_path / "out.partial/stray.txt").write_text("left by somebody")
    write_release(drawn.release, tmp_path / "out", drawn.read)
    write_release(drawn.release, tmp_path / "fresh", drawn.read)
    assert contents(tmp_path / "out") == contents(tmp_path / "fresh")


def test_a_second_run_leaves_the_folder_and_says_so(tmp_path: Path) -> None:
    drawn = drawn_release()
    first = write_release(drawn.release, tmp_path / "out", drawn.read)
    again = write_release(drawn.release, tmp_path / "out", Drawn(drawn.release).read)
    assert (first.already_there, again.already_there) == (False, True)
    assert (again.manifest_sha256, again.files) == (first.manifest_sha256, first.files)


def test_a_folder_with_other_contents_is_not_touched(tmp_path: Path) -> None:
    drawn = drawn_release()
    out = tmp_path / "out"
    out.mkdir()
    (out / "thesis.tex").write_text("years of work")
    with pytest.raises(BundleError) as refused:
        write_release(drawn.release, out, drawn.read)
    assert refused.value.code == "bundle.out-exists"
    assert contents(out) == {"thesis.tex": b"years of work"}


def test_a_damaged_export_is_not_called_there(tmp_path: Path) -> None:
    drawn = drawn_release()
    write_release(drawn.release, tmp_path / "out", drawn.read)
    (tmp_path / "out/image_ids/positive_ids.txt").write_text("")
    with pytest.raises(BundleError) as refused:
        write_release(drawn.release, tmp_path / "out", drawn.read)
    assert refused.value.code == "bundle.out-damaged"
    assert "positive_ids.txt" in refused.value.message


def test_bytes_that_are_not_those_declared_stop_the_export(tmp_path: Path) -> None:
    drawn = drawn_release()
    other = next(iter(drawn.blobs.values()))
    with pytest.raises(BundleError) as refused:
        write_release(drawn.release, tmp_path / "out", lambda entry: other)
    assert refused.value.code == "bundle.image-bytes"
    assert not (tmp_path / "out").exists()


def test_a_path_that_misleads_the_official_code_is_warned_of(tmp_path: Path) -> None:
    drawn = drawn_release()
    result = write_release(drawn.release, tmp_path / "repos" / "out", drawn.read)
    assert "bundle.path-partition-word" in [warning.code for warning in result.warnings]


def test_a_release_that_breaks_the_format_writes_nothing(tmp_path: Path) -> None:
    drawn = drawn_release(objects=1)
    with pytest.raises(ReleaseRefusedError) as refused:
        write_release(drawn.release, tmp_path / "out", drawn.read)
    codes = {problem.code for problem in refused.value.problems}
    assert codes == {"bundle.too-few-objects", "bundle.too-few-queries"}
    assert list(tmp_path.iterdir()) == []


def test_what_was_written_is_read_back_equal(tmp_path: Path) -> None:
    drawn = drawn_release()
    write_release(drawn.release, tmp_path / "out", drawn.read)
    assert read_release(tmp_path / "out") == ordered(drawn.release)
