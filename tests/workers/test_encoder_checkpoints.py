"""open_clip fetches its own weights; they are noted, laid where the encoder looks, and never change unseen."""

import io
import json
from pathlib import Path
from typing import Any

import open_clip.pretrained
import pytest
from django.core.management import CommandError, call_command

from retrieval.encoders import EncoderOptions, build_encoder
from retrieval.encoders.checkpoint import digest_of
from tests.retrieval.encoders.tiny import NAME, write_tiny_model


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = write_tiny_model(tmp_path_factory.mktemp("served"))
    return folder


@pytest.fixture
def models(monkeypatch: pytest.MonkeyPatch, settings: Any, tiny: Path, tmp_path: Path) -> Path:
    """An empty models folder; open_clip knows two trainings of the tiny model and one that is gone."""
    served = {
        tag: {"url": (tiny / file).as_uri()}
        for tag, file in (("first", "weights.safetensors"), ("second", "weights.pt"), ("gone", "gone.pt"))
    }
    monkeypatch.setitem(open_clip.pretrained._PRETRAINED, NAME, served)
    settings.MODELS_ROOT = tmp_path / "models"
    return tmp_path / "models" / "open_clip"


def fetched(name: str) -> str:
    out = io.StringIO()
    call_command("fetch_models", name, stdout=out)
    return out.getvalue()


def test_without_a_tag_the_first_training_is_fetched_once_and_the_encoder_finds_it(
    models: Path, tiny: Path
) -> None:
    assert "fetched to" in fetched(f"open_clip:{NAME}")
    assert sorted(path.name for path in models.iterdir()) == [
        f"{NAME}.safetensors",
        f"{NAME}.safetensors.json",
    ]
    noted = json.loads((models / f"{NAME}.safetensors.json").read_text())
    assert noted == {"sha256": digest_of(tiny / "weights.safetensors"), "tag": "first"}
    encoder = build_encoder(f"open_clip:{NAME}", EncoderOptions(models_dir=models.parent))
    assert f"{NAME}/first {noted['sha256'][:16]}" in encoder.version
    assert "is already at" in fetched(f"open_clip:{NAME}")


def test_another_training_takes_the_place_of_the_one_that_lies_there(models: Path) -> None:
    fetched(f"open_clip:{NAME}/first")
    assert "fetched to" in fetched(f"open_clip:{NAME}/second")
    assert sorted(path.name for path in models.iterdir()) == [f"{NAME}.pt", f"{NAME}.pt.json"]
    assert "is already at" in fetched(f"open_clip:{NAME}")


def test_a_file_that_changed_since_it_was_fetched_is_reported(models: Path) -> None:
    fetched(f"open_clip:{NAME}")
    weights = models / f"{NAME}.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1])
    with pytest.raises(CommandError, match="is not what was fetched"):
        fetched(f"open_clip:{NAME}")


def test_weights_laid_there_by_hand_are_noted_the_first_time(models: Path) -> None:
    models.mkdir(parents=True)
    (models / f"{NAME}.pt").write_bytes(b"mine")
    assert "is already at" in fetched(f"open_clip:{NAME}")
    (models / f"{NAME}.pt").write_bytes(b"yours")
    with pytest.raises(CommandError, match="is not what was fetched"):
        fetched(f"open_clip:{NAME}")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (f"open_clip:{NAME}/gone", "could not be fetched"),
        (f"open_clip:{NAME}/nobody", "It has: first, second, gone"),
        ("open_clip:ViT-of-nobody", "no weights for a model"),
        ("sam:vit_xxl", "There is no sam:vit_xxl"),
    ],
)
def test_what_cannot_be_fetched_is_one_sentence_and_leaves_nothing(
    models: Path, name: str, sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence) as refusal:
        fetched(name)
    assert "\n" not in str(refusal.value)
    assert not models.exists() or list(models.iterdir()) == []
