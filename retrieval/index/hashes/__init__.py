"""Exact search among millions of 256-bit perceptual hashes."""

from retrieval.index.hashes.builder import build
from retrieval.index.hashes.index import HashIndex
from retrieval.index.hashes.plan import RADIUS, HashPlan

__all__ = ["RADIUS", "HashIndex", "HashPlan", "build"]
