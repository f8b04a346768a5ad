import json

import numpy as np
import pytest

from retrieval.encoders import EncoderOptions, TextEncoder, build_encoder, describer_of
from retrieval.encoders.checkpoint import Noted, checked, write_note
from retrieval.errors import RetrievalError
from retrieval.near_duplicates import fingerprint_image
from retrieval.near_duplicates.description import fitting
from tests.retrieval.encoders.tiny import NAME, TINY, write_tiny_model


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    return write_tiny_model(tmp_path_factory.mktemp("open_clip"))


def _images():
    return [np.random.default_rng(seed).integers(0, 256, (40, 50, 3), dtype=np.uint8) for seed in (1, 2)]


@pytest.mark.parametrize("file", ["weights.safetensors", "weights.pt"])
def test_a_checkpoint_on_disk_gives_unit_vectors_for_images_and_texts(tiny, file):
    encoder = build_encoder(f"open_clip:{NAME}", EncoderOptions(checkpoint=tiny / file))
    images = encoder.encode_images(_images())
    assert isinstance(encoder, TextEncoder)
    texts = encoder.encode_texts(["a mug", "a poster", "a toy"])
    assert images.shape == (2, 16) == (2, encoder.dimension)
    assert texts.shape == (3, 16)
    np.testing.assert_allclose(np.linalg.norm(np.vstack([images, texts]), axis=1), 1.0, rtol=1e-4)


def test_both_formats_of_the_same_weights_give_the_same_descriptors(tiny):
    first, second = (
        build_encoder(f"open_clip:{NAME}", EncoderOptions(checkpoint=tiny / file)).encode_images(_images())
        for file in ("weights.safetensors", "weights.pt")
    )
    np.testing.assert_allclose(first, second, rtol=1e-5)


def test_weights_are_found_in_the_models_folder(tiny, tmp_path):
    (tmp_path / "open_clip").mkdir()
    (tmp_path / "open_clip" / f"{NAME}.pt").write_bytes((tiny / "weights.pt").read_bytes())
    encoder = build_encoder(f"open_clip:{NAME}", EncoderOptions(models_dir=tmp_path))
    assert encoder.name == f"open_clip:{NAME}"
    assert encoder.encode_texts([]).shape == (0, 16)


def test_a_missing_checkpoint_names_the_command_that_fetches_it(tiny, tmp_path):
    with pytest.raises(RetrievalError, match="fetch_models open_clip") as refusal:
        build_encoder(f"open_clip:{NAME}", EncoderOptions(models_dir=tmp_path))
    assert refusal.value.code == "encoder.checkpoint-missing"


def test_a_checkpoint_that_would_run_code_is_refused(tiny, tmp_path):
    import torch

    class Trap:
        def __reduce__(self):
            return (open, (str(tmp_path / "trap"), "w"))

    torch.save({"weights": Trap()}, tmp_path / "trap.pt")
    with pytest.raises(RetrievalError) as refusal:
        build_encoder(f"open_clip:{NAME}", EncoderOptions(checkpoint=tmp_path / "trap.pt"))
    assert refusal.value.code == "encoder.checkpoint-unreadable"
    assert not (tmp_path / "trap").exists()


def test_a_model_that_open_clip_does_not_know_is_refused(tmp_path):
    with pytest.raises(RetrievalError) as refusal:
        build_encoder("open_clip:ViT-of-nobody", EncoderOptions(models_dir=tmp_path))
    assert refusal.value.code == "encoder.unknown-model"


def _laid(tiny, folder, tag):
    weights = folder / f"{NAME}.safetensors"
    folder.mkdir()
    weights.write_bytes((tiny / "weights.safetensors").read_bytes())
    write_note(weights, Noted(checked(weights, NAME).sha256, tag))
    return weights


def test_weights_of_a_tag_get_the_images_that_they_were_trained_with(tiny, tmp_path, monkeypatch):
    import open_clip.pretrained

    trained = {"shifted": {"mean": (0.1, 0.1, 0.1), "std": (1.0, 1.0, 1.0), "quick_gelu": True}}
    monkeypatch.setitem(open_clip.pretrained._PRETRAINED, NAME, trained)
    plain, shifted = (
        build_encoder(f"open_clip:{NAME}", EncoderOptions(checkpoint=_laid(tiny, tmp_path / tag, tag)))
        for tag in ("unknown", "shifted")
    )
    assert f"{NAME}/shifted" in shifted.version != plain.version
    assert np.abs(plain.encode_images(_images()) - shifted.encode_images(_images())).max() > 1e-3


def test_weights_that_are_not_those_that_were_fetched_are_refused(tiny, tmp_path):
    weights = _laid(tiny, tmp_path / "changed", "")
    weights.write_bytes(weights.read_bytes() + b"x")
    with pytest.raises(RetrievalError, match="fetch_models open_clip") as refusal:
        build_encoder(f"open_clip:{NAME}", EncoderOptions(checkpoint=weights))
    assert refusal.value.code == "encoder.checkpoint-changed"


def test_a_fingerprint_holds_the_descriptors_of_the_image_and_of_its_mirror_image(tiny):
    encoder = build_encoder(f"open_clip:{NAME}", EncoderOptions(checkpoint=tiny / "weights.pt"))
    [image, _] = _images()
    mirror = np.ascontiguousarray(image[:, ::-1])
    seen = fingerprint_image(image, describer_of(encoder))
    turned = fingerprint_image(mirror, describer_of(encoder))
    np.testing.assert_allclose(seen.descriptors, encoder.encode_images([image, mirror]), atol=1e-5)
    np.testing.assert_allclose(seen.descriptors, turned.descriptors[::-1], atol=1e-5)
    assert seen.encoder == encoder.version


def test_the_default_encoder_describes_a_fingerprint_under_its_own_version():
    assert describer_of(build_encoder("default")).name == build_encoder("default").version


def test_a_name_that_is_too_long_for_its_column_is_cut_and_still_told_apart():
    first, second = (fitting("open_clip " + "x" * 90 + end) for end in "ab")
    assert first != second
    assert len(first) == len(second) == 76


def test_a_tokenizer_that_is_nowhere_on_this_machine_is_one_sentence_and_images_work_without(tiny, tmp_path):
    import open_clip

    name = f"{NAME}-hub"
    config = TINY | {"text_cfg": TINY["text_cfg"] | {"hf_tokenizer_name": "nobody/no-such-tokenizer"}}
    (tmp_path / f"{name}.json").write_text(json.dumps(config))
    open_clip.add_model_config(tmp_path / f"{name}.json")
    encoder = build_encoder(
        f"open_clip:{name}", EncoderOptions(checkpoint=tiny / "weights.safetensors", device="cpu")
    )
    assert encoder.encode_images(_images()).shape == (2, 16)
    with pytest.raises(RetrievalError, match="encodes images but no texts") as refusal:
        encoder.encode_texts(["a mug"])
    assert refusal.value.code == "encoder.tokenizer-missing"
    assert "\n" not in str(refusal.value)
