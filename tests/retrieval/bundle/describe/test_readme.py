"""The dataset card: a head that Hugging Face loads by, and words that say what is there and nothing else."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from retrieval.bundle.describe import described
from retrieval.bundle.describe.front import size_category
from retrieval.bundle.describe.readme import readme
from retrieval.bundle.describe.selection import selection_json
from retrieval.bundle.distractors import Listed
from retrieval.bundle.manifest import ExportOptions, counts_of
from retrieval.bundle.schema import Release
from retrieval.bundle.verify import verify
from tests.retrieval.bundle.describe.conftest import EVERY, Fresh
from tests.retrieval.bundle.describe.told import HOSTILE, hostile_release, told_release

TABLES = ["images_table", "objects_table", "distractors_table"]
BY_CONFIG = """
import json, sys
from datasets import get_dataset_config_names, load_dataset
folder = sys.argv[1]
print(json.dumps({name: len(load_dataset(folder, name, split="test")) for name in get_dataset_config_names(folder)}))
"""


def card(release: Release, layouts: tuple[str, ...] = EVERY) -> str:
    return readme(release, ExportOptions(layouts=layouts), counts_of(release))


def head(text: str) -> dict[str, Any]:
    _, front, _ = text.split("---\n", 2)
    found: dict[str, Any] = yaml.safe_load(front)
    return found


def headings(text: str) -> list[str]:
    return [line for line in text.split("---\n", 2)[2].split("\n") if line.startswith("## ")]


def test_the_head_says_what_the_release_says() -> None:
    front = head(card(told_release().release))
    configs = {entry["config_name"]: entry["data_files"][0]["path"] for entry in front.pop("configs")}
    assert front == {
        "license": "cc-by-4.0",
        "pretty_name": "Drawn *things* & more",
        "language": ["en"],
        "tags": [
            *("image-retrieval", "instance-level-retrieval", "croissant", "datasets"),
            *("instance-level retrieval", "drawings"),
        ],
        "task_categories": ["image-feature-extraction"],
        "size_categories": ["n<1K"],
    }
    assert list(configs) == ["queries", "positives", "texts", "mini", "distractors"]
    assert configs["mini"] == f"webdataset/mini-{'[0-9]' * 6}.tar"


@pytest.mark.parametrize("layouts", [("coco",), ("ilias",), ("ilias", "coco")])
def test_the_head_offers_only_what_the_layouts_hold(layouts: tuple[str, ...]) -> None:
    front = head(card(told_release().release, layouts))
    assert [entry["config_name"] for entry in front["configs"]] == TABLES
    assert [entry.get("default") for entry in front["configs"]] == [True, None, None]


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("every", {"queries": 3, "positives": 6, "texts": 3, "mini": 2, "distractors": 7}),
        ("hostile", {"queries": 3, "positives": 6, "texts": 3, "mini": 1, "distractors": 7}),
        ("ilias", {"images_table": 9, "objects_table": 3, "distractors_table": 7}),
    ],
)
def test_hugging_face_loads_every_config_of_the_head(
    name: str, rows: dict[str, int], exported: Callable[[str], Path], fresh: Fresh
) -> None:
    output, _ = fresh("-c", BY_CONFIG, exported(name))
    assert json.loads(output.splitlines()[-1]) == rows


def test_hostile_words_change_neither_head_nor_sections() -> None:
    text = card(hostile_release().release)
    front = head(text)
    assert front["license"] == "other"
    assert front["language"] == ["no"]
    assert front["tags"][-1] == "no"
    assert headings(text) == headings(card(told_release().release))
    body = re.sub(r"^(`{3,}).*?^\1$", "", text.split("---\n", 2)[2], flags=re.DOTALL | re.MULTILINE)
    assert "script" in body
    assert "<script" not in body.replace("\\<", "")


def test_the_words_follow_from_what_the_folder_itself_says(exported: Callable[[str], Path]) -> None:
    assert verify(exported("hostile")).problems == ()
    assert verify(exported("online")).problems == ()


def test_what_is_not_in_the_folder_is_not_described() -> None:
    text = card(told_release().release, ("coco",))
    assert "## Evaluate" not in text
    assert "yfcc100m/" not in text
    assert "pycocotools" in text
    assert "load_dataset" not in text
    assert "inside this folder" in card(told_release().release, ("ilias",))


def test_left_out_and_withdrawn_are_told() -> None:
    text = card(told_release().release)
    assert "- Gone (gone): No text." in text
    assert r"| object | lost\_lamp | 0.9.0 | 2026-10-01 | Consent, withdrawn. |" in text
    clean = replace(told_release().release, left_out=(), withdrawn=())
    assert {"## Left out", "## Withdrawn"}.isdisjoint(headings(card(clean)))


def test_the_stand_in_encoder_is_told_at_the_top() -> None:
    release = told_release().release
    assert "Not for measurements" not in card(release)
    for encoder in ("demo", "demo 0cdaea2bbea7e716 165", "demo-2@96"):
        demo = replace(release, parameters={"fingerprints": [{"version": "1", "encoder": encoder}]})
        top, _, _ = card(demo).partition("## Numbers")
        assert "**Not for measurements.** A demonstration encoder (`demo`)" in top
    other = replace(
        release, parameters={"fingerprints": [{"version": "1", "encoder": "open_clip demography"}]}
    )
    assert "Not for measurements" not in card(other)


def test_a_licence_that_the_hub_does_not_know_is_named_beside_other() -> None:
    release = told_release().release
    own = head(card(replace(release, about=replace(release.about, licence="LicenseRef-Own"))))
    assert (own["license"], own["license_name"], "license_link" in own) == ("other", "licenseref-own", False)
    odd = head(card(replace(release, about=replace(release.about, licence="GFDL-1.3"))))
    assert (odd["license"], odd["license_link"]) == ("other", "https://spdx.org/licenses/GFDL-1.3.html")
    none = head(card(replace(release, about=replace(release.about, licence=""))))
    assert (none["license"], none["license_name"]) == ("other", "per-image")


class Many(Listed):
    """Says that there are as many as `said`."""

    said = 0

    def __len__(self) -> int:
        return self.said


@pytest.mark.parametrize(
    ("count", "name"),
    [(0, "n<1K"), (1_000, "1K<n<10K"), (99_144_315, "10M<n<100M"), (5 * 10**9, "1B<n<10B")],
)
def test_the_size_is_that_of_all_images(count: int, name: str) -> None:
    many = Many()
    many.said = count
    assert size_category(replace(told_release().release, distractors=many)) == name


def test_the_selection_is_there_when_something_was_selected() -> None:
    release = told_release().release
    named = [part.path for part in described(release, ExportOptions(), counts_of(release))]
    assert named == ["README.md", "DATASHEET.md", "CITATION.cff", "ATTRIBUTION.md", "selection.json"]
    bare = replace(release, subsets=())
    assert "selection.json" not in [part.path for part in described(bare, ExportOptions(), counts_of(bare))]
    (mini,) = json.loads(selection_json(release))["subsets"]
    assert (mini["name"], mini["distractors"]) == ("mini", 2)
    assert mini["selection"] == {"seed": 3, "encoders": ["open_clip"]}
    (odd,) = json.loads(selection_json(hostile_release().release))["subsets"]
    assert odd["selection"] == {HOSTILE: HOSTILE}


def test_of_many_tombstones_the_first_hundred_are_shown() -> None:
    release = told_release().release
    many = tuple(replace(release.withdrawn[0], key=f"k{place}") for place in range(103))
    text = card(replace(release, withdrawn=many))
    assert "| object | k99 |" in text
    assert "| object | k100 |" not in text
    assert "And 3 more, in `metadata/withdrawn.csv`." in text
