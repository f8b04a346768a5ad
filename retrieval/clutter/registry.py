"""Name -> segmenter; nothing heavy is loaded before its builder is called."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from retrieval.clutter.felzenszwalb import FelzenszwalbSegmenter
from retrieval.clutter.sam import SamSegmenter, SamThresholds
from retrieval.clutter.segmenter import Segmenter
from retrieval.errors import RetrievalError


@dataclass(frozen=True)
class SegmenterOptions:
    """What builders may need; the light segmenter needs none of it.

    `device` is a torch device; without one CUDA is used when it is present.
    """

    checkpoint: Path | None = None
    model_type: str = "vit_h"
    thresholds: SamThresholds = field(default_factory=SamThresholds)
    device: str | None = None


def _felzenszwalb(_options: SegmenterOptions) -> Segmenter:
    return FelzenszwalbSegmenter()


def _sam(options: SegmenterOptions) -> Segmenter:
    return SamSegmenter.load(options.checkpoint, options.model_type, options.thresholds, options.device)


SEGMENTERS: dict[str, Callable[[SegmenterOptions], Segmenter]] = {
    "felzenszwalb": _felzenszwalb,
    "sam": _sam,
}


def default_name(checkpoint: Path | None) -> str:
    """`sam` where its checkpoint is present, `felzenszwalb` otherwise."""
    return "sam" if checkpoint is not None and checkpoint.is_file() else "felzenszwalb"


def build_segmenter(name: str, options: SegmenterOptions | None = None) -> Segmenter:
    """The segmenter of that name.

    Raises RetrievalError `clutter.unknown-segmenter`, or `clutter.checkpoint-missing`,
    `clutter.checkpoint-unreadable` and `clutter.unknown-model` when SAM can't be loaded.
    """
    if name not in SEGMENTERS:
        raise RetrievalError(
            "clutter.unknown-segmenter",
            f"There is no segmenter named {name!r}; choose one of {', '.join(SEGMENTERS)}.",
        )
    return SEGMENTERS[name](options or SegmenterOptions())
