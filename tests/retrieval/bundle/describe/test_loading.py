"""The code that release page and README offer runs in a fresh Python, as it stands, on a drawn release."""

import ast
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from retrieval.bundle.describe.loading import LOADING, Loading, loading_for
from retrieval.bundle.manifest import ExportOptions
from tests.retrieval.bundle.describe.conftest import Fresh

CHECKOUT = os.environ.get("ILIAS_OFFICIAL", "")
OFFICIAL = {"ilias-evaluation", "ilias-features"}
SAID = {
    "aristarch": "thing0_000/query/Q000_00.jpg (40, 30) ['thing0_000/pos/P000_00.jpg', 'thing0_000/pos/P000_01.jpg']",
    "datasets": "3 6 3\nthing0_000/query/Q000_00.jpg (40, 30) [[1, 2, 20, 15], [25, 3, 15, 27]]",
    "webdataset": "thing0_000/pos/P000_00.jpg (40, 30) [[1, 2, 20, 15], [25, 3, 15, 27]]",
    "pycocotools": "Average Precision  (AP) @[ IoU=0.50:0.95 | area=   all | maxDets=100 ] = 1.000",
    "mlcroissant": "pictures {'pictures/path': b'ilias_core/",
    "pandas": "query     CC-BY-4.0    3",
    "ilias-evaluation": "mAP",
    "ilias-features": "3 6 3\nodd_mug_001/query/Q001_00.jpg (40, 30)",
}


def printed(entry: Loading, folder: Path, place: Path, fresh: Fresh) -> str:
    script = place / "copied.py"
    script.write_text(f"folder = {str(folder)!r}\nilias = {CHECKOUT!r}\n{entry.code}")
    output, _ = fresh(script)
    return output


@pytest.mark.parametrize("entry", LOADING, ids=lambda entry: entry.tool)
def test_the_code_runs_as_it_stands(
    entry: Loading, exported: Callable[[str], Path], tmp_path: Path, fresh: Fresh
) -> None:
    if entry.tool in OFFICIAL and not CHECKOUT:
        pytest.skip("ILIAS_OFFICIAL names no checkout of the official code")
    assert SAID[entry.tool] in printed(entry, exported("every"), tmp_path, fresh)


@pytest.mark.parametrize("layout", ["ilias", "webdataset", "coco"])
def test_code_is_offered_only_where_it_runs(
    layout: str, exported: Callable[[str], Path], tmp_path: Path, fresh: Fresh
) -> None:
    offered = {entry.tool: entry for entry in loading_for(ExportOptions(layouts=(layout,)))}
    own = {"ilias": OFFICIAL, "webdataset": {"datasets", "webdataset"}, "coco": {"pycocotools"}}[layout]
    assert set(offered) == {"aristarch", "mlcroissant", "pandas"} | own
    assert "pictures {" in printed(offered["mlcroissant"], exported(layout), tmp_path, fresh)
    assert "(40, 30)" in printed(offered["aristarch"], exported(layout), tmp_path, fresh)


def test_code_is_short_and_speaks_of_no_other_names() -> None:
    for entry in LOADING:
        assert len(entry.code.splitlines()) <= 16
        loaded = {node.id for node in ast.walk(ast.parse(entry.code)) if isinstance(node, ast.Name)}
        assert "folder" in loaded
        assert ("ilias" in loaded) == (entry.tool in OFFICIAL)
