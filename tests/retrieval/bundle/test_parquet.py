"""The Parquet tables, read by pandas and pyarrow, and held against the release."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import datasets
import pandas
import pyarrow
import pyarrow.parquet
import pytest

from retrieval.bundle import parquet_file
from retrieval.bundle.distractors import Listed
from retrieval.bundle.errors import BundleError
from retrieval.bundle.manifest import ExportOptions
from retrieval.bundle.naming import in_order, named_images, object_id, shards
from retrieval.bundle.parquet import DISTRACTORS, IMAGES, OBJECTS, parts
from retrieval.bundle.parts import FilePart
from retrieval.bundle.schema import Release, ReleaseDistractor
from tests.retrieval.bundle.drawn import drawn_release

OPTIONS = ExportOptions(shard_size=4)
Change = Callable[[pyarrow.Table], pyarrow.Table]


@pytest.fixture
def release(monkeypatch: pytest.MonkeyPatch) -> Release:
    monkeypatch.setattr(parquet_file, "ROWS_PER_GROUP", 3)
    return drawn_release(objects=4, positives=2, distractors=10).release


@pytest.fixture
def folder(release: Release, tmp_path: Path) -> Path:
    for part in parts(release, OPTIONS):
        (tmp_path / part.path).parent.mkdir(exist_ok=True)
        (tmp_path / part.path).write_bytes(b"".join(part.pieces()))
    return tmp_path


def declared(release: Release, path: str) -> FilePart:
    return next(part for part in parts(release, OPTIONS) if part.path == path)


def said(release: Release, folder: Path, path: str) -> str | None:
    check = declared(release, path).check
    assert check is not None
    return check(folder / path)


def test_pandas_reads_every_image(release: Release, folder: Path) -> None:
    frame = pandas.read_parquet(folder / IMAGES)
    named = [named for thing in in_order(release) for named in named_images(thing)]
    images = [entry.image for entry in named]

    assert list(frame["id"]) == [entry.id for entry in named]
    assert list(frame["path"]) == [f"ilias_core/{entry.id}" for entry in named]
    assert list(frame["image"]) == [image.id for image in images]
    assert list(frame["object"]) == [image.object_key for image in images]
    for name in ("role", "sha256", "width", "height", "licence", "author", "origin", "source_url", "camera"):
        assert list(frame[name]) == [getattr(image, name) for image in images]
    measured = frame[frame["role"] == "positive"]
    assert list(measured["scale"]) == [image.scale for image in images if image.role == "positive"]
    assert list(measured["clutter"]) == [image.clutter for image in images if image.role == "positive"]
    assert frame[frame["role"] == "query"][["scale", "clutter"]].isna().all(axis=None)
    assert [[box.tolist() for box in row] for row in frame["boxes"]] == [
        [[box.x, box.y, box.width, box.height] for box in image.boxes] for image in images
    ]


def test_pandas_reads_every_object_and_distractor(release: Release, folder: Path) -> None:
    objects = pandas.read_parquet(folder / OBJECTS)
    assert list(objects["object_id"]) == [object_id(thing) for thing in in_order(release)]
    assert list(objects["text"]) == [thing.text for thing in in_order(release)]
    assert list(objects["queries"]) == [1] * 4
    assert list(objects["positives"]) == [2] * 4
    assert list(objects["mid"]) == ["", "kitchen", "kitchen", "kitchen"]

    distractors = pandas.read_parquet(folder / DISTRACTORS)
    for name in ("key", "sha256", "width", "height", "licence", "author", "source_url"):
        assert list(distractors[name]) == [getattr(entry, name) for entry in release.distractors]
    cut = shards(release, OPTIONS.shard_size)
    names = [shard.name for shard in cut for _ in range(shard.start, shard.stop)]
    assert list(distractors["shard"]) == names


def test_hugging_face_reads_the_images_with_their_boxes(folder: Path, tmp_path: Path) -> None:
    files = {"test": str(folder / IMAGES)}
    loaded = datasets.load_dataset(
        "parquet", data_files=files, split="test", cache_dir=str(tmp_path / "cache")
    )
    assert len(loaded) == 4 * 3
    assert loaded[0]["boxes"] == [[1, 2, 20, 15], [25, 3, 15, 27]]
    assert loaded[0]["clutter"] is None


def test_pyarrow_reads_types_and_row_groups(folder: Path) -> None:
    images = pyarrow.parquet.ParquetFile(folder / IMAGES)
    schema = images.schema_arrow
    images.close()
    assert schema.field("boxes").type == pyarrow.list_(pyarrow.list_(pyarrow.int32()))
    assert schema.field("scale").type == pyarrow.float64()
    assert schema.field("clutter").type == schema.field("width").type == pyarrow.int32()
    assert schema.field("sha256").type == pyarrow.string()
    facts = pyarrow.parquet.read_metadata(folder / DISTRACTORS)
    assert [facts.row_group(place).num_rows for place in range(facts.num_row_groups)] == [3, 3, 3, 1]


@pytest.mark.parametrize("path", [OBJECTS, IMAGES, DISTRACTORS])
def test_a_table_is_the_same_bytes_each_time_and_found_right(
    release: Release, folder: Path, path: str
) -> None:
    again = drawn_release(objects=4, positives=2, distractors=10).release
    assert b"".join(declared(again, path).pieces()) == (folder / path).read_bytes()
    assert said(release, folder, path) is None


def test_a_release_without_distractors_has_an_empty_table(release: Release, tmp_path: Path) -> None:
    part = declared(replace(release, distractors=Listed()), DISTRACTORS)
    path = tmp_path / "distractors.parquet"
    path.write_bytes(b"".join(part.pieces()))
    assert part.check is not None
    assert part.check(path) is None
    assert pandas.read_parquet(path).empty


def test_rows_are_asked_for_one_group_at_a_time(release: Release) -> None:
    class Watched(Listed):
        given = 0

        def between(self, start: int, stop: int) -> Iterator[ReleaseDistractor]:
            for entry in super().between(start, stop):
                self.given += 1
                yield entry

    watched = Watched(release.distractors)
    pieces = declared(replace(release, distractors=watched), DISTRACTORS).pieces()
    given = [watched.given for _ in pieces]
    assert given == [3, 6, 9, 10, 10]  # the last piece is the foot of the file


def licence_of_row(number: int, licence: str) -> Change:
    def changed(table: pyarrow.Table) -> pyarrow.Table:
        column = table.column("licence").to_pylist()
        column[number - 1] = licence
        place = table.schema.get_field_index("licence")
        return table.set_column(place, table.schema.field(place), pyarrow.array(column))

    return changed


CHANGES: dict[str, tuple[Change, str]] = {
    "value": (licence_of_row(8, "MIT"), "says 'MIT' for licence in row 8, where the release says 'CC0-1.0'"),
    "order": (lambda table: table.take([1, 0, *range(2, 10)]), "says 'd0001' for key in row 1"),
    "row lost": (lambda table: table.slice(0, 9), "has 9 rows where the release has 10"),
    "row repeated": (
        lambda table: pyarrow.concat_tables([table, table.slice(9)]),
        "has 11 rows where the release has 10",
    ),
    "empty": (lambda table: table.slice(0, 0), "has 0 rows where the release has 10"),
    "column lost": (lambda table: table.drop_columns(["author"]), "has other columns than such a table"),
    "type": (
        lambda table: table.cast(table.schema.set(2, pyarrow.field("width", pyarrow.int64()))),
        "width (int64)",
    ),
    "columns turned": (
        lambda table: table.select(table.column_names[::-1]),
        "has other columns than such a table: shard (string), source_url",
    ),
}


@pytest.mark.parametrize("name", list(CHANGES))
@pytest.mark.parametrize("group", [2, 100])
def test_every_change_of_meaning_is_named(release: Release, folder: Path, name: str, group: int) -> None:
    change, sentence = CHANGES[name]
    path = folder / DISTRACTORS
    pyarrow.parquet.write_table(change(pyarrow.parquet.read_table(path)), path, row_group_size=group)
    assert sentence in (said(release, folder, DISTRACTORS) or "")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("boxes", [[1, 2, 20, 16], [25, 3, 15, 27]]),
        ("boxes", [[1, 2, 20, 15]]),
        ("scale", 0.5),
        ("clutter", None),
    ],
)
def test_a_changed_box_or_measure_is_named(
    release: Release, folder: Path, column: str, value: object
) -> None:
    table = pyarrow.parquet.read_table(folder / IMAGES)
    place = table.schema.get_field_index(column)
    values = table.column(column).to_pylist()
    values[2] = value  # a positive
    changed = table.set_column(
        place, table.schema.field(place), pyarrow.array(values, table.schema.types[place])
    )
    pyarrow.parquet.write_table(changed, folder / IMAGES)
    assert f"for {column} in row 3, where the release says" in (said(release, folder, IMAGES) or "")


def test_other_bytes_with_the_same_content_are_right(release: Release, folder: Path) -> None:
    path = folder / IMAGES
    before = path.read_bytes()
    pyarrow.parquet.write_table(
        pyarrow.parquet.read_table(path), path, compression="snappy", row_group_size=5
    )
    assert path.read_bytes() != before
    assert said(release, folder, IMAGES) is None


@pytest.mark.parametrize("damage", [b"", b"PAR1", b"no table at all"])
def test_what_is_no_parquet_file_is_named(release: Release, folder: Path, damage: bytes) -> None:
    (folder / OBJECTS).write_bytes(damage)
    assert "cannot be read as Parquet" in (said(release, folder, OBJECTS) or "")


def test_without_pyarrow_writing_says_what_to_install_and_the_sums_stand(
    release: Release, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet_file, "find_spec", lambda name: None)
    (folder / OBJECTS).write_bytes(b"something else")
    assert said(release, folder, OBJECTS) is None
    with pytest.raises(BundleError, match="pip install pyarrow") as caught:
        list(declared(release, OBJECTS).pieces())
    assert caught.value.code == "bundle.pyarrow-missing"
