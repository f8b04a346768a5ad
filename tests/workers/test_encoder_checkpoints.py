"""open_clip and timm fetch their own weights; they are noted, laid where the encoder looks, and never change unseen."""

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import open_clip.pretrained
import pytest
import timm
import torch
from django.core.management import CommandError, call_command
from timm.models import _registry

from retrieval.encoders import EncoderOptions, build_encoder
from retrieval.encoders.checkpoint import digest_of
from tests.retrieval.encoders.tiny import NAME, write_tiny_model


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = write_tiny_model(tmp_path_factory.mktemp("served"))
    torch.save(timm.create_model("test_vit").state_dict(), folder / "served.pth")
    return folder


@pytest.fixture
def models(monkeypatch: pytest.MonkeyPatch, settings: Any, tiny: Path, tmp_path: Path) -> Path:
    """An empty models folder; open_clip knows two trainings of the tiny model and one that is gone."""
    served = {
        tag: {"url": (tiny / file).as_uri()}
        for tag, file in (("first", "weights.safetensors"), ("second", "weights.pt"), ("gone", "gone.pt"))
    }
    monkeypatch.setitem(open_clip.pretrained._PRETRAINED, NAME, served)
    known = _registry._model_pretrained_cfgs["test_vit.r160_in1k"]
    for tag in ("served", "gone"):
        source: dict[str, Any] = {"url": (tiny / f"{tag}.pth").as_uri(), "hf_hub_id": None, "tag": tag}
        monkeypatch.setitem(_registry._model_pretrained_cfgs, f"test_vit.{tag}", replace(known, **source))
        monkeypatch.setattr(
            _registry, "_model_has_pretrained", _registry._model_has_pretrained | {f"test_vit.{tag}"}
        )
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
    with pytest.raises(CommandError, match="is not what it was"):
        fetched(f"open_clip:{NAME}")


def test_weights_laid_there_by_hand_are_noted_the_first_time(models: Path) -> None:
    models.mkdir(parents=True)
    (models / f"{NAME}.pt").write_bytes(b"mine")
    assert "is already at" in fetched(f"open_clip:{NAME}")
    (models / f"{NAME}.pt").write_bytes(b"yours")
    with pytest.raises(CommandError, match="is not what it was"):
        fetched(f"open_clip:{NAME}")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (f"open_clip:{NAME}/gone", "could not be fetched"),
        (f"open_clip:{NAME}/nobody", "It has: first, second, gone"),
        ("open_clip:ViT-of-nobody", "no weights for a model"),
        ("timm:vit_of_nobody", "no weights for a model"),
        ("timm:test_vit.gone", "could not be fetched"),
        ("demo-9", "There is no demo-9"),
        ("sam:vit_xxl", "There is no sam:vit_xxl"),
    ],
)
def test_what_cannot_be_fetched_is_one_sentence_and_leaves_nothing(
    models: Path, name: str, sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence) as refusal:
        fetched(name)
    assert "\n" not in str(refusal.value)
    assert [path for path in models.parent.rglob("*") if path.is_file()] == []


def test_a_backbone_of_timm_is_kept_without_its_classifier_and_loads(models: Path) -> None:
    assert "fetched to" in fetched("timm:test_vit.served")
    weights = models.parent / "timm" / "test_vit.served.safetensors"
    assert json.loads((weights.parent / f"{weights.name}.json").read_text())["sha256"] == digest_of(weights)
    encoder = build_encoder("timm:test_vit.served", EncoderOptions(models_dir=models.parent))
    assert digest_of(weights)[:16] in encoder.version
    assert "is already at" in fetched("timm:test_vit.served")
    weights.write_bytes(weights.read_bytes() + b"x")
    with pytest.raises(CommandError, match="is not what it was"):
        fetched("timm:test_vit.served")


def test_the_demonstration_encoders_are_there_already(models: Path) -> None:
    assert "is already at" in fetched("demo")
    assert not models.exists()
