"""What a release says, as frozen dataclasses: one for database, writer, reader and verifier."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Literal

from retrieval.bundle.about import About
from retrieval.bundle.distractors import Distractors, Listed
from retrieval.bundle.strict_json import JsonValue, canonical, encode
from retrieval.geometry import Box
from retrieval.taxonomy import CategoryPath

Role = Literal["query", "positive"]
Origin = Literal["captured", "downloaded"]
ReleaseBox = Box  # in pixels of the release image, not of the original


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseImage:
    """One published image; `sha256`, `width`, `height` and `boxes` are those of its bytes."""

    id: str
    object_key: str
    role: Role
    sha256: str
    width: int
    height: int
    boxes: tuple[ReleaseBox, ...]
    licence: str
    author: str
    origin: Origin
    source_url: str = ""
    camera: str = ""
    scale: float | None = None
    clutter: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseEvidence:
    """The public part of why an object is newer than the cut-off; `date` is ISO 8601 or empty."""

    kind: str
    date: str = ""
    url: str = ""
    statement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseObject:
    """One class of the benchmark; the order of `images` fixes the numbers in their file names."""

    key: str
    number: int
    name: str
    categories: CategoryPath
    text: str
    images: tuple[ReleaseImage, ...]
    evidence: tuple[ReleaseEvidence, ...] = ()

    def images_of(self, role: Role) -> tuple[ReleaseImage, ...]:
        """The images of one role, in the order of the release."""
        return tuple(image for image in self.images if image.role == role)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseDistractor:
    """One published image that shows none of the objects."""

    key: str
    sha256: str
    width: int
    height: int
    licence: str
    author: str
    source_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why an object was left out: the code of the rule and its sentence."""

    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """An accepted object that this version does not contain."""

    key: str
    name: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """A tombstone: something that an earlier version held and this one must not.

    `key` is an object key, the id of an image, or the key of a distractor; `last_version` the last
    release that held it; `date` (ISO 8601) and `reason` are public.
    """

    kind: Literal["object", "image", "distractor"]
    key: str
    last_version: str
    date: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subset:
    """A named choice of distractors (mini-ILIAS) by keys, and how it was chosen."""

    name: str
    keys: tuple[str, ...]
    selection: Mapping[str, JsonValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A whole release: everything a layout needs except the bytes of the images.

    `date` is the day it was frozen (ISO 8601). The order of `distractors` is kept: they are cut into
    shards in it, so that a version that adds some leaves the full shards of the one before alone.
    """

    slug: str
    title: str
    version: str
    cutoff: str
    code_version: str
    objects: tuple[ReleaseObject, ...]
    date: str = ""
    about: About = field(default_factory=About)
    distractors: Distractors = field(default_factory=Listed)
    subsets: tuple[Subset, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()
    parameters: Mapping[str, JsonValue] = field(default_factory=dict)


def ordered(release: Release) -> Release:
    """The release with its objects by number and, in each, queries before positives."""
    objects = (
        replace(thing, images=thing.images_of("query") + thing.images_of("positive"))
        for thing in release.objects
    )
    return replace(release, objects=tuple(sorted(objects, key=lambda thing: thing.number)))


def content_sha256(release: Release) -> str:
    """SHA-256 over one line of canonical JSON for the head, each object and each distractor.

    Equal when two releases say the same. Reads the distractors once and holds one of them.
    """
    rows = ("objects", "distractors")
    names = (entry.name for entry in fields(release) if entry.name not in rows)
    digest = hashlib.sha256(_line({name: encode(getattr(release, name)) for name in names}))
    for thing in ordered(release).objects:
        digest.update(_line(encode(thing)))
    for distractor in release.distractors:
        digest.update(_line(encode(distractor)))
    return digest.hexdigest()


def _line(value: JsonValue) -> bytes:
    return canonical(value) + b"\n"
