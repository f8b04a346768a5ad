"""Real photographs in all layouts at once: each library of the field counts and finds the same."""

from pathlib import Path

import datasets
import numpy as np
import pandas
import pyarrow.parquet
import pytest
from PIL import Image
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

from retrieval.bundle.manifest import ExportOptions
from retrieval.bundle.verify import verify
from retrieval.bundle.writer import write_release
from tests.retrieval.bundle.drawn import Drawn
from tests.retrieval.bundle.layouts.photographs import photographed_release
from tests.retrieval.bundle.layouts.samples import web_samples

OPTIONS = ExportOptions(layouts=("ilias", "webdataset", "coco"), shard_size=25, objects_per_tar=10)
DISTRACTORS = 60


@pytest.fixture(scope="module")
def drawn(trial_dir: Path) -> Drawn:
    return photographed_release(trial_dir, DISTRACTORS)


@pytest.fixture(scope="module")
def folder(drawn: Drawn, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("written") / "release"
    return write_release(drawn.release, out, drawn.read, OPTIONS).folder


@pytest.fixture(scope="module")
def table(folder: Path) -> pandas.DataFrame:
    return pandas.read_parquet(folder / "metadata/images.parquet")


def test_the_folder_is_found_right(folder: Path) -> None:
    verification = verify(folder)
    assert [problem.message for problem in verification.problems] == []


def test_hugging_face_and_the_table_say_the_same(
    folder: Path, table: pandas.DataFrame, tmp_path: Path
) -> None:
    files = {
        name: sorted(str(path) for path in folder.glob(f"webdataset/{name}-*.tar"))
        for name in ("queries", "positives")
    }
    loaded = datasets.load_dataset("webdataset", data_files=files, cache_dir=str(tmp_path))
    both = [sample for name in files for sample in loaded[name]]

    assert [len(loaded[name]) for name in files] == [29, 122]
    told = {sample["json"]["id"]: (sample["jpg"].size, sample["bbox.json"]) for sample in both}
    assert told == {
        row["id"]: ((row["width"], row["height"]), [box.tolist() for box in row["boxes"]])
        for row in table.to_dict("records")
    }
    assert {sample["json"]["licence"] for sample in both} == set(table["licence"])


def test_webdataset_gives_the_pixels_of_the_files(folder: Path, table: pandas.DataFrame) -> None:
    files = [str(path) for path in sorted(folder.glob("webdataset/positives-*.tar"))]
    paths = dict(zip(table["id"], table["path"], strict=True))
    samples = web_samples(files, "rgb8")
    assert len(samples) == 122
    for sample in samples[::10]:
        with Image.open(folder / paths[sample["json"]["id"]]) as opened:
            assert np.array_equal(sample["jpg"], np.asarray(opened))


def test_coco_finds_the_boxes_of_the_table(folder: Path, table: pandas.DataFrame) -> None:
    truth = COCO(folder / "coco" / "positives.json")
    wanted = table[table["role"] == "positive"]
    assert [entry["ilias_id"] for entry in truth.dataset["images"]] == list(wanted["id"])
    assert len(truth.dataset["annotations"]) == sum(len(boxes) for boxes in wanted["boxes"])
    names = {entry["id"]: entry["name"] for entry in truth.dataset["licenses"]}
    assert [names[entry["license"]] for entry in truth.dataset["images"]] == list(wanted["licence"])

    found = [
        {key: row[key] for key in ("image_id", "category_id", "bbox")} | {"score": 1.0}
        for row in truth.dataset["annotations"]
    ]
    run = COCOeval(truth, truth.loadRes(found), "bbox")
    run.evaluate()
    run.accumulate()
    run.summarize()
    assert run.stats[0] == pytest.approx(1.0)


def test_distractors_and_their_subset_are_in_tars_and_table(folder: Path, drawn: Drawn) -> None:
    rows = pyarrow.parquet.read_table(folder / "metadata/distractors.parquet")
    keys = rows.column("key").to_pylist()
    shards = list(dict.fromkeys(rows.column("shard").to_pylist()))
    assert [
        sample["__key__"] for sample in web_samples([str(folder / "yfcc100m" / name) for name in shards])
    ] == keys
    mini = [str(path) for path in sorted(folder.glob("webdataset/mini-*.tar"))]
    assert (
        [sample["__key__"] for sample in web_samples(mini)]
        == keys[::3]
        == list(drawn.release.subsets[0].keys)
    )
