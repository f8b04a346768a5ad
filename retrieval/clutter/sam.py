"""Segment Anything (Kirillov et al., ICCV 2023) as segmenter: automatic masks over a grid of points."""

import hashlib
import pickle
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.clutter.segmenter import Mask, Rgb
from retrieval.errors import RetrievalError

MODEL_TYPES = ("vit_b", "vit_l", "vit_h")
FETCH = "manage.py fetch_models"


@dataclass(frozen=True)
class SamThresholds:
    """The generator's parameters that change its masks; the defaults are those of its authors."""

    points_per_side: int = 32
    pred_iou_thresh: float = 0.88
    stability_score_thresh: float = 0.95
    stability_score_offset: float = 1.0
    box_nms_thresh: float = 0.7
    crop_n_layers: int = 0
    min_mask_region_area: int = 0


class SamSegmenter:
    """A loaded model with its generator; load once and use for many pictures."""

    name = "sam"

    def __init__(self, model: Any, digest: str, model_type: str, thresholds: SamThresholds) -> None:
        """Wrap a loaded segment_anything model; `digest` is the SHA-256 of its checkpoint."""
        from segment_anything import SamAutomaticMaskGenerator  # noqa: PLC0415 - loads torch

        self._generator = SamAutomaticMaskGenerator(model, **asdict(thresholds))
        self.version = f"segment-anything {version('segment-anything')}, checkpoint {digest[:16]}"
        self.parameters: dict[str, Any] = {
            "model_type": model_type,
            "checkpoint_sha256": digest,
            **asdict(thresholds),
        }

    @classmethod
    def load(
        cls,
        checkpoint: Path | None,
        model_type: str = "vit_h",
        thresholds: SamThresholds | None = None,
        device: str | None = None,
        architecture: Callable[[], Any] | None = None,
    ) -> "SamSegmenter":
        """Load a checkpoint into its architecture (by default the one of `model_type`), on `device`.

        Raises RetrievalError `clutter.checkpoint-missing`, `clutter.checkpoint-unreadable` or
        `clutter.unknown-model`.
        """
        build = architecture or _architecture(model_type)
        path = _present(checkpoint)
        model = _with_weights(build, path, device)
        return cls(model, _digest(path), model_type, thresholds or SamThresholds())

    def masks(self, rgb: Rgb) -> Iterator[Mask]:
        """The automatic masks [H, W] of rgb [H, W, 3]; they may overlap."""
        for record in self._generator.generate(rgb):
            yield np.asarray(record["segmentation"], dtype=np.bool_)


def _architecture(model_type: str) -> Callable[[], Any]:
    if model_type not in MODEL_TYPES:
        raise RetrievalError(
            "clutter.unknown-model",
            f"SAM has no model type {model_type!r}; choose one of {', '.join(MODEL_TYPES)}.",
        )
    from segment_anything import sam_model_registry  # noqa: PLC0415 - loads torch

    build: Callable[[], Any] = sam_model_registry[model_type]
    return build


def _present(checkpoint: Path | None) -> Path:
    if checkpoint is None or not checkpoint.is_file():
        where = "no checkpoint is configured" if checkpoint is None else f"{checkpoint} is not a file"
        raise RetrievalError(
            "clutter.checkpoint-missing",
            f"SAM needs its weights, and {where}; fetch them with `{FETCH}`, or count with the "
            "segmenter felzenszwalb.",
        )
    return checkpoint


def _with_weights(build: Callable[[], Any], path: Path, device: str | None) -> Any:
    import torch  # noqa: PLC0415 - seconds and hundreds of megabytes

    place = device or ("cuda" if torch.cuda.is_available() else "cpu")
    model = build()
    try:
        # weights_only: a checkpoint is data from elsewhere and must never run code
        model.load_state_dict(torch.load(path, map_location=place, weights_only=True))
    except (RuntimeError, TypeError, EOFError, pickle.UnpicklingError) as error:
        raise RetrievalError(
            "clutter.checkpoint-unreadable",
            f"{path} could not be loaded as weights of this SAM model ({type(error).__name__}); it is "
            f"damaged or belongs to another model type. Fetch it again with `{FETCH}`.",
        ) from error
    return model.to(place).eval()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
