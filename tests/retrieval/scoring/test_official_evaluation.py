"""The unmodified evaluate.py of ILIAS on an exported release gives the figures that ours gives.

Set ILIAS_OFFICIAL to a checkout of github.com/ilias-vrg/ilias to run this.
"""

import json
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from retrieval.bundle.layouts.ilias import id_lists
from retrieval.bundle.manifest import ExportOptions
from retrieval.bundle.naming import in_order, named_images, object_id, shards, text_id
from retrieval.bundle.schema import Release
from retrieval.bundle.writer import write_release
from retrieval.scoring.average_precision import ilias_average_precision_at_k
from tests.retrieval.bundle.drawn import drawn_release

OPTIONS = ExportOptions(shard_size=7)
CHECKOUT = os.environ.get("ILIAS_OFFICIAL", "")
pytestmark = pytest.mark.skipif(not CHECKOUT, reason="ILIAS_OFFICIAL names no checkout of the official code")


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Release]:
    out = tmp_path_factory.mktemp("exported") / "out"
    drawn = drawn_release(objects=4, positives=3, distractors=20)
    write_release(drawn.release, out, drawn.read, options=OPTIONS)
    return out, drawn.release


def similarities(release: Release, queries: list[str], ties: int) -> dict[str, dict[str, float]]:
    """Scores of the whole database for each query, rounded so that some are tied."""
    database = [line.split(",")[0] for line in dict(id_lists(release))["image_ids/positive_ids.txt"].split()]
    for shard in shards(release, OPTIONS.shard_size):
        held = release.distractors.between(shard.start, shard.stop)
        database += [f"{shard.name}/{entry.key}" for entry in held]
    chance = np.random.default_rng(ties)
    return {
        query: dict(zip(database, chance.random(len(database)).round(ties).tolist(), strict=True))
        for query in queries
    }


def evaluated(out: Path, scores: dict[str, dict[str, float]], place: Path, k: int) -> dict[str, Any]:
    (place / "similarities.json").write_text(json.dumps(scores))
    script = Path(CHECKOUT) / "evaluation/evaluate.py"
    options = ["--similarity_file", str(place / "similarities.json"), "--dataset_dir", ".", "--check_ids"]
    result = ["--result_file", str(place / "report.pkl"), "--k", str(k)]
    subprocess.run([sys.executable, script, *options, *result], cwd=out, check=True, capture_output=True)
    with (place / "report.pkl").open("rb") as opened:
        report: dict[str, Any] = pickle.load(opened)
    return report


@pytest.mark.parametrize("kind", ["i2i", "t2i"])
@pytest.mark.parametrize(("ties", "k"), [(9, 1000), (1, 1000), (1, 5), (9, 3)])
def test_official_and_own_figures_are_equal(
    release: tuple[Path, Release], tmp_path: Path, kind: str, ties: int, k: int
) -> None:
    out, content = release
    objects = in_order(content)
    images = {object_id(thing): list(named_images(thing)) for thing in objects}
    queries = [named.id for found in images.values() for named in found if named.image.role == "query"]
    if kind == "t2i":
        queries = [text_id(thing) for thing in objects]
    scores = similarities(content, queries, ties)

    report = evaluated(out, scores, tmp_path, k)

    assert sorted(report["queries"]) == sorted(queries)
    own = []
    for query in report["queries"]:
        found = images[query.split("/")[0]]
        positives = {named.id for named in found if named.image.role == "positive"}
        values = np.array(list(scores[query].values()))
        own.append(100 * ilias_average_precision_at_k(list(scores[query]), values, positives, k))
    assert report["aps"] == pytest.approx(own, abs=1e-9)
    assert report["map"] == pytest.approx(np.mean(own), abs=1e-9)
    assert set(report["categories"]) == {"home"}
