"""Every family of image towers takes pictures of any size and says at which one it did."""

import numpy as np
import open_clip
import pytest

from retrieval.encoders import EncoderOptions, build_encoder
from retrieval.encoders.towers import interpolation
from retrieval.errors import RetrievalError
from tests.retrieval.encoders.tiny import TOWERS, write_timm_model, write_tower


@pytest.fixture(scope="module")
def towers(tmp_path_factory):
    """Checkpoint and name of a model of each family, made when it is first asked for."""
    made = {}

    def tower(family):
        if family not in made:
            folder = tmp_path_factory.mktemp(family)
            made[family] = (write_tower(folder, family), folder / "weights.safetensors")
        return made[family]

    return tower


def _encoder(towers, family, **options):
    name, checkpoint = towers(family)
    return build_encoder(f"open_clip:{name}", EncoderOptions(checkpoint=checkpoint, **options))


def _picture(height, width, seed=1):
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)


@pytest.mark.parametrize("family", TOWERS)
def test_pictures_of_all_shapes_give_unit_vectors_that_do_not_depend_on_their_company(towers, family):
    encoder = _encoder(towers, family, resolution=192)
    images = [_picture(60, 80), _picture(80, 60, 2), _picture(30, 90, 3), _picture(120, 160, 4)]
    found = encoder.encode_images(images)
    assert found.shape == (4, encoder.dimension)
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)
    alone = np.concatenate([encoder.encode_images([image]) for image in images])
    np.testing.assert_allclose(found, alone, atol=1e-5)


@pytest.mark.parametrize("family", TOWERS)
def test_at_its_own_square_size_a_tower_gives_what_open_clip_gives(towers, family):
    side = TOWERS[family]["image_size"]
    images = [_picture(side, side)]
    at_size = _encoder(towers, family, resolution=side).encode_images(images)
    native = _encoder(towers, family, resolution="native").encode_images(images)
    np.testing.assert_allclose(at_size, native, atol=1e-4)


@pytest.mark.parametrize("family", ["transformer", "siglip", "eva"])
def test_positions_matter_at_other_sizes_too(towers, family):
    encoder = _encoder(towers, family, resolution=TOWERS[family]["image_size"] * 2)
    image = _picture(96, 192)
    swapped = np.ascontiguousarray(np.concatenate([image[:, 96:], image[:, :96]], axis=1))
    found = encoder.encode_images([image, swapped])
    assert np.abs(found[0] - found[1]).max() > 1e-4


def test_one_position_per_patch_and_one_for_the_whole_is_interpolated_at_other_sizes(towers):
    name, _ = towers("resnet")
    visual = open_clip.create_model(name).visual
    positions = interpolation(visual)
    assert positions(64, 64) == {}
    [(parameter, stretched)] = positions(96, 128).items()
    held = dict(visual.named_parameters())[parameter]
    assert stretched.shape == (1 + 3 * 4, held.shape[1])
    assert (stretched[0] == held[0]).all()
    np.testing.assert_allclose(stretched[1:].mean(), held[1:].detach().mean(), atol=0.02)


def test_the_rule_of_the_paper_is_the_default_and_every_resolution_is_another_version(towers):
    versions = [
        _encoder(towers, "transformer", **options).version
        for options in ({}, {"resolution": "native"}, {"resolution": 64}, {"precision": "bfloat16"})
    ]
    assert [version.split(" ", 4)[4] for version in versions] == ["55", "native", "64", "55 bfloat16"]


def test_a_resolution_in_the_name_stands_for_the_one_in_the_options(towers):
    name, checkpoint = towers("convnext")
    options = EncoderOptions(checkpoint=checkpoint, resolution=96)
    assert build_encoder(f"open_clip:{name}@native", options).version.endswith(" native")
    assert build_encoder(f"open_clip:{name}@128", options).version.endswith(" 128")
    with pytest.raises(RetrievalError) as refusal:
        build_encoder(f"open_clip:{name}@huge", options)
    assert refusal.value.code == "encoder.resolution"


@pytest.mark.parametrize("model", ["test_vit", "test_resnet"])
def test_a_timm_backbone_gives_unit_vectors_under_its_own_name(tmp_path, model):
    options = EncoderOptions(checkpoint=write_timm_model(tmp_path, model))
    encoder = build_encoder(f"timm:{model}", options)
    found = encoder.encode_images([_picture(60, 80), _picture(80, 60, 2)])
    assert found.shape == (2, encoder.dimension)
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)
    assert encoder.name == f"timm:{model}"
    assert encoder.version.startswith("timm ")
    assert encoder.version.endswith(" 274")
    assert encoder.encode_images([]).shape == (0, encoder.dimension)


def test_weights_of_timm_are_looked_for_in_a_folder_of_their_own(tmp_path):
    (tmp_path / "timm").mkdir()
    write_timm_model(tmp_path / "timm", "test_resnet")
    options = EncoderOptions(models_dir=tmp_path)
    assert build_encoder("timm:test_resnet", options).dimension > 0
    with pytest.raises(RetrievalError, match="fetch_models timm:test_vit") as refusal:
        build_encoder("timm:test_vit", options)
    assert refusal.value.code == "encoder.checkpoint-missing"


def test_weights_of_another_backbone_are_refused(tmp_path):
    checkpoint = write_timm_model(tmp_path, "test_resnet")
    with pytest.raises(RetrievalError, match="fetch_models timm:test_vit") as refusal:
        build_encoder("timm:test_vit", EncoderOptions(checkpoint=checkpoint))
    assert refusal.value.code == "encoder.checkpoint-unreadable"


def test_a_backbone_that_timm_does_not_know_is_refused(tmp_path):
    with pytest.raises(RetrievalError, match="timm has no model") as refusal:
        build_encoder("timm:vit_of_nobody", EncoderOptions(models_dir=tmp_path))
    assert refusal.value.code == "encoder.unknown-model"
