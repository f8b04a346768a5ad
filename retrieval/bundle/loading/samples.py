"""Splits of a release as samples by index: what every kind of dataset is made from.

A sample is a dict of plain values; `label` counts the objects from 0 and is -1 for distractors.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, ClassVar, Protocol

from retrieval.bundle.loading.distractors import DistractorSequence
from retrieval.bundle.loading.files import ImageFiles, decoded
from retrieval.bundle.loading.items import BenchmarkImage, Item, TextQuery

Sample = dict[str, Any]
NO_OBJECT = -1
_ORIGIN = ("sha256", "width", "height", "licence", "author", "source_url")


class Samples(Protocol):
    """One split; `columns` are the fields of its facts, in the order of reading."""

    columns: ClassVar[tuple[str, ...]]

    def __len__(self) -> int:
        """How many samples."""

    def entry(self, index: int) -> Item:
        """All that the release says about one of them: boxes, licence, author, …"""

    def sample(self, index: int, transform: Callable[[Any], Any] | None) -> Sample:
        """The sample at an index, its image decoded and transformed."""

    def facts(self, folder: Path) -> Iterator[Sample]:
        """Every sample with all its facts, and instead of its pixels the address of its image."""


@dataclass(frozen=True, slots=True)
class TextSamples:
    """The text queries."""

    columns: ClassVar[tuple[str, ...]] = ("text", "id", "object", "label")
    texts: tuple[TextQuery, ...]
    labels: Mapping[str, int]

    def __len__(self) -> int:
        return len(self.texts)

    def entry(self, index: int) -> TextQuery:
        """The text query at an index."""
        return self.texts[index]

    def sample(self, index: int, transform: Callable[[Any], Any] | None) -> Sample:
        """{text, id, object, label, index}; the transform is for images and not used."""
        return {**self._facts(self.texts[index]), "index": index}

    def facts(self, folder: Path) -> Iterator[Sample]:
        """The samples without their indices."""
        return map(self._facts, self.texts)

    def _facts(self, text: TextQuery) -> Sample:
        return {"text": text.text, "id": text.id, "object": text.object, "label": self.labels[text.object]}


@dataclass(frozen=True, slots=True)
class ImageSamples:
    """The image queries or the positives."""

    columns: ClassVar[tuple[str, ...]] = (
        *("image", "id", "object", "object_key", "label", "role", "boxes", "scale", "clutter"),
        *(*_ORIGIN, "origin", "camera"),
    )
    images: tuple[BenchmarkImage, ...]
    labels: Mapping[str, int]
    files: ImageFiles

    def __len__(self) -> int:
        return len(self.images)

    def entry(self, index: int) -> BenchmarkImage:
        """The image at an index."""
        return self.images[index]

    def sample(self, index: int, transform: Callable[[Any], Any] | None) -> Sample:
        """{image, id, object, label, index}."""
        image = self.images[index]
        picture = decoded(self.files.core_bytes(image), image.id)
        return {
            "image": picture if transform is None else transform(picture),
            "id": image.id,
            "object": image.object,
            "label": self.labels[image.object],
            "index": index,
        }

    def facts(self, folder: Path) -> Iterator[Sample]:
        """All fields of the images, boxes as dicts."""
        for image in self.images:
            facts = asdict(image)
            del facts["place"]
            yield {"image": self._address(image, folder), "label": self.labels[image.object], **facts}

    def _address(self, image: BenchmarkImage, folder: Path) -> str:
        loose = self.files.loose(image)
        return str(loose) if loose else member_address(folder, *self.files.packed(image))


@dataclass(frozen=True, slots=True)
class DistractorSamples:
    """The distractors, or a subset of them; their tars are read, and not their table."""

    columns: ClassVar[tuple[str, ...]] = ("image", "id", "key", "label", *_ORIGIN)
    rows: DistractorSequence
    files: ImageFiles

    def __len__(self) -> int:
        return len(self.rows)

    def entry(self, index: int) -> Item:
        """The distractor at an index; reads up to ten thousand rows of the table."""
        return self.rows[index]

    def sample(self, index: int, transform: Callable[[Any], Any] | None) -> Sample:
        """{image, id, object, label, index}; the object is empty."""
        place = self.rows.place(index)
        key, data = self.files.distractor_at(self.files.distractor_place(place))
        identifier = f"{self.files.shard_name(place)}/{key}"
        picture = decoded(data, identifier)
        return {
            "image": picture if transform is None else transform(picture),
            "id": identifier,
            "object": "",
            "label": NO_OBJECT,
            "index": index,
        }

    def facts(self, folder: Path) -> Iterator[Sample]:
        """All fields of the rows."""
        for row in self.rows:
            facts = asdict(row)
            path, _ = self.files.distractor_place(facts.pop("place"))
            yield {"image": member_address(folder, path, f"{row.key}.jpg"), "label": NO_OBJECT, **facts}


def member_address(folder: Path, tar: str, name: str) -> str:
    """A member of a tar as fsspec writes it."""
    return f"tar://{name}::{folder / tar}"
