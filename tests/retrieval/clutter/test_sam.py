"""SAM's real generator on a model with small dimensions and random weights."""

import subprocess
import sys
from functools import partial

import numpy as np
import pytest
import torch
from segment_anything.modeling import (
    ImageEncoderViT,
    MaskDecoder,
    PromptEncoder,
    Sam,
    TwoWayTransformer,
)

from retrieval.clutter import SegmenterOptions, build_segmenter, count_clutter
from retrieval.clutter.sam import SamSegmenter, SamThresholds
from retrieval.errors import RetrievalError
from retrieval.geometry import Box

EVERYTHING = SamThresholds(points_per_side=4, pred_iou_thresh=-9.0, stability_score_thresh=0.0)


def tiny_sam() -> Sam:
    """The architecture of segment_anything with a 64-pixel, two-block image encoder."""
    width, side, patch = 32, 64, 16
    return Sam(
        image_encoder=ImageEncoderViT(
            img_size=side,
            patch_size=patch,
            embed_dim=24,
            depth=2,
            num_heads=2,
            out_chans=width,
            norm_layer=partial(torch.nn.LayerNorm, eps=1e-6),
            use_rel_pos=True,
            window_size=2,
            global_attn_indexes=(1,),
        ),
        prompt_encoder=PromptEncoder(
            embed_dim=width,
            image_embedding_size=(side // patch, side // patch),
            input_image_size=(side, side),
            mask_in_chans=4,
        ),
        mask_decoder=MaskDecoder(
            num_multimask_outputs=3,
            transformer=TwoWayTransformer(depth=1, embedding_dim=width, mlp_dim=32, num_heads=2),
            transformer_dim=width,
        ),
    )


@pytest.fixture
def checkpoint(tmp_path):
    torch.manual_seed(5)
    path = tmp_path / "tiny.pth"
    torch.save(tiny_sam().state_dict(), path)
    return path


@pytest.fixture
def rgb():
    return np.random.default_rng(2).integers(0, 255, (48, 64, 3)).astype(np.uint8)


def _load(checkpoint, thresholds=EVERYTHING) -> SamSegmenter:
    return SamSegmenter.load(checkpoint, "vit_b", thresholds, "cpu", tiny_sam)


def test_masks_come_from_the_weights_in_the_checkpoint(checkpoint, rgb, tmp_path):
    masks = list(_load(checkpoint).masks(rgb))
    assert masks
    assert all(mask.shape == (48, 64) and mask.dtype == np.bool_ for mask in masks)
    again = list(_load(checkpoint).masks(rgb))
    assert len(again) == len(masks)
    assert all((one == two).all() for one, two in zip(masks, again, strict=True))
    torch.manual_seed(6)
    torch.save(tiny_sam().state_dict(), tmp_path / "other.pth")
    other = list(_load(tmp_path / "other.pth").masks(rgb))
    assert len(other) != len(masks) or any((a != b).any() for a, b in zip(masks, other, strict=True))


def test_counts_record_weights_points_and_thresholds(checkpoint, rgb):
    segmenter = _load(checkpoint)
    count = count_clutter(rgb, [Box(0, 0, 1, 1)], segmenter)
    assert 0 < count.segments <= len(list(segmenter.masks(rgb)))
    assert count.segmenter == "sam"
    assert count.version.startswith("segment-anything 1.0, checkpoint ")
    assert count.parameters["model_type"] == "vit_b"
    assert count.parameters["points_per_side"] == 4
    assert count.parameters["pred_iou_thresh"] == -9.0
    assert len(count.parameters["checkpoint_sha256"]) == 64


def test_thresholds_reach_the_generator(checkpoint, rgb):
    strict = SamThresholds(points_per_side=4, pred_iou_thresh=1e6)
    assert list(_load(checkpoint, strict).masks(rgb)) == []


def test_a_missing_checkpoint_names_the_command_that_fetches_it(tmp_path):
    for path in (None, tmp_path / "absent.pth"):
        with pytest.raises(RetrievalError) as refused:
            build_segmenter("sam", SegmenterOptions(checkpoint=path, model_type="vit_b"))
        assert refused.value.code == "clutter.checkpoint-missing"
        assert "manage.py fetch_models" in refused.value.message


@pytest.mark.parametrize("content", [b"", b"no weights", b"PK\x03\x04 cut off"])
def test_a_damaged_checkpoint_is_refused_with_a_sentence(tmp_path, content):
    path = tmp_path / "damaged.pth"
    path.write_bytes(content)
    with pytest.raises(RetrievalError) as refused:
        _load(path)
    assert refused.value.code == "clutter.checkpoint-unreadable"


def test_weights_of_another_model_are_refused(tmp_path):
    path = tmp_path / "linear.pth"
    torch.save(torch.nn.Linear(2, 2).state_dict(), path)
    with pytest.raises(RetrievalError) as refused:
        _load(path)
    assert refused.value.code == "clutter.checkpoint-unreadable"


def test_a_checkpoint_that_would_run_code_is_refused(tmp_path):
    class Trap:
        def __reduce__(self):
            return (open, (str(tmp_path / "sprung"), "w"))

    path = tmp_path / "trap.pth"
    torch.save({"weights": Trap()}, path)
    with pytest.raises(RetrievalError) as refused:
        _load(path)
    assert refused.value.code == "clutter.checkpoint-unreadable"
    assert not (tmp_path / "sprung").exists()


def test_unknown_names_are_refused():
    with pytest.raises(RetrievalError) as refused:
        build_segmenter("watershed")
    assert refused.value.code == "clutter.unknown-segmenter"
    with pytest.raises(RetrievalError) as refused:
        build_segmenter("sam", SegmenterOptions(model_type="vit_x"))
    assert refused.value.code == "clutter.unknown-model"


def test_the_light_segmenter_does_not_load_torch():
    code = (
        "import sys; from retrieval.clutter import build_segmenter; build_segmenter('felzenszwalb');"
        "sys.exit('torch' in sys.modules or 'segment_anything' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
