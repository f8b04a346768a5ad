"""timm's backbones for images, built by its own factory from weights on disk; never downloads."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.encoders.checkpoint import checked, remedy
from retrieval.encoders.computing import choose_computing
from retrieval.encoders.pictures import Pictures, Preparation, Tower
from retrieval.encoders.running import Running
from retrieval.encoders.towers import any_size, multiple_of
from retrieval.errors import RetrievalError


class TimmEncoder:
    """A backbone without its classifier: what timm gives for `num_classes=0`."""

    def __init__(self, model: str, version: str, pictures: Pictures) -> None:
        self.name = f"timm:{model}"
        self.version = version
        self.dimension = pictures.dimension
        self._pictures = pictures

    @classmethod
    def load(cls, model: str, checkpoint: Path, running: Running) -> "TimmEncoder":
        """Loads weights without classifier, as fetch_models lays them, into timm's model of that name.

        Raises RetrievalError `encoder.unknown-model`, `encoder.checkpoint-missing`,
        `encoder.checkpoint-changed`, `encoder.checkpoint-unreadable`, `encoder.device` or
        `encoder.resolution`.
        """
        import timm  # noqa: PLC0415 - takes seconds

        if not timm.is_model(model):
            raise RetrievalError(
                "encoder.unknown-model",
                f"timm has no model named {model!r}; timm.list_models() lists those it has.",
            )
        if not checkpoint.is_file():
            raise RetrievalError(
                "encoder.checkpoint-missing",
                f"The weights of timm:{model} are not at {checkpoint}. {remedy(f'timm:{model}')}",
            )
        computing = choose_computing(running.device, running.precision)
        noted = checked(checkpoint, f"timm:{model}")
        net = any_size(_built(model, checkpoint), model.partition(".")[0]).to(computing.device).eval()
        pictures = Pictures.at(_tower(net), running.resolution, computing)
        version = f"timm {timm.__version__} {model} {noted.sha256[:16]} {pictures.mark}"
        return cls(model, version, pictures)

    def encode_images(self, images: Sequence[npt.NDArray[np.uint8]]) -> npt.NDArray[np.float32]:
        """Descriptors float32 [N, D], L2-normalised, of RGB images uint8 [H, W, 3]."""
        return self._pictures.encode(images)


def _built(model: str, checkpoint: Path) -> Any:
    import timm  # noqa: PLC0415 - takes seconds
    from timm.models import load_state_dict  # noqa: PLC0415 - takes seconds

    net = timm.create_model(model, pretrained=False, num_classes=0)
    try:
        net.load_state_dict(load_state_dict(str(checkpoint), use_ema=False, weights_only=True))
    except Exception as error:  # torch, safetensors and pickle each raise their own on a damaged file
        raise RetrievalError(
            "encoder.checkpoint-unreadable",
            f"{checkpoint} does not hold the weights of timm:{model} without classifier "
            f"({str(error).splitlines()[0]}). Remove it. {remedy(f'timm:{model}')}",
        ) from error
    return net.eval()


def _tower(net: Any) -> Tower:
    from timm import data  # noqa: PLC0415 - takes seconds

    module: Any = data  # without types
    wanted = module.resolve_model_data_config(net)
    native = module.create_transform(**wanted)
    kernel = wanted["interpolation"] if wanted["interpolation"] in ("bicubic", "lanczos") else "bilinear"
    preparation = Preparation(tuple(wanted["mean"]), tuple(wanted["std"]), kernel, native)
    return Tower(net, preparation, multiple_of(net), max(wanted["input_size"][1:]))
