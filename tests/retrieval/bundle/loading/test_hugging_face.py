"""Splits as Hugging Face datasets; images stay where they are and are decoded when asked for."""

import shutil
from pathlib import Path

import datasets
import pytest

from retrieval.bundle import open_release


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path / "cache")
    datasets.disable_progress_bars()


@pytest.mark.parametrize("gone", [(), ("ilias_core",), ("ilias_core", "ilias_core.tar")])
def test_images_are_an_image_feature(folder: Path, gone: tuple[str, ...]) -> None:
    for path in (folder / name for name in gone):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    release = open_release(folder)
    data = release.hf_dataset("positives")
    assert isinstance(data.features["image"], datasets.Image)
    assert data.column_names[:3] == ["image", "id", "object"]
    assert data["id"][:] == [image.id for image in release.positives]
    for row, image in zip(data, release.positives, strict=True):
        assert row["image"].tobytes() == release.image(image).tobytes()
        assert [tuple(box.values()) for box in row["boxes"]] == [
            (box.x, box.y, box.width, box.height) for box in image.boxes
        ]
        assert (row["scale"], row["clutter"]) == (image.scale, image.clutter)


def test_what_is_not_measured_of_queries_is_none(exported: Path) -> None:
    data = open_release(exported).hf_dataset("queries")
    assert data["clutter"][:] == [None, None, None]


@pytest.mark.parametrize("split", ["distractors", "mini"])
def test_distractors_stay_in_their_tars(folder: Path, split: str) -> None:
    release = open_release(folder)
    rows = list(release.distractors if split == "distractors" else release.subsets[split])
    data = release.hf_dataset(split)
    assert data["id"][:] == [row.id for row in rows]
    assert [image.tobytes() for image in data["image"]] == [release.image(row).tobytes() for row in rows]
    assert set(data["label"]) == {-1}


def test_a_subset_whose_big_tars_were_removed_is_found_in_its_own(folder: Path) -> None:
    before = open_release(folder).hf_dataset("mini")
    assert before[0]["image"].size == (30, 40)
    shutil.rmtree(folder / "yfcc100m")
    after = open_release(folder).hf_dataset("mini")
    assert after[2]["image"].size == (30, 40)


def test_texts_need_no_image(exported: Path) -> None:
    release = open_release(exported)
    data = release.hf_dataset("texts")
    assert data.column_names == ["text", "id", "object", "label"]
    assert data["text"][:] == [text.text for text in release.texts]
