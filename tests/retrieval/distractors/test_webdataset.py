"""Tars as img2dataset writes them, whole and broken."""

import gzip
import tarfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from retrieval.distractors import SOURCES, DistractorError, Shard, build_shard, check_shard
from tests.retrieval.distractors.drawn import picture, sample, tar

TARS = SOURCES["webdataset"]


def _samples(numbers, **said):
    members = {}
    for number in numbers:
        members |= sample(f"{number:09d}", number, **said)
    return members


@pytest.fixture
def tars(tmp_path):
    folder = tmp_path / "tars"
    tar(folder / "00000.tar", _samples(range(5), license="CC-BY-4.0"))
    tar(folder / "00001.tar", _samples(range(5, 8)))
    return folder


def _error(piece):
    with pytest.raises(DistractorError) as caught:
        list(TARS.read(piece))
    return caught.value.code


def test_one_tar_is_one_shard_or_several(tars):
    whole = TARS.plan(str(tars), {})
    assert [(piece.name, piece.expected) for piece in whole] == [("00000-00000", 5), ("00001-00000", 3)]
    keys = [item.key for piece in whole for item in TARS.read(piece)]
    for size in (1, 2, 3, 4):
        pieces = TARS.plan(str(tars), {"shard_size": size})
        assert [item.key for piece in pieces for item in TARS.read(piece)] == keys
        assert max(piece.expected for piece in pieces) == size
        assert len({piece.name for piece in pieces}) == len(pieces)


def test_licence_caption_and_url_come_from_the_sample(tars, build):
    first, _ = build("webdataset", tars)
    row = first.row(2)
    assert (row.id, row.location) == ("00000-00000/000000002", "00000.tar/000000002")
    assert (row.licence, row.caption, row.source_url) == (
        "CC-BY-4.0",
        "no. 2",
        "http://images.test/000000002",
    )


def test_what_was_not_downloaded_is_listed_once(tars, build):
    rows = {
        "key": ["000000005", "000000008", "000000009"],
        "status": ["success", "failed_to_download", "failed_to_resize"],
        "error_message": [None, "HTTP Error 404: Not Found", None],
        "url": ["http://a.test"] * 3,
        "caption": [None] * 3,
    }
    pq.write_table(pa.table(rows), tars / "00001.parquet")
    shards = build("webdataset", tars, shard_size=2)
    listed = [refused for shard in shards for refused in shard.refused()]
    assert [(entry.key, entry.code) for entry in listed] == [
        ("000000008", "distractors.download-failed"),
        ("000000009", "distractors.download-failed"),
    ]
    assert "HTTP Error 404" in listed[0].message
    assert "failed_to_resize" in listed[1].message


@pytest.mark.parametrize("kind", [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT, tarfile.USTAR_FORMAT])
def test_tars_of_every_kind_give_the_same_samples(tmp_path, kind):
    folder = f"{'long' * 20}/{'é' if kind != tarfile.USTAR_FORMAT else 'e'}{'x' * 60}"
    members = {f"{folder}/{name}": data for name, data in _samples(range(3)).items()}
    tar(tmp_path / "t.tar", members, kind)
    pieces = TARS.plan(str(tmp_path / "t.tar"), {"shard_size": 2})
    items = [item for piece in pieces for item in TARS.read(piece)]
    assert [item.key for item in items] == [f"{folder}/{n:09d}" for n in range(3)]
    assert items[1].data == picture(1)


@pytest.mark.parametrize("into_last", [-1, 0, 1, 511, 512, 600])
def test_a_truncated_tar_fails_alone_and_takes_nothing_with_it(tars, tmp_path, tools, into_last):
    """Cut in the last header, in the last content, and where only the end of the archive is missing."""
    with tarfile.open(tars / "00000.tar") as archive:
        last = archive.getmembers()[-4]
    data = (tars / "00000.tar").read_bytes()
    (tars / "00000.tar").write_bytes(data[: last.offset + into_last])
    pieces = TARS.plan(str(tars), {})
    assert _error(pieces[0]) == "distractors.tar-truncated"
    build_shard(pieces[-1], TARS, tmp_path / "s", tools)
    assert len(Shard.open(tmp_path / "s")) == 3


def test_a_tar_that_lacks_only_the_padding_after_its_end_is_whole(tars):
    data = (tars / "00000.tar").read_bytes()
    (tars / "00000.tar").write_bytes(data.rstrip(b"\0") + bytes(1024))
    assert len(list(TARS.read(TARS.plan(str(tars), {})[0]))) == 5


def test_salvaging_keeps_what_is_whole_and_lists_that_the_rest_is_lost(tars, build):
    data = (tars / "00000.tar").read_bytes()
    (tars / "00000.tar").write_bytes(data[: len(data) // 2])
    first, second = build("webdataset", tars, salvage=True)
    assert 0 < len(first) < 5
    assert [refused.code for refused in first.refused()] == ["distractors.salvaged"]
    assert len(second) == 3


def test_a_damaged_header_is_found_and_named_with_its_place(tars):
    data = bytearray((tars / "00001.tar").read_bytes())
    data[512 + len(picture(5)) // 512 * 512 + 512 + 3] ^= 0xFF  # the name in the second header
    (tars / "00001.tar").write_bytes(data)
    pieces = TARS.plan(str(tars), {})
    assert _error(pieces[1]) == "distractors.tar-damaged"
    assert len(list(TARS.read(pieces[0]))) == 5


def test_a_compressed_tar_is_named_as_such(tars):
    packed = gzip.compress((tars / "00000.tar").read_bytes())
    (tars / "00000.tar").write_bytes(packed)
    assert _error(TARS.plan(str(tars), {})[0]) == "distractors.tar-compressed"


def test_a_tar_that_changed_since_the_plan_is_refused(tars):
    piece = TARS.plan(str(tars), {})[0]
    tar(tars / "00000.tar", _samples(range(9)))
    assert _error(piece) == "distractors.changed"


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"a.json": b'{"status": "success"}', "a.txt": b"words"}, "distractors.no-image"),
        ({"a.jpg": picture(1), "a.json": b"{broken"}, "distractors.metadata"),
        ({"a.jpg": picture(1), "a.json": b"[1]"}, "distractors.metadata"),
        ({"a.jpg": picture(1), "a.json": b"[" * 100_000}, "distractors.metadata"),
        ({"a.jpg": picture(1), "a.json": b'{"status": "failed_to_download"}'}, "distractors.download-failed"),
        ({"a.jpg": picture(1), "a.txt": b"x" * 1_100_000}, "distractors.member-too-large"),
        ({"a.jpg": b"no image"}, "image.unsupported_format"),
    ],
)
def test_a_sample_that_can_not_be_taken_is_listed(tmp_path, build, members, code):
    tar(tmp_path / "t.tar", members | sample("b", 2))
    (shard,) = build("webdataset", tmp_path / "t.tar")
    assert [refused.code for refused in shard.refused()] == [code]
    assert list(shard.names) == ["t-00000/b"]
    assert check_shard(shard.folder) == []


def test_links_in_a_tar_are_not_followed(tmp_path, build):
    with tarfile.open(tmp_path / "t.tar", "w") as archive:
        entry = tarfile.TarInfo("a.jpg")
        entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/hostname"
        archive.addfile(entry)
    (shard,) = build("webdataset", tmp_path / "t.tar")
    assert [refused.code for refused in shard.refused()] == ["distractors.tar-link"]


def test_names_with_dots_and_slashes_become_keys_and_nothing_is_written_outside(tmp_path, build):
    tar(tmp_path / "t.tar", {"../../up.jpg": picture(1), "/abs/x.y.jpg": picture(2), "..jpg": picture(3)})
    (shard,) = build("webdataset", tmp_path / "t.tar")
    assert len(shard) + len(shard.refused()) == 3
    assert all("." not in name and name.count("/") == 1 for name in shard.names)
    assert not list(tmp_path.parent.glob("up*"))


def test_a_folder_without_tars_holds_nothing(tmp_path):
    with pytest.raises(DistractorError) as caught:
        TARS.plan(str(tmp_path), {})
    assert caught.value.code == "distractors.nothing"
