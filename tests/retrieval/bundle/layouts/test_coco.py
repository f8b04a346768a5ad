"""The COCO layout, read and evaluated by pycocotools."""

import json
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

from retrieval.bundle.layouts.coco import parts
from retrieval.bundle.manifest import ExportOptions
from retrieval.bundle.naming import in_order, named_images, object_id
from retrieval.bundle.parts import FilePart
from retrieval.bundle.schema import Release, Role
from retrieval.bundle.writer import write_release
from tests.retrieval.bundle.drawn import Drawn, drawn_release

OPTIONS = ExportOptions(layouts=("coco",))
BOTH = pytest.mark.parametrize(("name", "role"), [("queries", "query"), ("positives", "positive")])


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    """Objects out of order, with a gap in the numbers, under three licences."""
    drawn = drawn_release(objects=5, positives=3, distractors=0)
    things = list(drawn.release.objects)
    things[0] = replace(things[0], images=tuple(replace(i, licence="CC0-1.0") for i in things[0].images))
    first, *others = things[4].images
    things[4] = replace(things[4], images=(first, replace(others[0], licence="LicenseRef-shop"), *others[1:]))
    return Drawn(replace(drawn.release, objects=(things[4], things[0], things[2], things[1])), drawn.blobs)


@pytest.fixture(scope="module")
def folder(drawn: Drawn, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("written") / "release"
    return write_release(drawn.release, out, drawn.read, OPTIONS).folder


def loaded(folder: Path, name: str) -> COCO:
    return COCO(folder / "coco" / f"{name}.json")


def images_of(release: Release, role: Role) -> dict[str, Any]:
    named = (named for thing in in_order(release) for named in named_images(thing))
    return {entry.id: entry.image for entry in named if entry.image.role == role}


@BOTH
def test_pycocotools_gives_every_image_with_its_boxes_and_its_licence(
    drawn: Drawn, folder: Path, name: str, role: Role
) -> None:
    coco = loaded(folder, name)
    licences = {entry["id"]: entry for entry in coco.dataset["licenses"]}
    wanted = images_of(drawn.release, role)

    assert [entry["ilias_id"] for entry in coco.loadImgs(coco.getImgIds())] == list(wanted)
    for entry in coco.loadImgs(coco.getImgIds()):
        image = wanted[entry["ilias_id"]]
        with Image.open(folder / entry["file_name"]) as opened:
            assert opened.size == (entry["width"], entry["height"]) == (image.width, image.height)
        assert licences[entry["license"]]["name"] == image.licence
        assert [entry["sha256"], entry["author"], entry["clutter"]] == [
            image.sha256,
            image.author,
            image.clutter,
        ]
        annotations = coco.loadAnns(coco.getAnnIds(imgIds=[entry["id"]]))
        assert [row["bbox"] for row in annotations] == [[b.x, b.y, b.width, b.height] for b in image.boxes]
        assert [row["area"] for row in annotations] == [box.area for box in image.boxes]
        categories = coco.loadCats([row["category_id"] for row in annotations])
        assert {category["object"] for category in categories} == {image.object_key}


@BOTH
def test_every_id_is_a_whole_number_from_one(folder: Path, name: str, role: Role) -> None:
    dataset = loaded(folder, name).dataset
    for table in ("licenses", "images", "annotations"):
        assert [row["id"] for row in dataset[table]] == list(range(1, len(dataset[table]) + 1))
    assert [row["id"] for row in dataset["categories"]] == [1, 2, 3, 5]  # the number of the object, plus one
    assert len(dataset["annotations"]) == 2 * len(dataset["images"])


def test_licences_have_their_page_and_categories_their_path(drawn: Drawn, folder: Path) -> None:
    dataset = loaded(folder, "queries").dataset
    assert [(entry["name"], entry["url"]) for entry in dataset["licenses"]] == [
        ("CC-BY-4.0", "https://spdx.org/licenses/CC-BY-4.0.html"),
        ("CC0-1.0", "https://spdx.org/licenses/CC0-1.0.html"),
        ("LicenseRef-shop", ""),
    ]
    assert {entry["name"]: entry["supercategory"] for entry in dataset["categories"]} == {
        object_id(thing): "/".join(thing.categories.names) for thing in drawn.release.objects
    }
    assert dataset["info"]["version"] == "1.0.0"
    assert dataset["info"]["year"] == 2026
    assert dataset["info"]["contributor"] == "Ada Lovelace, Émilie du Châtelet"


@BOTH
def test_perfect_detections_have_an_average_precision_of_one(folder: Path, name: str, role: Role) -> None:
    truth = loaded(folder, name)
    rows = [
        {"image_id": row["image_id"], "category_id": row["category_id"], "bbox": row["bbox"], "score": 0.9}
        for row in truth.dataset["annotations"]
    ]
    evaluated = evaluate(truth, truth.loadRes(rows))
    assert evaluated[0] == pytest.approx(1.0)
    assert evaluated[1] == pytest.approx(1.0)

    moved = [{**row, "bbox": [row["bbox"][0] + 12, *row["bbox"][1:]]} for row in rows]
    assert evaluate(truth, truth.loadRes(moved))[0] < 0.2  # else the one above would prove nothing


def evaluate(truth: COCO, results: COCO) -> Any:
    run = COCOeval(truth, results, "bbox")
    run.evaluate()
    run.accumulate()
    run.summarize()
    return run.stats


def test_the_same_release_is_the_same_bytes_in_whatever_order_it_comes(drawn: Drawn) -> None:
    def written(release: Release) -> dict[str, bytes]:
        files = (part for part in parts(release, OPTIONS) if isinstance(part, FilePart))
        return {part.path: b"".join(part.pieces()) for part in files}

    turned = replace(drawn.release, objects=drawn.release.objects[::-1])
    assert written(drawn.release) == written(turned)
    assert list(written(turned)) == ["coco/queries.json", "coco/positives.json"]


def test_five_thousand_images_are_written_within_a_second_in_small_pieces() -> None:
    """The peer takes 2.8 s; here about 0.1 s. The bound only tells a slow algorithm from a busy machine."""
    release = drawn_release(objects=2, positives=1, distractors=0).release
    thing = release.objects[1]
    query, positive = thing.images
    objects = tuple(
        replace(
            thing,
            key=f"thing_{number:03d}",
            number=number,
            images=(query, *(replace(positive, id=f"{number}-{place}") for place in range(4))),
        )
        for number in range(1000)
    )
    begun = time.process_time()
    files = [part for part in parts(replace(release, objects=objects), OPTIONS) if isinstance(part, FilePart)]
    pieces = [list(part.pieces()) for part in files]
    assert time.process_time() - begun < 1.0

    counts = [json.loads(b"".join(piece)) for piece in pieces]
    assert [len(entry["images"]) for entry in counts] == [1000, 4000]
    assert [len(entry["annotations"]) for entry in counts] == [2000, 8000]
    assert max(len(piece) for held in pieces for piece in held) < 500_000
