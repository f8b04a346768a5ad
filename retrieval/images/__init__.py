"""The way in for images: refuse or accept, and everything that is needed from one decode."""

from retrieval.images.ingested import Camera, Ingested
from retrieval.images.ingestor import Ingestor
from retrieval.images.limits import ImageLimits
from retrieval.images.pipeline import ReleasePipeline
from retrieval.images.pixels import read_pixels
from retrieval.images.refusals import REFUSALS, ImageRefused

__all__ = [
    "REFUSALS",
    "Camera",
    "ImageLimits",
    "ImageRefused",
    "Ingested",
    "Ingestor",
    "ReleasePipeline",
    "read_pixels",
]
