"""Splits as torch datasets: any number of workers, forked or spawned, gives the same samples."""

import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch.utils.data import DataLoader, Dataset, Subset

from retrieval.bundle import BundleError, extras, open_release


def tensor(image: Any) -> torch.Tensor:
    return torch.from_numpy(np.asarray(image.convert("RGB")).copy())


@pytest.mark.parametrize(
    ("split", "count"), [("queries", 3), ("positives", 6), ("distractors", 7), ("mini", 3)]
)
def test_a_split_holds_each_image_once(exported: Path, split: str, count: int) -> None:
    release = open_release(exported)
    data = release.torch_dataset(split, transform=tensor)
    assert isinstance(data, Dataset)
    assert len(data) == count
    for index in range(count):
        sample, entry = data[index], data.entry(index)
        assert sample["id"] == entry.id
        assert torch.equal(sample["image"], tensor(release.image(entry)))
        assert sample["label"] == (
            release.objects.index(release.object_of(entry)) if "pos" in split else sample["label"]
        )
    with pytest.raises(IndexError):
        data[count]


def test_without_a_transform_images_are_pictures(exported: Path) -> None:
    assert open_release(exported).torch_dataset("queries")[0]["image"].size == (40, 30)


def test_texts_carry_their_label(exported: Path) -> None:
    release = open_release(exported)
    data = release.torch_dataset("texts")
    assert [data[index]["text"] for index in range(3)] == [text.text for text in release.texts]
    assert [data[index]["label"] for index in range(3)] == [0, 1, 2]


def test_distractors_have_no_label(exported: Path) -> None:
    assert {open_release(exported).torch_dataset("mini")[index]["label"] for index in range(3)} == {-1}


@pytest.mark.slow
@pytest.mark.parametrize("how", ["fork", "spawn"])
@pytest.mark.parametrize("split", ["positives", "distractors"])
def test_workers_give_the_same_batches(exported: Path, how: str, split: str) -> None:
    data = open_release(exported).torch_dataset(split, transform=tensor)
    data[0]  # what one process opened, another must not go on with
    alone = list(DataLoader(data, batch_size=2))
    shared = list(DataLoader(data, batch_size=2, num_workers=2, multiprocessing_context=how))
    assert [batch["id"] for batch in shared] == [batch["id"] for batch in alone]
    for mine, theirs in zip(alone, shared, strict=True):
        assert torch.equal(mine["image"], theirs["image"])
        assert torch.equal(mine["label"], theirs["label"])


def test_a_split_survives_pickling_and_selection(exported: Path) -> None:
    data = open_release(exported).torch_dataset("mini", transform=tensor)
    again = pickle.loads(pickle.dumps(data))
    assert torch.equal(again[2]["image"], data[2]["image"])
    assert Subset(data, [2])[0]["id"] == data[2]["id"]


def test_without_torch_the_extra_is_named(exported: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BundleError, match=r"aristarch-bundle\[torch\]") as refused:
        extras.needed("torch_that_is_not_installed", "torch")
    assert refused.value.code == "bundle.extra-missing"
