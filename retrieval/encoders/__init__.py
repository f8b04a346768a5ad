"""Global descriptors by name: `build_encoder("default")`; part of the heavy half."""

from retrieval.encoders.description import describer_of
from retrieval.encoders.encoder import Encoder, TextEncoder
from retrieval.encoders.registry import ENCODERS, EncoderOptions, build_encoder

__all__ = ["ENCODERS", "Encoder", "EncoderOptions", "TextEncoder", "build_encoder", "describer_of"]
