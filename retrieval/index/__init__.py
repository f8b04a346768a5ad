"""Nearest neighbours among many vectors; part of the heavy half."""

from retrieval.index.building import build_index
from retrieval.index.descriptor_index import DescriptorIndex, Found, ShardSpan
from retrieval.index.flat import FlatIndex, flat_binary, flat_inner_product
from retrieval.index.index import Hit, Index
from retrieval.index.live import LiveIndex, LiveView
from retrieval.index.milvus import MilvusEffort, MilvusIndex
from retrieval.index.milvus_collection import MilvusTarget
from retrieval.index.opened import FolderIndex, open_index
from retrieval.index.plan import IndexPlan
from retrieval.index.searcher import FlatSearcher
from retrieval.index.shard_vectors import ShardVectors

__all__ = [
    "DescriptorIndex",
    "FlatIndex",
    "FlatSearcher",
    "FolderIndex",
    "Found",
    "Hit",
    "Index",
    "IndexPlan",
    "LiveIndex",
    "LiveView",
    "MilvusEffort",
    "MilvusIndex",
    "MilvusTarget",
    "ShardSpan",
    "ShardVectors",
    "build_index",
    "flat_binary",
    "flat_inner_product",
    "open_index",
]
