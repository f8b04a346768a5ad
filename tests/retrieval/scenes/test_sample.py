"""The sample benchmark: reproducible, complete, in the import format, true."""

import csv
import hashlib
import io
import json
import re
from datetime import UTC, date, datetime

import cv2
import numpy as np
import pytest
from PIL import ExifTags, Image, ImageOps

from retrieval.errors import RetrievalError
from retrieval.geometry import Box
from retrieval.scenes import SampleSize, draw_sample
from retrieval.scenes.photo import MODELS, Shot, encode_photo

SIZE = SampleSize(objects=2, queries_per_object=1, positives_per_object=2, distractors=5, near_duplicates=3)


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample") / "drawn"
    summary = draw_sample(folder, seed=5, size=SIZE)
    assert not summary.reused
    assert summary.drawn == 11
    return folder


def _rows(folder, name):
    with (folder / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _digests(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _truth(folder):
    return json.loads((folder / "truth/truth.json").read_text(encoding="utf-8"))["images"]


def _exif(path):
    with Image.open(path) as image:
        return image.getexif()


def test_one_seed_gives_one_set_of_bytes_and_another_seed_another(sample, tmp_path):
    draw_sample(tmp_path / "again", seed=5, size=SIZE)
    assert _digests(tmp_path / "again") == _digests(sample)
    other = tmp_path / "other"
    draw_sample(other, seed=6, size=SIZE)
    assert _digests(other)["images.csv"] != _digests(sample)["images.csv"]
    ours, theirs = ((f / "images/distractors/d0000.jpg").read_bytes() for f in (sample, other))
    assert ours != theirs


@pytest.mark.parametrize(
    ("name", "header"),
    [
        (
            "objects.csv",
            "object,name,coarse,mid,fine,evidence_kind,evidence_date,evidence_url,evidence_statement",
        ),
        ("images.csv", "path,object,role,origin,author,licence,source_url"),
        ("boxes.csv", "path,x,y,width,height"),
        ("texts.csv", "object,text"),
        ("distractors.csv", "path,licence,author,source_url"),
        ("duplicates.csv", "path,duplicate_of,how"),
    ],
)
def test_tables_have_the_headers_of_the_import_format_and_every_path_exists(sample, name, header):
    assert (sample / name).read_text(encoding="utf-8").splitlines()[0] == header
    rows = _rows(sample, name)
    assert rows
    for row in rows:
        assert None not in row
        for column in ("path", "duplicate_of"):
            if column in row:
                assert (sample / row[column]).is_file()


def test_every_picture_is_listed_once(sample):
    listed = [row["path"] for name in ("images.csv", "distractors.csv") for row in _rows(sample, name)]
    drawn = [path.relative_to(sample).as_posix() for path in (sample / "images").rglob("*.*")]
    assert sorted(listed) == sorted(drawn)
    assert [image["path"] for image in _truth(sample)] == listed


def test_keys_categories_and_evidence_can_be_imported(sample):
    for row in _rows(sample, "objects.csv"):
        assert re.fullmatch(r"[a-z0-9_]+", row["object"])
        assert "pos" not in row["object"]
        assert "quer" not in row["object"]
        for level in ("coarse", "mid", "fine"):
            assert row[level]
            assert not set("-,") & set(row[level])
        assert row["evidence_kind"] in ("public_record", "private_knowledge")
        assert row["evidence_statement"]
        assert date.fromisoformat(row["evidence_date"]) >= date(2014, 1, 1)
        assert bool(row["evidence_url"]) == (row["evidence_kind"] == "public_record")
    texts = {row["object"]: row["text"] for row in _rows(sample, "texts.csv")}
    assert set(texts) == {row["object"] for row in _rows(sample, "objects.csv")}
    assert len(set(texts.values())) == len(texts)


def test_boxes_are_the_extents_of_the_masks(sample):
    boxes = {}
    for row in _rows(sample, "boxes.csv"):
        boxes.setdefault(row["path"], []).append(
            Box(*(int(row[side]) for side in ("x", "y", "width", "height")))
        )
    members = [image for image in _truth(sample) if image["role"] != "distractor"]
    assert set(boxes) == {image["path"] for image in members}
    for image in members:
        mask = cv2.imread(str(sample / image["mask"]), cv2.IMREAD_UNCHANGED)
        with Image.open(sample / image["path"]) as opened:
            assert ImageOps.exif_transpose(opened).size == mask.shape[::-1]
        assert mask.max() == len(boxes[image["path"]])
        for label, box in enumerate(boxes[image["path"]], start=1):
            assert box.is_inside(mask.shape[1], mask.shape[0])
            rows, columns = np.nonzero(mask == label)
            assert (columns.min(), rows.min()) == (box.x, box.y)
            assert (columns.max() + 1, rows.max() + 1) == (box.right, box.bottom)


def test_queries_and_positives_come_from_different_cameras_after_the_evidence(sample):
    since = {row["object"]: date.fromisoformat(row["evidence_date"]) for row in _rows(sample, "objects.csv")}
    cameras = {}
    for row in _rows(sample, "images.csv"):
        exif = _exif(sample / row["path"])
        camera = (exif[ExifTags.Base.Make], exif[ExifTags.Base.Model])
        cameras.setdefault((row["object"], row["role"]), set()).add(camera)
        taken = exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal]
        assert date.fromisoformat(taken[:10].replace(":", "-")) > since[row["object"]]
        assert "drawn" in exif[ExifTags.Base.Software]
    for key in since:
        assert not cameras[key, "query"] & cameras[key, "positive"]


def test_near_duplicates_are_known_and_look_like_what_they_copy(sample):
    rows = _rows(sample, "duplicates.csv")
    assert len(rows) == SIZE.near_duplicates
    truth = {image["path"]: image for image in _truth(sample)}
    for row in rows:
        assert truth[row["path"]]["instance"] == truth[row["duplicate_of"]]["instance"]
        assert truth[row["path"]]["how"] == row["how"]
    benchmark = [row for row in rows if row["duplicate_of"].startswith("images/objects/")]
    assert len(benchmark) == 1


def test_a_second_call_reuses_the_folder(sample):
    before = {path: path.stat().st_mtime_ns for path in sample.rglob("*")}
    summary = draw_sample(sample, seed=5, size=SIZE)
    assert summary.reused
    assert summary.drawn == 0
    assert {path: path.stat().st_mtime_ns for path in sample.rglob("*")} == before


def test_an_interrupted_folder_is_completed_to_the_same_bytes(sample, tmp_path):
    class KilledError(Exception):
        pass

    def stop(done, total):
        if done == 4:
            raise KilledError

    folder = tmp_path / "half"
    with pytest.raises(KilledError):
        draw_sample(folder, seed=5, size=SIZE, progress=stop)
    assert not (folder / ".done").exists()
    (folder / "images/objects/torn.jpg.part").write_bytes(b"left by a kill")
    seen = []
    summary = draw_sample(folder, seed=5, size=SIZE, progress=lambda *step: seen.append(step))
    assert 0 < summary.drawn < 11
    assert seen == [(number, 11) for number in range(1, 12)]
    assert _digests(folder) == _digests(sample)


def test_a_folder_with_something_else_is_left_alone(sample, tmp_path):
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    for folder, seed in ((tmp_path, 5), (sample, 6)):
        with pytest.raises(RetrievalError) as refused:
            draw_sample(folder, seed=seed, size=SIZE)
        assert refused.value.code == "sample.folder"
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize(
    "numbers", [{"objects": 0}, {"positives_per_object": 0}, {"distractors": 2, "near_duplicates": 3}]
)
def test_impossible_sizes_are_refused(numbers):
    with pytest.raises(RetrievalError) as refused:
        SampleSize(**numbers)
    assert refused.value.code == "sample.size"


def test_phones_tell_a_place_in_their_originals_and_hold_some_pictures_sideways():
    phone = next(model for model in MODELS if model.phone)
    pixels = np.zeros((phone.width, phone.height, 3), dtype=np.uint8)
    pixels[:100] = (250, 10, 10)
    taken = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
    data = encode_photo(pixels, Shot(phone, taken, portrait=True))
    with Image.open(io.BytesIO(data)) as image:
        assert image.size == (phone.width, phone.height)
        assert image.getexif()[ExifTags.Base.Orientation] == 6
        assert image.getexif().get_ifd(ExifTags.IFD.GPSInfo)
        upright = np.asarray(ImageOps.exif_transpose(image))
    assert upright.shape == pixels.shape
    assert upright[:90].mean(axis=(0, 1))[0] > 200
    assert upright[200:].max() < 40
