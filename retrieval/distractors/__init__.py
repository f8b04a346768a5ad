"""Distractors by the million: sources, the shards that are made of them, and their reader."""

from collections.abc import Mapping
from typing import Final

from retrieval.distractors.build import ShardResult, ShardTools, build_shard
from retrieval.distractors.check import ShardProblem, check_shard
from retrieval.distractors.encode_again import add_descriptors
from retrieval.distractors.errors import ERRORS, DistractorError, problem
from retrieval.distractors.naming import published_key, slug_of
from retrieval.distractors.piece import SHARD_SIZE, Item, Piece, Source
from retrieval.distractors.shard import Shard
from retrieval.distractors.sources.descriptors import DescriptorsSource
from retrieval.distractors.sources.folder import FolderSource
from retrieval.distractors.sources.hdf5 import Hdf5Source
from retrieval.distractors.sources.table import TableSource
from retrieval.distractors.sources.urls import UrlsSource
from retrieval.distractors.sources.webdataset import WebdatasetSource
from retrieval.distractors.tables import Refused, Row

SOURCES: Final[Mapping[str, Source]] = {
    "folder": FolderSource(),
    "csv": TableSource(),
    "webdataset": WebdatasetSource(),
    "descriptors": DescriptorsSource(),
    "hdf5": Hdf5Source(),
    "urls": UrlsSource(),
}
WITHOUT_IMAGES: Final = frozenset({"descriptors", "hdf5"})  # sources of ready descriptors


def source_named(name: str) -> Source:
    """The source of that name; raises DistractorError `distractors.source-unknown`."""
    if name not in SOURCES:
        raise problem("distractors.source-unknown", name=name, known=", ".join(SOURCES))
    return SOURCES[name]


__all__ = [
    "ERRORS",
    "SHARD_SIZE",
    "SOURCES",
    "WITHOUT_IMAGES",
    "DistractorError",
    "Item",
    "Piece",
    "Refused",
    "Row",
    "Shard",
    "ShardProblem",
    "ShardResult",
    "ShardTools",
    "Source",
    "add_descriptors",
    "build_shard",
    "check_shard",
    "published_key",
    "slug_of",
    "source_named",
]
