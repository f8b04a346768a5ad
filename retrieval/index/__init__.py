"""Nearest neighbours among many vectors; part of the heavy half."""

from retrieval.index.flat import FlatIndex, flat_binary, flat_inner_product
from retrieval.index.index import Hit, Index
from retrieval.index.searcher import FlatSearcher

__all__ = ["FlatIndex", "FlatSearcher", "Hit", "Index", "flat_binary", "flat_inner_product"]
