"""The demonstration encoder: small open_clip models that our own script trains on drawn scenes."""

from retrieval.encoders.demo.models import DEMO_MODELS, DemoModel, load_demo

__all__ = ["DEMO_MODELS", "DemoModel", "load_demo"]
