"""open_clip's models, built by its own factory from a checkpoint on disk; never downloads."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.encoders.checkpoint import Noted, checked, remedy
from retrieval.encoders.computing import Computing, choose_computing
from retrieval.encoders.pictures import BATCH, Pictures, Preparation, Tower
from retrieval.encoders.running import Running
from retrieval.encoders.tokenizers import tokenizer_for
from retrieval.encoders.towers import any_size, interpolation, multiple_of
from retrieval.errors import RetrievalError


@dataclass(frozen=True)
class OpenClipModel:
    """A model of open_clip: its architecture, its weights, and the name and tokenizer it goes by here."""

    architecture: str
    checkpoint: Path
    name: str = ""
    tokenizer: dict[str, Any] = field(default_factory=dict)

    @property
    def called(self) -> str:
        """The name that it was built by."""
        return self.name or f"open_clip:{self.architecture}"


class OpenClipEncoder:
    """Image and text tower of one open_clip model."""

    def __init__(self, model: OpenClipModel, net: Any, pictures: Pictures, computing: Computing) -> None:
        self.name = model.called
        self.version = ""
        self._model = model
        self._net = net
        self._pictures = pictures
        self._computing = computing
        self.dimension = pictures.dimension

    @classmethod
    def load(cls, model: OpenClipModel, running: Running) -> "OpenClipEncoder":
        """Loads a checkpoint (safetensors, or a torch file of weights only) into its architecture.

        Raises RetrievalError `encoder.unknown-model`, `encoder.checkpoint-missing`,
        `encoder.checkpoint-changed`, `encoder.checkpoint-unreadable`, `encoder.device` or
        `encoder.resolution`.
        """
        import open_clip  # noqa: PLC0415 - takes seconds

        if model.architecture not in open_clip.list_models():
            raise RetrievalError(
                "encoder.unknown-model",
                f"open_clip has no model named {model.architecture!r}; open_clip.list_models() lists those it "
                "has.",
            )
        if not model.checkpoint.is_file():
            raise RetrievalError(
                "encoder.checkpoint-missing",
                f"The weights of {model.called} are not at {model.checkpoint}. {remedy(model.called)}",
            )
        computing = choose_computing(running.device, running.precision)
        noted = checked(model.checkpoint, model.called)
        net, native = _built(model, noted)
        tower = _tower(net.to(computing.device), native, model.architecture)
        encoder = cls(model, net, Pictures.at(tower, running.resolution, computing), computing)
        encoder.version = encoder._version(noted)
        return encoder

    def _version(self, noted: Noted) -> str:
        import open_clip  # noqa: PLC0415 - takes seconds

        weights = f"{self._model.architecture}/{noted.tag}" if noted.tag else self._model.architecture
        family = f"open_clip {open_clip.__version__} {weights}"
        said = self._model.name or family
        return f"{said} {noted.sha256[:16]} {self._pictures.mark}"

    @cached_property
    def _tokenizer(self) -> Any:
        """Made for the first text: some come from a hub, and images need none."""
        return tokenizer_for(self._model.architecture, self.name, self._model.tokenizer)

    def encode_images(self, images: Sequence[npt.NDArray[np.uint8]]) -> npt.NDArray[np.float32]:
        """Descriptors float32 [N, D], L2-normalised, of RGB images uint8 [H, W, 3]."""
        return self._pictures.encode(images)

    def encode_texts(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Descriptors float32 [N, D], L2-normalised, of texts in the space of the images.

        Raises RetrievalError `encoder.tokenizer-missing` when it would have to be downloaded.
        """
        import torch  # noqa: PLC0415 - takes seconds

        found = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for start in range(0, len(texts), BATCH):
            tokens = self._tokenizer(list(texts[start : start + BATCH])).to(self._computing.device)
            with self._computing.running():
                encoded = self._net.encode_text(tokens).float()
            unit = torch.nn.functional.normalize(encoded, dim=-1)
            found[start : start + BATCH] = unit.cpu().numpy()
        return found


def _built(model: OpenClipModel, noted: Noted) -> tuple[Any, Any]:
    """The network on the CPU, and its own preprocessing."""
    import open_clip  # noqa: PLC0415 - takes seconds

    settings = _settings(open_clip.get_pretrained_cfg(model.architecture, noted.tag) or {})
    try:
        net, _, native = open_clip.create_model_and_transforms(
            model.architecture, pretrained=str(model.checkpoint), weights_only=True, **settings
        )
    except Exception as error:  # torch, safetensors and pickle each raise their own on a damaged file
        raise RetrievalError(
            "encoder.checkpoint-unreadable",
            f"{model.checkpoint} does not hold the weights of {model.called} ({error}). "
            f"Remove it. {remedy(model.called)}",
        ) from error
    return net.eval(), native


def _tower(net: Any, native: Callable[[Any], Any], architecture: str) -> Tower:
    import open_clip  # noqa: PLC0415 - takes seconds
    from torch.func import functional_call  # noqa: PLC0415 - takes seconds

    visual = net.visual
    trunk = getattr(visual, "trunk", None)
    if trunk is not None:
        config = open_clip.get_model_config(architecture)["vision_cfg"]
        device = next(trunk.parameters()).device
        visual.trunk = trunk = any_size(trunk, config["timm_model_name"]).to(device)
    positions = interpolation(visual)
    wanted = open_clip.get_model_preprocess_cfg(net)

    def encode(tensor: Any) -> Any:
        found = functional_call(visual, positions(*tensor.shape[-2:]), (tensor,))
        return found[0] if isinstance(found, tuple) else found  # CoCa gives its tokens as well

    preparation = Preparation(tuple(wanted["mean"]), tuple(wanted["std"]), wanted["interpolation"], native)
    size = visual.image_size
    return Tower(
        encode,
        preparation,
        multiple_of(trunk if trunk is not None else visual),
        max(size) if isinstance(size, tuple | list) else int(size),
    )


def _settings(pretrained: dict[str, Any]) -> dict[str, Any]:
    """How the weights of a tag want their images and activations; a path alone would not tell."""
    return {
        "force_quick_gelu": bool(pretrained.get("quick_gelu", False)),
        "image_mean": pretrained.get("mean"),
        "image_std": pretrained.get("std"),
        "image_interpolation": pretrained.get("interpolation"),
        "image_resize_mode": pretrained.get("resize_mode"),
    }
