"""croissant.json validates without a word, and its records are those of the release."""

import hashlib
import io
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from retrieval.bundle.about import About
from retrieval.bundle.describe.croissant import CONFORMS_TO, CONTEXT, croissant
from retrieval.bundle.describe.rai import responsible_ai
from retrieval.bundle.distractors import Listed
from retrieval.bundle.layouts.webdataset import sample_key
from retrieval.bundle.manifest import ExportOptions
from retrieval.bundle.naming import in_order, named_images, object_id, text_id
from retrieval.bundle.schema import Release
from tests.retrieval.bundle.describe.conftest import FOLDERS, Fresh
from tests.retrieval.bundle.describe.told import ANSWERS, hostile_release, told_release

READ = Path(__file__).with_name("read_croissant.py")
NAMES = [*FOLDERS, "hostile"]
Records = dict[str, list[dict[str, Any]]]


def provenance(release: Release) -> Any:
    return responsible_ai(release)


def released(name: str) -> Release:
    return (hostile_release() if name == "hostile" else told_release()).release


@pytest.mark.parametrize("name", NAMES)
def test_it_validates_without_error_or_warning(
    name: str, exported: Callable[[str], Path], fresh: Fresh
) -> None:
    program = Path(sys.executable).with_name("mlcroissant")
    output, errors = fresh(program, "validate", "--jsonld", exported(name) / "croissant.json")
    (line,) = (output + errors).splitlines()
    assert line.endswith("Done.")


@pytest.mark.parametrize("name", NAMES)
def test_every_record_is_that_of_the_release(
    name: str, exported: Callable[[str], Path], fresh: Fresh
) -> None:
    release = released(name)
    output, _ = fresh(READ, exported(name), "mapped" if name == "online" else "as it lies")
    records: Records = json.loads(output)
    assert set(records) == {"objects", "texts", "images", "boxes", "pictures", "distractors"}
    _tables_agree(release, records)
    _pictures_agree(release, records["pictures"], name)


def _tables_agree(release: Release, records: Records) -> None:
    objects = in_order(release)
    named = [(thing, found) for thing in objects for found in named_images(thing)]
    assert [(row["key"], row["name"], row["coarse"], row["object_id"]) for row in records["objects"]] == [
        (thing.key, thing.name, thing.categories.coarse, object_id(thing)) for thing in objects
    ]
    assert [(row["text_id"], row["text"]) for row in records["texts"]] == [
        (text_id(thing), thing.text) for thing in objects
    ]
    boxes = [[[box.x, box.y, box.width, box.height] for box in found.image.boxes] for _, found in named]
    assert [row["boxes"] for row in records["images"]] == boxes
    assert [(row["id"], row["boxes"]) for row in records["boxes"]] == [
        (found.id, entry) for (_, found), entry in zip(named, boxes, strict=True)
    ]
    plain = (
        "role",
        "sha256",
        "width",
        "height",
        "licence",
        "author",
        "origin",
        "source_url",
        "camera",
        "clutter",
    )
    for row, (thing, found) in zip(records["images"], named, strict=True):
        assert {name: row[name] for name in plain} == {name: getattr(found.image, name) for name in plain}
        assert (row["id"], row["image"], row["object"]) == (found.id, found.image.id, thing.key)
        assert row["scale"] == pytest.approx(found.image.scale)
    columns = ("key", "sha256", "width", "height", "licence", "author", "source_url")
    assert [tuple(row[name] for name in columns) for row in records["distractors"]] == [
        tuple(getattr(entry, name) for name in columns) for entry in release.distractors
    ]


def _pictures_agree(release: Release, pictures: list[dict[str, Any]], name: str) -> None:
    """The pixels of each picture are those of the image of that name."""
    blobs = (hostile_release() if name == "hostile" else told_release()).blobs
    wanted = {}
    for thing in release.objects:
        for found in named_images(thing):
            with Image.open(io.BytesIO(blobs[found.image.sha256])) as image:
                pixels = hashlib.sha256(image.convert("RGB").tobytes()).hexdigest()
            key = sample_key(found.id) if name == "webdataset" else f"ilias_core/{found.id}"
            wanted[key] = pixels
    column = "key" if name == "webdataset" else "path"
    assert {row[column]: row["image"] for row in pictures} == wanted
    assert len(pictures) == len(wanted)


@pytest.mark.parametrize("name", ["every", "online"])
def test_every_tar_and_table_is_there_with_its_hash(name: str, exported: Callable[[str], Path]) -> None:
    folder = exported(name)
    card = json.loads((folder / "croissant.json").read_text())
    files = {entry["@id"]: entry for entry in card["distribution"] if entry["@type"] == "cr:FileObject"}
    last = {"metadata/files.csv"}
    there = {
        path.relative_to(folder).as_posix()
        for suffix in ("tar", "parquet", "csv", "jsonl")
        for path in folder.rglob(f"*.{suffix}")
    }
    assert there - last <= set(files)
    for path, entry in files.items():
        data = (folder / path).read_bytes()
        assert entry["sha256"] == hashlib.sha256(data).hexdigest()
        assert entry["contentSize"] == f"{len(data)} B"
        address = entry["contentUrl"].partition("#")[0]
        assert address == (path if name == "every" else f"https://example.org/drawn/1.0.0/{path}")


def test_tars_of_two_versions_have_two_addresses(exported: Callable[[str], Path]) -> None:
    card = json.loads((exported("online") / "croissant.json").read_text())
    tars = [entry for entry in card["distribution"] if entry.get("encodingFormat") == "application/x-tar"]
    assert tars
    assert all(entry["contentUrl"].endswith(f"#sha256={entry['sha256']}") for entry in tars)


def test_every_answer_has_its_property() -> None:
    release = told_release().release
    card = json.loads(croissant(release, ExportOptions(), {}))
    assert card["conformsTo"] == list(CONFORMS_TO)
    assert card["@context"] == CONTEXT
    rai = {name: value for name, value in card.items() if name.startswith("rai:")}
    assert len(rai) == len(ANSWERS) + 1
    assert rai["rai:hasSyntheticData"] is False
    assert rai["rai:dataCollectionTimeFrame"] == ["2025-01-02", "2025-03-04"]
    assert rai["rai:dataCollection"] == ("Answer on data_collection. Time frame: 2025-01-02 to 2025-03-04")
    assert rai["rai:dataBiases"] == "Answer on data_biases."
    assert rai["rai:machineAnnotationTools"][0] == "Answer on machine_annotation_tools."
    assert "felzenszwalb 1" in rai["rai:machineAnnotationTools"][1]
    assert "approved by 2 reviewers" in rai["rai:dataAnnotationProtocol"][1]
    assert rai["rai:dataAnnotationPlatform"][1] == "Aristarch 0.1.0"
    assert rai["rai:annotationsPerItem"].startswith(
        "Answer on annotations_per_item. Every query and positive has 2"
    )
    assert "JPEG of quality 90" in rai["rai:dataPreprocessingProtocol"][1]


def test_sources_and_steps_are_those_of_the_release() -> None:
    card = provenance(told_release().release)
    entities = [(entry["prov:label"], entry["sc:description"]) for entry in card["prov:wasDerivedFrom"]]
    assert entities == [
        ("Photographs taken for this benchmark", "3 queries and positives."),
        ("https://example.org", "6 queries and positives."),
        ("https://example.org", "7 distractors."),
    ]
    assert [entry["prov:label"] for entry in card["prov:wasGeneratedBy"]] == [
        *("Collection by people", "Annotation and review by people", "Release images"),
        *("Measurement and comparison by programs", "Freezing and export"),
    ]


def test_what_nobody_answered_is_left_out_and_not_made_up() -> None:
    release = replace(told_release().release, about=About(), parameters={}, subsets=())
    rai = {name for name in provenance(release) if name.startswith("rai:")}
    assert rai == {"rai:dataAnnotationPlatform", "rai:annotationsPerItem", "rai:hasSyntheticData"}


def test_a_time_frame_without_days_is_told_with_the_collection() -> None:
    release = told_release().release
    answers = replace(
        release.about.responsible, data_collection_time_frame="Summer of 2025, from 2025-02-31 on"
    )
    card = provenance(replace(release, about=replace(release.about, responsible=answers)))
    assert "rai:dataCollectionTimeFrame" not in card
    assert "Time frame: Summer of 2025" in card["rai:dataCollection"]


def test_an_address_that_is_none_is_a_source_all_the_same() -> None:
    release = told_release().release
    rows = Listed(replace(entry, source_url="http://[::") for entry in release.distractors)
    card = provenance(replace(release, distractors=rows))
    assert card["prov:wasDerivedFrom"][-1]["prov:label"] == "a source without an address"


def test_without_distractors_there_is_no_such_record_set() -> None:
    release = replace(told_release().release, distractors=Listed(), subsets=())
    card = json.loads(croissant(release, ExportOptions(), {}))
    assert "distractors" not in [entry["@id"] for entry in card["recordSet"]]


def test_nothing_in_it_ends_the_page_that_embeds_it() -> None:
    release = hostile_release().release
    text = croissant(release, ExportOptions(), {})
    assert "</" not in text
    assert json.loads(text)["name"] == release.title
