"""The sample benchmark: drawn, not downloaded; the same seed gives the same bytes."""

from retrieval.scenes.plan import SampleSize
from retrieval.scenes.sample import SampleSummary, draw_sample

__all__ = ["SampleSize", "SampleSummary", "draw_sample"]
