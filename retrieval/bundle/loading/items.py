"""What a release consists of, for people who read it."""

from dataclasses import dataclass

from retrieval.bundle.schema import Origin, ReleaseEvidence, Role
from retrieval.geometry import Box
from retrieval.taxonomy import CategoryPath


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchmarkImage:
    """An image query or a positive; `boxes` show its object, in pixels of the image.

    `id` is its path below ilias_core, as the official code names it, and `object` the id of its object;
    `place` counts the images of its role from 0. `scale` and `clutter` are measured for positives only.
    """

    id: str
    object: str
    object_key: str
    role: Role
    place: int
    sha256: str
    width: int
    height: int
    boxes: tuple[Box, ...]
    licence: str
    author: str
    origin: Origin
    source_url: str
    camera: str
    scale: float | None
    clutter: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextQuery:
    """The text query of an object."""

    id: str
    object: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchmarkObject:
    """One class: what is searched for, by each of its queries, is each of its positives."""

    id: str
    key: str
    number: int
    name: str
    categories: CategoryPath
    text: TextQuery
    queries: tuple[BenchmarkImage, ...]
    positives: tuple[BenchmarkImage, ...]
    evidence: tuple[ReleaseEvidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Distractor:
    """An image that shows none of the objects; `id` is <shard>/<key>, as the official code names it.

    `place` counts all distractors of the release from 0.
    """

    id: str
    key: str
    place: int
    sha256: str
    width: int
    height: int
    licence: str
    author: str
    source_url: str


Item = BenchmarkImage | TextQuery | Distractor
