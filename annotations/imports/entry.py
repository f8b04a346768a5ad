"""What the tables say of one object."""

from dataclasses import dataclass, field
from pathlib import Path

from curation.actions.edit_evidence import EvidenceDetails
from curation.tables.refusal import Place
from retrieval.geometry import Box
from retrieval.taxonomy import CategoryPath


@dataclass(frozen=True, slots=True)
class BoxEntry:
    """A row of boxes.csv."""

    place: Place
    box: Box


@dataclass(slots=True)
class ImageEntry:
    """A row of images.csv with its boxes."""

    place: Place
    path: str
    file: Path
    role: str
    origin: str
    author: str
    licence: str
    source_url: str
    boxes: list[BoxEntry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TextEntry:
    """A row of texts.csv."""

    place: Place
    text: str


@dataclass(slots=True)
class ObjectEntry:
    """A row of objects.csv with everything that the other tables add."""

    place: Place
    key: str
    name: str
    category: CategoryPath
    evidence: EvidenceDetails | None
    images: list[ImageEntry] = field(default_factory=list)
    text: TextEntry | None = None
