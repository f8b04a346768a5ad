"""The offered code and croissant.json on real photographs: what each tool counts is what the card states."""

import json
from pathlib import Path

import pytest

from retrieval.bundle.describe.loading import LOADING, Loading
from retrieval.bundle.manifest import ExportOptions, counts_of
from retrieval.bundle.writer import write_release
from tests.retrieval.bundle.describe.conftest import EVERY, Fresh
from tests.retrieval.bundle.describe.test_croissant import READ
from tests.retrieval.bundle.describe.test_loading import CHECKOUT, OFFICIAL, printed
from tests.retrieval.bundle.layouts.photographs import photographed_release


@pytest.fixture(scope="module")
def told(trial_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    drawn = photographed_release(trial_dir, 60)
    options = ExportOptions(layouts=EVERY, shard_size=25, objects_per_tar=10)
    folder = tmp_path_factory.mktemp("real") / "release"
    return write_release(drawn.release, folder, drawn.read, options).folder, counts_of(drawn.release)


def expected(tool: str, counts: dict[str, int]) -> str:
    queries, positives, texts = (counts[name] for name in ("image_queries", "positives", "text_queries"))
    said = {
        "datasets": f"{queries} {positives} {texts}\n",
        "pycocotools": "area=   all | maxDets=100 ] = 1.000",
        "pandas": f"{counts['distractors']} distractors\n",
        "ilias-evaluation": "mAP",
        "ilias-features": f"{queries} {positives} {texts}\n",
    }
    return said.get(tool, "")


@pytest.mark.parametrize("entry", LOADING, ids=lambda entry: entry.tool)
def test_the_code_counts_what_the_card_states(
    entry: Loading, told: tuple[Path, dict[str, int]], tmp_path: Path, fresh: Fresh
) -> None:
    if entry.tool in OFFICIAL and not CHECKOUT:
        pytest.skip("ILIAS_OFFICIAL names no checkout of the official code")
    folder, counts = told
    output = printed(entry, folder, tmp_path, fresh)
    assert expected(entry.tool, counts) in output
    if entry.tool == "webdataset":
        assert len(output.splitlines()) == counts["positives"]


def test_croissant_reads_every_record(told: tuple[Path, dict[str, int]], fresh: Fresh) -> None:
    folder, counts = told
    output, _ = fresh(READ, folder, "as it lies")
    read = {name: len(rows) for name, rows in json.loads(output).items()}
    images = counts["image_queries"] + counts["positives"]
    assert read == {
        "objects": counts["objects"],
        "texts": counts["text_queries"],
        **dict.fromkeys(("images", "boxes", "pictures"), images),
        "distractors": counts["distractors"],
    }
    boxes = sum(len(row["boxes"]) for row in json.loads(output)["boxes"])
    assert boxes == counts["boxes"]
