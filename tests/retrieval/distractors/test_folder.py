"""Folders: one order, any number of pieces, nothing from outside."""

import os
import subprocess

import pytest

from retrieval.distractors import SOURCES, DistractorError
from tests.retrieval.distractors.drawn import picture

FOLDER = SOURCES["folder"]


def _locations(pieces):
    return [[item.location for item in FOLDER.read(piece)] for piece in pieces]


def test_pieces_of_every_size_hold_the_same_files_in_the_same_order(photos):
    whole = _locations(FOLDER.plan(str(photos), {}))[0]
    assert len(whole) == 7
    for size in range(1, 9):
        pieces = FOLDER.plan(str(photos), {"shard_size": size})
        assert [file for piece in _locations(pieces) for file in piece] == whole
        assert [piece.expected for piece in pieces] == [len(part) for part in _locations(pieces)]


def test_files_in_folders_come_where_their_path_stands_and_not_where_their_text_would(tmp_path):
    for path in ("a/x.jpg", "a-b.jpg", "a.jpg", "b/c/d.jpg", "b/c.jpg"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(picture(1))
    whole = _locations(FOLDER.plan(str(tmp_path), {}))[0]
    assert whole == ["a/x.jpg", "a-b.jpg", "a.jpg", "b/c/d.jpg", "b/c.jpg"]
    for size in (1, 2, 3):
        pieces = FOLDER.plan(str(tmp_path), {"shard_size": size})
        assert [file for piece in _locations(pieces) for file in piece] == whole


def test_folders_deeper_than_the_interpreter_goes_are_walked(tmp_path):
    deep = "/".join(["d"] * 1200)
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1200):
        os.mkdir("d", dir_fd=here)
        inner = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(os.open("x.jpg", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)
    found = _locations(FOLDER.plan(str(tmp_path), {}))
    subprocess.run(
        ["rm", "-rf", str(tmp_path / "d")], check=True
    )  # Python's own removal goes down by recursion
    assert found == [[f"{deep}/x.jpg"]]


@pytest.mark.parametrize("change", ["added", "removed"])
def test_a_folder_that_changed_since_the_plan_is_refused(photos, change):
    piece = FOLDER.plan(str(photos), {})[0]
    if change == "added":
        (photos / "1a.jpg").write_bytes(picture(9))
    else:
        (photos / "1.jpg").unlink()
    with pytest.raises(DistractorError) as caught:
        list(FOLDER.read(piece))
    assert caught.value.code == "distractors.changed"


def test_links_out_of_the_folder_are_refused_and_links_within_are_read(photos, tmp_path, build):
    secret = tmp_path / "secret.jpg"
    secret.write_bytes(picture(7))
    (photos / "8-out.jpg").symlink_to(secret)
    (photos / "9-in.jpg").symlink_to(photos / "1.jpg")
    (photos / "around").symlink_to(photos, target_is_directory=True)
    (shard,) = build("folder", photos)
    codes = {refused.location: refused.code for refused in shard.refused()}
    assert codes["8-out.jpg"] == "distractors.path-outside"
    assert codes["around"] == "distractors.path-outside"  # the folder is not below itself
    assert shard.find(f"{shard.name}/9-in") >= 0


def test_pipes_and_names_that_are_no_utf8_do_no_harm(photos, build):
    os.mkfifo(photos / "pipe.jpg")
    (photos / os.fsdecode(b"caf\xe9.jpg")).write_bytes(picture(8))
    (shard,) = build("folder", photos, shard_size=20)
    assert {refused.code for refused in shard.refused()} == {"image.not_a_file", "image.unsupported_format"}
    assert "caf\\udce9.jpg" in [row.location for row in shard.rows(0, len(shard))]


@pytest.mark.parametrize("size", [0, -1, True, "12", 10**9])
def test_an_impossible_shard_size_is_refused(photos, size):
    with pytest.raises(DistractorError) as caught:
        FOLDER.plan(str(photos), {"shard_size": size})
    assert caught.value.code == "distractors.option"


@pytest.mark.parametrize(
    ("kind", "options"), [("folder", {"licence": 3}), ("webdataset", {"salvage": "yes"})]
)
def test_options_of_another_type_are_refused(photos, kind, options):
    with pytest.raises(DistractorError) as caught:
        SOURCES[kind].plan(str(photos), options)
    assert caught.value.code == "distractors.option"


def test_a_folder_that_is_gone_by_the_time_it_is_read_is_said(photos):
    piece = FOLDER.plan(str(photos), {})[0]
    photos.rename(photos.with_name("moved"))
    with pytest.raises(DistractorError) as caught:
        list(FOLDER.read(piece))
    assert caught.value.code == "distractors.location"


def test_an_empty_folder_and_a_missing_one_are_said_apart(tmp_path):
    with pytest.raises(DistractorError) as caught:
        FOLDER.plan(str(tmp_path), {})
    assert caught.value.code == "distractors.nothing"
    with pytest.raises(DistractorError) as caught:
        FOLDER.plan(str(tmp_path / "gone"), {})
    assert caught.value.code == "distractors.location"
