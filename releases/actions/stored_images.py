"""The bytes of published images, from the storage."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from django.core.files.storage import default_storage

from curation.distractor_rows import IMAGES
from curation.distractor_store import read_range
from curation.models import Original
from releases.models import FrozenImage, Release
from retrieval.bundle.image_bytes import read_file
from retrieval.bundle.parts import Entry
from retrieval.bundle.schema import ReleaseDistractor
from retrieval.bundle.strict_json import encode
from retrieval.bundle.untouched import untouched_since

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class StoredDistractor(ReleaseDistractor):
    """A distractor that knows the file it came from: a name for each of millions has no room in memory.

    Not a dataclass of its own, so that it says nothing more than a distractor does.
    """

    __slots__ = ("hashed_at", "original_sha256")
    original_sha256: str
    hashed_at: datetime

    def __eq__(self, other: object) -> bool:
        """Equal to whatever says the same, with a file or without."""
        return isinstance(other, ReleaseDistractor) and encode(self) == encode(other)

    def __hash__(self) -> int:
        return hash(self.key)


def stored(image: FrozenImage, entry: ReleaseDistractor) -> StoredDistractor:
    """The entry, with the file of its row."""
    fields = {name: getattr(entry, name) for name in ReleaseDistractor.__dataclass_fields__}
    marked = StoredDistractor(**fields)
    object.__setattr__(marked, "original_sha256", image.original_sha256)
    object.__setattr__(marked, "hashed_at", getattr(image, "hashed_at", _NEVER))
    return marked


class ShardDistractor(ReleaseDistractor):
    """A distractor of a set that knows where in the tar of its shard it lies; says nothing more than others."""

    __slots__ = ("folder", "offset", "size", "stored_at")
    folder: str
    offset: int
    size: int
    stored_at: datetime

    def lying_at(self, folder: str, offset: int, size: int, stored_at: datetime) -> Self:
        """Itself, with its place in the storage."""
        object.__setattr__(self, "folder", folder)
        object.__setattr__(self, "offset", offset)
        object.__setattr__(self, "size", size)
        object.__setattr__(self, "stored_at", stored_at)
        return self

    def __eq__(self, other: object) -> bool:
        """Equal to whatever says the same, with a place or without."""
        return isinstance(other, ReleaseDistractor) and encode(self) == encode(other)

    def __hash__(self) -> int:
        return hash(self.key)


class StoredImages:
    """The files of one release; any thread may ask."""

    def __init__(self, release: Release) -> None:
        rows = FrozenImage.objects.filter(release=release, object__isnull=False)
        found = rows.values_list("release_sha256", "original_sha256", "source__original__created_at")
        self._known = {sha256: (original, hashed_at) for sha256, original, hashed_at in found}

    def read(self, entry: Entry) -> bytes:
        """The bytes of an image. Raises OSError when the storage can't give them."""
        if isinstance(entry, ShardDistractor):
            return read_range(self._name(entry), entry.offset, entry.size)
        path = self._path(entry)
        if path is not None:
            return read_file(path)
        with default_storage.open(self._name(entry), "rb") as file:
            data: bytes = file.read()
        return data

    def unchanged(self, entry: Entry) -> bool:
        """Whether its file was not touched since it was hashed at ingest; False where files have no times.

        Of a set that is the tar of its shard: hashed while it was written, untouched since the shard was done.
        """
        path = self._path(entry)
        hashed_at = entry.stored_at if isinstance(entry, ShardDistractor) else self._of(entry)[1]
        return path is not None and untouched_since(path, int(hashed_at.timestamp() * 1e9))

    def _path(self, entry: Entry) -> Path | None:
        """Where its file lies; None in a storage behind a network."""
        try:
            return Path(default_storage.path(self._name(entry)))
        except NotImplementedError:
            return None

    def _name(self, entry: Entry) -> str:
        if isinstance(entry, ShardDistractor):
            return f"{entry.folder}/{IMAGES}"
        return Original(sha256=self._of(entry)[0]).file_name("release")

    def _of(self, entry: Entry) -> tuple[str, datetime]:
        if isinstance(entry, StoredDistractor):
            return entry.original_sha256, entry.hashed_at
        return self._known[entry.sha256]
