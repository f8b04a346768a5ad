"""Flat artwork: repeating patterns and emblems, drawn with Pillow."""

from retrieval.scenes.motifs.emblems import EMBLEMS, draw_emblem
from retrieval.scenes.motifs.patterns import PATTERNS, draw_pattern

__all__ = ["EMBLEMS", "PATTERNS", "draw_emblem", "draw_pattern"]
