"""An exported folder opens as typed objects, and its images are found wherever a layout put them."""

import hashlib
import pickle
import shutil
from itertools import chain
from pathlib import Path

import pytest

from retrieval.bundle import BundleError, OpenRelease, open_release
from retrieval.bundle.naming import named_images, object_id
from retrieval.bundle.schema import Release

KINDS = ("ilias_core", "ilias_core.tar", "webdataset", "yfcc100m", "coco")


def keep(folder: Path, *kept: str) -> OpenRelease:
    """The release with only these files of images."""
    for name in set(KINDS) - set(kept):
        path = folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return open_release(folder)


def held(release: OpenRelease) -> dict[str, str]:
    """SHA-256 of the bytes that are given for each query and positive."""
    images = chain(release.queries, release.positives)
    return {image.id: hashlib.sha256(release.image_bytes(image)).hexdigest() for image in images}


def test_everything_stands_under_its_name(exported: Path, content: Release) -> None:
    release = open_release(str(exported))
    assert repr(release) == "<drawn 1.0.0: 3 objects, 3 queries, 6 positives, 7 distractors>"
    assert [thing.id for thing in release.objects] == [object_id(thing) for thing in content.objects]
    assert [text.text for text in release.texts] == [thing.text for thing in content.objects]
    named = [named for thing in content.objects for named in named_images(thing)]
    assert {image.id for image in chain(release.queries, release.positives)} == {n.id for n in named}
    assert release.boxes == {entry.id: entry.image.boxes for entry in named}
    by_id = {image.id: image for image in chain(release.queries, release.positives)}
    for entry in named:
        for fact in ("role", "sha256", "licence", "author", "source_url", "camera", "scale", "clutter"):
            assert getattr(by_id[entry.id], fact) == getattr(entry.image, fact)
    assert release.about == content.about
    assert release.content == content


def test_the_ground_truth_of_image_and_text_queries_is_the_same(exported: Path) -> None:
    release = open_release(exported)
    for thing, query, text in zip(release.objects, release.queries, release.texts, strict=True):
        expected = tuple(image for image in release.positives if image.object == thing.id)
        assert len(expected) == 2
        assert release.positives_of(query) == release.positives_of(text) == expected
        assert release.positives_of(query.id) == release.positives_of(thing.id) == expected
        assert release.object_of(text).name == thing.name


@pytest.mark.parametrize("kept", ["ilias_core", "ilias_core.tar", "webdataset"])
def test_images_come_from_whichever_files_are_there(folder: Path, kept: str) -> None:
    release = keep(folder, kept)
    images = (*release.queries, *release.positives)
    assert held(release) == {image.id: image.sha256 for image in images}
    assert {release.image(image).size for image in images} == {(40, 30)}


@pytest.mark.parametrize("kept", ["webdataset", "yfcc100m"])
def test_a_subset_is_read_from_its_own_tars_or_from_all(folder: Path, kept: str, content: Release) -> None:
    release = keep(folder, kept)
    mini = release.subsets["mini"]
    assert [row.key for row in mini] == list(content.subsets[0].keys)
    assert [mini[index] for index in range(3)] == list(mini)
    assert mini[-1] == mini[2]
    for row in mini:
        assert hashlib.sha256(release.image_bytes(row)).hexdigest() == row.sha256
        assert release.image(row).size == (row.width, row.height)


def test_distractors_are_named_as_the_official_code_does(exported: Path, content: Release) -> None:
    release = open_release(exported)
    rows = list(release.distractors)
    assert [row.id for row in rows][2:4] == [
        "drawn_yfcc100m-000000.tar/d0002",
        "drawn_yfcc100m-000001.tar/d0003",
    ]
    assert [row.sha256 for row in rows] == [row.sha256 for row in content.distractors]
    assert release.distractors[2:4] == tuple(rows[2:4])
    for row in rows:
        assert hashlib.sha256(release.image_bytes(row)).hexdigest() == row.sha256
    with pytest.raises(IndexError):
        release.distractors[7]


@pytest.mark.parametrize(
    ("kept", "wanted"),
    [
        ((), "ilias_core.tar or the tars of webdataset/"),
        (("webdataset",), r"yfcc100m/drawn_yfcc100m-000000\.tar"),
    ],
)
def test_an_image_that_was_not_downloaded_is_said_so(
    folder: Path, kept: tuple[str, ...], wanted: str
) -> None:
    release = keep(folder, *kept)
    item = release.distractors[0] if kept else release.queries[0]
    with pytest.raises(BundleError, match=f"download {wanted}") as refused:
        release.image(item)
    assert refused.value.code == "bundle.image-absent"


def test_a_damaged_image_is_named(folder: Path) -> None:
    release = open_release(folder)
    (folder / "ilias_core" / release.queries[1].id).write_bytes(b"no picture")
    with pytest.raises(BundleError, match=release.queries[1].id) as refused:
        release.image(release.queries[1])
    assert refused.value.code == "bundle.image-damaged"


@pytest.mark.parametrize("size", [0, 1, 700, 1024, 2048])
def test_a_cut_tar_is_named(folder: Path, size: int) -> None:
    release = keep(folder, "ilias_core", "yfcc100m")
    tar = folder / "yfcc100m/drawn_yfcc100m-000001.tar"
    tar.write_bytes(tar.read_bytes()[:size])
    with pytest.raises(BundleError, match=r"yfcc100m/drawn_yfcc100m-000001\.tar cannot be read") as refused:
        release.image(release.distractors[5])
    assert refused.value.code == "bundle.tar"


def test_a_file_that_is_no_tar_is_named(folder: Path) -> None:
    release = keep(folder, "webdataset")
    (folder / "webdataset/queries-000002.tar").write_bytes(b"\xff" * 4096)
    with pytest.raises(BundleError, match=r"webdataset/queries-000002\.tar cannot be read"):
        release.image(release.queries[2])


@pytest.mark.parametrize(
    ("at", "written"),
    [(124, b"-0000001000\0"), (124, b"77777777777\0"), (156, b"2"), (257, b"\0"), (0, b"\xff")],
)
def test_a_header_that_no_release_writes_is_refused(folder: Path, at: int, written: bytes) -> None:
    release = keep(folder, "ilias_core", "yfcc100m")
    with (folder / "yfcc100m/drawn_yfcc100m-000000.tar").open("r+b") as tar:
        tar.seek(at)
        tar.write(written)
    with pytest.raises(BundleError) as refused:
        release.image(release.distractors[1])
    assert refused.value.code == "bundle.tar"


def test_a_pickled_release_opens_again(exported: Path) -> None:
    release = open_release(exported)
    again = pickle.loads(pickle.dumps(release))
    assert again.positives == release.positives
    assert len(pickle.dumps(release)) < 500


def test_unknown_ids_splits_and_folders_are_refused(exported: Path, tmp_path: Path) -> None:
    release = open_release(exported)
    with pytest.raises(BundleError, match="'nothing' is no query") as unknown:
        release.positives_of("nothing")
    with pytest.raises(BundleError, match="positives, texts, distractors, mini") as split:
        release.samples("train")
    with pytest.raises(BundleError, match="There is no folder") as absent:
        open_release(tmp_path / "x")
    with pytest.raises(BundleError, match=r"RELEASE\.json"):
        open_release(tmp_path)
    assert [error.value.code for error in (unknown, split, absent)] == [
        *("bundle.unknown-id", "bundle.split", "bundle.no-folder"),
    ]


def test_a_release_verifies_itself(folder: Path) -> None:
    release = open_release(folder)
    assert release.verify().ok
    (folder / "coco/queries.json").unlink()
    assert ("verify.missing", "coco/queries.json") in {
        (found.code, found.path) for found in release.verify().problems
    }
