"""How crowded a positive is: segments outside its boxes (spec §9), with the segmenter's name beside."""

from retrieval.clutter.count import ClutterCount, count_clutter
from retrieval.clutter.registry import SEGMENTERS, SegmenterOptions, build_segmenter, default_name
from retrieval.clutter.segmenter import LabelMap, Mask, Segmenter

__all__ = [
    "SEGMENTERS",
    "ClutterCount",
    "LabelMap",
    "Mask",
    "Segmenter",
    "SegmenterOptions",
    "build_segmenter",
    "count_clutter",
    "default_name",
]
