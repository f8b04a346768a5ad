"""open_clip's models, built by its own factory from a checkpoint on disk; never downloads."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from retrieval.errors import RetrievalError

SUFFIXES = (".safetensors", ".pt", ".pth", ".bin")
FETCH = "manage.py fetch_models"
BATCH = 32


class OpenClipEncoder:
    """Image and text tower of one open_clip model."""

    def __init__(self, name: str, version: str, parts: tuple[Any, Any, Any], device: str) -> None:
        self.name = name
        self.version = version
        self._model, self._preprocess, self._tokenizer = parts
        self._device = device
        self.dimension = int(self.encode_texts(["a photo"]).shape[1])

    @classmethod
    def load(cls, model: str, checkpoint: Path, device: str) -> "OpenClipEncoder":
        """Loads a checkpoint (safetensors, or a torch file of weights only) into its architecture.

        Raises RetrievalError `encoder.unknown-model`, `encoder.checkpoint-missing` or
        `encoder.checkpoint-unreadable`.
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
        try:
            built, _, preprocess = open_clip.create_model_and_transforms(
                model, pretrained=str(checkpoint), device=device, weights_only=True
            )
        except Exception as error:
            raise RetrievalError(
                "encoder.checkpoint-unreadable",
                f"{checkpoint} does not hold the weights of open_clip:{model} ({error}). "
                f"Remove it and run `{FETCH} open_clip:{model}`.",
            ) from error
        built.eval()
        with checkpoint.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        version = f"open_clip {open_clip.__version__} {model} {digest[:16]}"
        parts = (built, preprocess, open_clip.get_tokenizer(model))
        return cls(f"open_clip:{model}", version, parts, device)

    def encode_images(self, images: Sequence[npt.NDArray[np.uint8]]) -> npt.NDArray[np.float32]:
        """Descriptors float32 [N, D], L2-normalised, of RGB images uint8 [H, W, 3]."""
        import torch  # noqa: PLC0415 - takes seconds

        rows = [np.zeros((0, self.dimension), dtype=np.float32)]
        with torch.inference_mode():
            for start in range(0, len(images), BATCH):
                ready = [self._preprocess(Image.fromarray(i)) for i in images[start : start + BATCH]]
                encoded = self._model.encode_image(torch.stack(ready).to(self._device), normalize=True)
                rows.append(encoded.float().cpu().numpy())
        return np.concatenate(rows)

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


def checkpoint_path(models_dir: Path, model: str) -> Path:
    """Where a model's weights lie: the first suffix that is there, else where they are expected."""
    stem = model.replace("/", "-")
    for suffix in SUFFIXES:
        path = models_dir / "open_clip" / f"{stem}{suffix}"
        if path.is_file():
            return path
    return models_dir / "open_clip" / f"{stem}{SUFFIXES[0]}"
