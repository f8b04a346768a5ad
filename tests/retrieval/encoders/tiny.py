"""A randomly initialised open_clip model of a few thousand weights, known to open_clip's own factory."""

import json

TINY = {
    "embed_dim": 16,
    "vision_cfg": {"image_size": 32, "layers": 1, "width": 32, "head_width": 16, "patch_size": 16},
    "text_cfg": {"context_length": 16, "vocab_size": 49408, "width": 16, "heads": 2, "layers": 1},
}
NAME = "aristarch-tiny-test"


def write_tiny_model(folder, seed=7):
    """Its configuration, and its weights in both formats."""
    import open_clip
    import safetensors.torch
    import torch

    (folder / f"{NAME}.json").write_text(json.dumps(TINY))
    open_clip.add_model_config(folder / f"{NAME}.json")
    torch.manual_seed(seed)
    model = open_clip.create_model(NAME)
    safetensors.torch.save_file(model.state_dict(), str(folder / "weights.safetensors"))
    torch.save(model.state_dict(), folder / "weights.pt")
    return folder
