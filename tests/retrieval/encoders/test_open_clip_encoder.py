import json

import numpy as np
import pytest

from retrieval.encoders import EncoderOptions, TextEncoder, build_encoder
from retrieval.errors import RetrievalError

TINY = {
    "embed_dim": 16,
    "vision_cfg": {"image_size": 32, "layers": 1, "width": 32, "head_width": 16, "patch_size": 16},
    "text_cfg": {"context_length": 16, "vocab_size": 49408, "width": 16, "heads": 2, "layers": 1},
}
NAME = "aristarch-tiny-test"


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    """A randomly initialised model of a few thousand weights, known to open_clip's own factory."""
    import open_clip
    import safetensors.torch
    import torch

    folder = tmp_path_factory.mktemp("open_clip")
    (folder / f"{NAME}.json").write_text(json.dumps(TINY))
    open_clip.add_model_config(folder)
    torch.manual_seed(7)
    model = open_clip.create_model(NAME)
    safetensors.torch.save_file(model.state_dict(), str(folder / "weights.safetensors"))
    torch.save(model.state_dict(), folder / "weights.pt")
    return folder


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
