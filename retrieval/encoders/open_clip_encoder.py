"""open_clip's models, built by its own factory from a checkpoint on disk; never downloads."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from retrieval.encoders.checkpoint import FETCH, checked
from retrieval.errors import RetrievalError

BATCH = 32


class OpenClipEncoder:
    """Image and text tower of one open_clip model."""

    def __init__(self, model: str, version: str, parts: tuple[Any, Any], device: str) -> None:
        self.name = f"open_clip:{model}"
        self.version = version
        self._architecture = model
        self._model, self._preprocess = parts
        self._device = device
        self.dimension = int(self._encoded([np.zeros((32, 32, 3), dtype=np.uint8)]).shape[1])

    @classmethod
    def load(cls, model: str, checkpoint: Path, device: str) -> "OpenClipEncoder":
        """Loads a checkpoint (safetensors, or a torch file of weights only) into its architecture.

        Raises RetrievalError `encoder.unknown-model`, `encoder.checkpoint-missing`,
        `encoder.checkpoint-changed` or `encoder.checkpoint-unreadable`.
        """
        import open_clip  # noqa: PLC0415 - takes seconds

        if model not in open_clip.list_models():
            raise RetrievalError(
                "encoder.unknown-model",
                f"open_clip has no model named {model!r}; open_clip.list_models() lists those it has.",
            )
        if not checkpoint.is_file():
            raise RetrievalError(
                "encoder.checkpoint-missing",
                f"The weights of open_clip:{model} are not at {checkpoint}. Fetch them with "
                f"`{FETCH} open_clip:{model}` or choose the default encoder, which needs none.",
            )
        noted = checked(checkpoint)
        settings = _settings(open_clip.get_pretrained_cfg(model, noted.tag) or {})
        try:
            built, _, preprocess = open_clip.create_model_and_transforms(
                model, pretrained=str(checkpoint), device=device, weights_only=True, **settings
            )
        except Exception as error:  # torch, safetensors and pickle each raise their own on a damaged file
            raise RetrievalError(
                "encoder.checkpoint-unreadable",
                f"{checkpoint} does not hold the weights of open_clip:{model} ({error}). "
                f"Remove it and run `{FETCH} open_clip:{model}`.",
            ) from error
        built.eval()
        weights = f"{model}/{noted.tag}" if noted.tag else model
        version = f"open_clip {open_clip.__version__} {weights} {noted.sha256[:16]}"
        return cls(model, version, (built, preprocess), device)

    @cached_property
    def _tokenizer(self) -> Any:
        """Made for the first text: some come from a hub, and images need none."""
        import open_clip  # noqa: PLC0415 - takes seconds

        return open_clip.get_tokenizer(self._architecture)

    def encode_images(self, images: Sequence[npt.NDArray[np.uint8]]) -> npt.NDArray[np.float32]:
        """Descriptors float32 [N, D], L2-normalised, of RGB images uint8 [H, W, 3]."""
        if not images:
            return np.zeros((0, self.dimension), dtype=np.float32)
        starts = range(0, len(images), BATCH)
        return np.concatenate([self._encoded(images[start : start + BATCH]) for start in starts])

    def _encoded(self, images: Sequence[npt.NDArray[np.uint8]]) -> npt.NDArray[np.float32]:
        import torch  # noqa: PLC0415 - takes seconds

        with torch.inference_mode():
            ready = [self._preprocess(Image.fromarray(image)) for image in images]
            encoded = self._model.encode_image(torch.stack(ready).to(self._device), normalize=True)
            return np.asarray(encoded.float().cpu().numpy(), dtype=np.float32)

    def encode_texts(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Descriptors float32 [N, D], L2-normalised, of texts in the space of the images."""
        import torch  # noqa: PLC0415 - takes seconds

        rows = []
        with torch.inference_mode():
            for start in range(0, len(texts), BATCH):
                tokens = self._tokenizer(list(texts[start : start + BATCH])).to(self._device)
                rows.append(self._model.encode_text(tokens, normalize=True).float().cpu().numpy())
        if not rows:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return np.asarray(np.concatenate(rows), dtype=np.float32)


def _settings(pretrained: dict[str, Any]) -> dict[str, Any]:
    """How the weights of a tag want their images and activations; a path alone would not tell."""
    return {
        "force_quick_gelu": bool(pretrained.get("quick_gelu", False)),
        "image_mean": pretrained.get("mean"),
        "image_std": pretrained.get("std"),
        "image_interpolation": pretrained.get("interpolation"),
        "image_resize_mode": pretrained.get("resize_mode"),
    }
