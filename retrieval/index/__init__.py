"""Nearest neighbours among many vectors; part of the heavy half."""

from retrieval.index.flat import FlatIndex, flat_binary, flat_inner_product
from retrieval.index.index import Hit, Index

__all__ = ["FlatIndex", "Hit", "Index", "flat_binary", "flat_inner_product"]
