"""Randomly initialised models of a few thousand weights, built by open_clip's and timm's own factories."""

import json
from pathlib import Path
from typing import Any

NAME = "aristarch-tiny-test"
TEXT = {"context_length": 16, "vocab_size": 49408, "width": 16, "heads": 2, "layers": 1}
TRANSFORMER = {"image_size": 32, "layers": 1, "width": 32, "head_width": 16, "patch_size": 16}
TINY = {"embed_dim": 16, "vision_cfg": TRANSFORMER, "text_cfg": TEXT}
TOWERS = {
    "transformer": TRANSFORMER,
    "average": TRANSFORMER | {"pool_type": "avg", "final_ln_after_pool": True},
    "coca": TRANSFORMER | {"attentional_pool": True, "attn_pooler_heads": 2, "output_tokens": True},
    "resnet": {"image_size": 64, "layers": [1, 1, 1, 1], "width": 8, "head_width": 8},
    "siglip": {"image_size": 160, "timm_model_name": "test_vit", "timm_pool": "map", "timm_proj": "none"},
    "eva": {"image_size": 160, "timm_model_name": "test_vit3", "timm_pool": "avg", "timm_proj": "linear"},
    "convnext": {"image_size": 160, "timm_model_name": "test_convnext", "timm_proj": "linear"},
}


def write_tiny_model(folder: Path, seed: int = 7) -> Path:
    """Its configuration, and its weights in both formats."""
    return write_model(folder, NAME, TINY, seed)


def write_tower(folder, tower):
    """The same with that image tower; its name."""
    name = f"{NAME}-{tower}"
    pooled = 64 if TOWERS[tower].get("timm_proj") == "none" else 16
    write_model(folder, name, TINY | {"embed_dim": pooled, "vision_cfg": TOWERS[tower]}, 7)
    return name


def write_model(folder: Path, name: str, config: dict[str, Any], seed: int) -> Path:
    """A model of that configuration under that name."""
    import open_clip
    import safetensors.torch
    import torch

    (folder / f"{name}.json").write_text(json.dumps(config))
    open_clip.add_model_config(folder / f"{name}.json")
    torch.manual_seed(seed)
    model = open_clip.create_model(name)
    safetensors.torch.save_file(model.state_dict(), str(folder / "weights.safetensors"))
    torch.save(model.state_dict(), folder / "weights.pt")
    return folder


def write_timm_model(folder, name, seed=7):
    """Weights of a small timm model without its classifier; their path."""
    import safetensors.torch
    import timm
    import torch

    torch.manual_seed(seed)
    path = folder / f"{name}.safetensors"
    safetensors.torch.save_file(timm.create_model(name, num_classes=0).state_dict(), str(path))
    return path
