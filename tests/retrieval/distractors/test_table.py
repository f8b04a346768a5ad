"""CSV tables: the columns of curation's distractor lists, read in pieces."""

import pytest

from retrieval.distractors import SOURCES, DistractorError
from tests.retrieval.distractors.drawn import picture

TABLE = SOURCES["csv"]


@pytest.fixture
def table(photos):
    path = photos / "list.csv"
    rows = [
        "path,licence,author,source_url",
        "0.jpg,CC0-1.0,Ann,https://a.test/0",
        '"1.jpg",CC-BY-4.0,"B, ""the"" second\nline",https://a.test/1',
        "",
        "b/4.png,,,",
        "2.jpg,CC0-1.0,Ann,",
    ]
    path.write_text("\ufeff" + "\r\n".join(rows), newline="")
    return path


def test_what_the_table_says_stands_in_the_rows(table, build):
    (shard,) = build("csv", table, licence="CC-BY-NC-4.0")
    rows = shard.rows(0, 4)
    assert [row.location for row in rows] == ["0.jpg", "1.jpg", "b/4.png", "2.jpg"]
    assert [row.licence for row in rows] == ["CC0-1.0", "CC-BY-4.0", "CC-BY-NC-4.0", "CC0-1.0"]
    assert rows[1].author == 'B, "the" second\nline'
    assert rows[1].source_url == "https://a.test/1"


def test_pieces_of_every_size_hold_the_same_rows(table):
    whole = [item.location for item in TABLE.read(TABLE.plan(str(table), {})[0])]
    for size in (1, 2, 3, 4):
        pieces = TABLE.plan(str(table), {"shard_size": size})
        assert [item.location for piece in pieces for item in TABLE.read(piece)] == whole


def test_paths_may_be_relative_to_another_folder(table, build, photos, tmp_path):
    moved = table.rename(tmp_path / "list.csv")
    (shard,) = build("csv", moved, images=str(photos))
    assert len(shard) == 4


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("../secret.jpg,,,", "distractors.path-outside"),
        ("b/../../secret.jpg,,,", "distractors.path-outside"),
        ("/etc/hostname,,,", "distractors.path-outside"),
        ("link.jpg,,,", "distractors.path-outside"),
        ("gone.jpg,,,", "image.not_a_file"),
        (",,,", "distractors.row"),
        ("0.jpg,CC0-1.0", "distractors.row"),
        ("0.jpg,CC0-1.0,\udce9,", "distractors.row"),
        ("0\0.jpg,,,", "distractors.row"),
        ("a" * 5000 + ".jpg,,,", "image.not_a_file"),
    ],
)
def test_a_row_that_can_not_be_taken_is_listed_and_the_next_is_taken(photos, build, tmp_path, row, code):
    (tmp_path / "secret.jpg").write_bytes(picture(1))
    (photos / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    table = photos / "list.csv"
    text = f"path,licence,author,source_url\n{row}\n3.jpg,,,\n"
    table.write_bytes(text.encode("utf-8", "surrogateescape"))
    (shard,) = build("csv", table)
    assert [refused.code for refused in shard.refused()] == [code]
    assert list(shard.names) == [f"{shard.name}/3"]


@pytest.mark.parametrize(
    "text",
    [
        "path,licence,author,source_url,colour\n0.jpg,,,,red\n",
        "licence,author\nCC0,Ann\n",
        "path,path\n0.jpg,1.jpg\n",
        'path,licence,author,source_url\n0.jpg,"never closed\n',
        'path,licence,author,source_url\n"a"b,,,\n',
        "path,licence,author,source_url\n" + "x" * 2_000_000 + ",,,\n",
    ],
)
def test_a_table_that_can_not_be_trusted_is_refused_with_its_line(tmp_path, text):
    (tmp_path / "list.csv").write_text(text)
    with pytest.raises(DistractorError) as caught:
        TABLE.plan(str(tmp_path / "list.csv"), {})
    assert caught.value.code == "distractors.table"
    assert ", line " in caught.value.message


def test_a_table_that_changed_since_the_plan_is_refused(table):
    piece = TABLE.plan(str(table), {})[0]
    table.write_text(table.read_text().replace("Ann", "Eve"), newline="")
    with pytest.raises(DistractorError) as caught:
        list(TABLE.read(piece))
    assert caught.value.code == "distractors.changed"


def test_a_table_of_its_header_alone_holds_nothing(tmp_path):
    (tmp_path / "list.csv").write_text("path,licence,author,source_url\n")
    with pytest.raises(DistractorError) as caught:
        TABLE.plan(str(tmp_path / "list.csv"), {})
    assert caught.value.code == "distractors.nothing"


def test_a_missing_table_is_said(tmp_path):
    with pytest.raises(DistractorError) as caught:
        TABLE.plan(str(tmp_path / "list.csv"), {})
    assert caught.value.code == "distractors.unreadable"
