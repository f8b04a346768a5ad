"""What a release says, as frozen dataclasses: one for database, writer, reader and verifier."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from retrieval.bundle.strict_json import JsonValue, canonical, decode, encode
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
class Release:
    """A whole release: everything a layout needs except the bytes of the images."""

    slug: str
    title: str
    version: str
    cutoff: str
    code_version: str
    objects: tuple[ReleaseObject, ...]
    distractors: tuple[ReleaseDistractor, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    parameters: Mapping[str, JsonValue] = field(default_factory=dict)


def to_json(release: Release) -> JsonValue:
    """The release as plain JSON values; `from_json` gives back an equal release."""
    value: JsonValue = encode(release)
    return value


def from_json(value: object) -> Release:
    """The release that `to_json` wrote. Raises BundleError for missing, unknown or odd fields."""
    return decode(Release, value)


def ordered(release: Release) -> Release:
    """The release in the order of its files: by number, queries first, distractors by key."""
    objects = (
        replace(thing, images=thing.images_of("query") + thing.images_of("positive"))
        for thing in release.objects
    )
    return replace(
        release,
        objects=tuple(sorted(objects, key=lambda thing: thing.number)),
        distractors=tuple(sorted(release.distractors, key=lambda entry: entry.key)),
    )


def content_sha256(release: Release) -> str:
    """SHA-256 of the ordered release as canonical JSON: equal when two releases say the same."""
    return hashlib.sha256(canonical(to_json(ordered(release)))).hexdigest()
