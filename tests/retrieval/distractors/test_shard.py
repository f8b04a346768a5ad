"""Reading shards, and finding every damaged file."""

import hashlib
import io
import json
from dataclasses import replace

import numpy as np
import pytest

from retrieval.distractors import DistractorError, Shard, add_descriptors, check_shard, source_named
from retrieval.distractors.tables import Row, read_columns, write_rows
from retrieval.errors import RetrievalError
from tests.retrieval.distractors.drawn import MeanColours


@pytest.fixture
def shard(build, photos):
    return build("folder", photos)[0]


def _rewritten(shard, **changes):
    """shard.json with other words, as somebody who knows the format could write it."""
    path = shard.folder / "shard.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def test_ids_places_rows_and_images_belong_together(shard):
    for place, name in enumerate(shard.names):
        assert shard.find(name) == place
        row = shard.row(place)
        assert row.id == name
        assert hashlib.sha256(shard.image(place)).hexdigest() == row.release_sha256
        assert shard.span(place) == (row.offset, row.size)
    assert shard.rows(1, 3) == [shard.row(1), shard.row(2)]


def test_hashes_are_mapped_and_can_not_be_written(shard):
    with pytest.raises(ValueError, match="read-only"):
        shard.hashes[0, 0] = 1


def test_what_is_not_there_is_said(shard):
    with pytest.raises(DistractorError) as caught:
        shard.find(f"{shard.name}/nothing")
    assert caught.value.code == "distractors.unknown"
    with pytest.raises(DistractorError) as caught:
        shard.descriptors("../../secret")
    assert caught.value.code == "distractors.not-encoded"
    for place in (-1, len(shard)):
        with pytest.raises(IndexError):
            shard.image(place)
        with pytest.raises(IndexError):
            shard.row(place)
    with pytest.raises(RetrievalError) as caught:
        source_named("carrier pigeon")
    assert caught.value.code == "distractors.source-unknown"


@pytest.mark.parametrize("name", ["rows.parquet", "refused.parquet", "pdq.npy", "images.tar"])
@pytest.mark.parametrize("damage", ["missing", "longer", "changed"])
def test_every_damaged_file_is_named(shard, name, damage):
    path = shard.folder / name
    data = path.read_bytes()
    if damage == "missing":
        path.unlink()
    elif damage == "longer":
        path.write_bytes(data + b"\0")
    else:
        path.write_bytes(data[:-3] + bytes((data[-3] ^ 1,)) + data[-2:])
    assert [(found.file, found.code) for found in check_shard(shard.folder)] == [
        (name, "distractors.shard-damaged")
    ]


def test_several_damaged_files_are_all_named(shard):
    for name in ("pdq.npy", "images.tar"):
        (shard.folder / name).write_bytes(b"")
    assert [found.file for found in check_shard(shard.folder)] == ["images.tar", "pdq.npy"]


def test_strange_files_are_named(shard):
    (shard.folder / "descriptors").mkdir()
    (shard.folder / "descriptors" / "other.npy").write_bytes(b"")
    (found,) = check_shard(shard.folder)
    assert (found.file, found.code) == ("descriptors/other.npy", "distractors.file-unlisted")


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"version": 2}', '{"version": 1}', "[" * 50_000, "\x00", '{"files": 3}']
)
def test_a_damaged_manifest_is_one_finding(shard, text):
    (shard.folder / "shard.json").write_text(text)
    (found,) = check_shard(shard.folder)
    assert (found.file, found.code) == ("shard.json", "distractors.shard-damaged")


def test_a_manifest_that_names_files_elsewhere_is_refused(shard):
    secret = {"../secret": {"size": 1, "sha256": "0" * 64}}
    _rewritten(shard, files=json.loads((shard.folder / "shard.json").read_text())["files"] | secret)
    with pytest.raises(DistractorError) as caught:
        Shard.open(shard.folder)
    assert caught.value.code == "distractors.shard-damaged"


@pytest.mark.parametrize("changes", [{"name": "other"}, {"accepted": 5}, {"refused": 0}])
def test_a_manifest_that_contradicts_its_files_is_found(shard, changes):
    _rewritten(shard, **changes)
    assert {found.code for found in check_shard(shard.folder)} == {"distractors.shard-damaged"}


def _forged(shard, name, data):
    """Puts other bytes in place of a file and their hash into shard.json."""
    (shard.folder / name).write_bytes(data)
    listed = json.loads((shard.folder / "shard.json").read_text())["files"]
    listed[name] = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    _rewritten(shard, files=listed)


def _npy(array):
    held = io.BytesIO()
    np.save(held, array)
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "array"),
    [
        ("pdq.npy", np.zeros((5, 32), np.uint8)),
        ("pdq.npy", np.zeros((6, 16), np.uint8)),
        ("pdq.npy", np.zeros((6, 32), np.int8)),
        ("descriptors/means_{slug}.npy", np.full((6, 3), 2, np.float16)),
        ("descriptors/means_{slug}.npy", np.full((6, 3), np.nan, np.float16)),
        ("descriptors/means_{slug}.npy", np.zeros((4, 3), np.float16)),
    ],
)
def test_a_forged_file_whose_hash_is_right_is_found_by_what_it_says(shard, name, array):
    add_descriptors(shard.folder, MeanColours())
    (slug,) = Shard.open(shard.folder).manifest.encoders
    name = name.replace("means_{slug}", slug)
    _forged(shard, name, _npy(array))
    assert [found.file for found in check_shard(shard.folder)] == [name]


def test_forged_rows_are_found(shard):
    rows = shard.rows(0, len(shard))
    forgeries = [
        [replace(rows[0], id="other/0"), *rows[1:]],
        [replace(rows[0], offset=0), *rows[1:]],
        [*rows[:-1], replace(rows[-1], size=10**9)],
        [rows[0], replace(rows[1], id=rows[0].id, key=rows[0].key), *rows[2:]],
        rows[:-1],
    ]
    for forged in forgeries:
        path = shard.folder / "forged"
        write_rows(path, forged, Row)
        data = path.read_bytes()
        path.unlink()
        _forged(shard, "rows.parquet", data)
        assert [found.file for found in check_shard(shard.folder)] == ["rows.parquet"]


def test_an_image_that_is_another_one_is_not_handed_out(shard):
    path = shard.folder / "images.tar"
    data = bytearray(path.read_bytes())
    offset, _ = shard.span(2)
    data[offset + 30] ^= 1
    path.write_bytes(data)
    shard.image(1)
    with pytest.raises(DistractorError) as caught:
        shard.image(2)
    assert caught.value.code == "distractors.shard-damaged"


def test_a_table_of_other_columns_is_refused(shard):
    with pytest.raises(DistractorError) as caught:
        read_columns(shard.folder / "refused.parquet", Row, ["id"])
    assert caught.value.code == "distractors.shard-damaged"


def test_a_folder_without_a_shard_is_said(tmp_path):
    assert [found.code for found in check_shard(tmp_path)] == ["distractors.shard-missing"]
