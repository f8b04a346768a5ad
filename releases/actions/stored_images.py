"""The bytes of published images, from the storage."""

from collections.abc import Callable

from django.core.files.storage import default_storage

from curation.models import Original
from releases.models import FrozenImage, Release
from retrieval.bundle.parts import Entry
from retrieval.bundle.schema import ReleaseDistractor
from retrieval.bundle.strict_json import encode


class StoredDistractor(ReleaseDistractor):
    """A distractor that knows the file it came from: a name for each of millions has no room in memory.

    Not a dataclass of its own, so that it says nothing more than a distractor does.
    """

    __slots__ = ("original_sha256",)
    original_sha256: str

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
    return marked


def reader_of(release: Release) -> Callable[[Entry], bytes]:
    """Reads any image of a release; any thread may. Raises OSError when the storage can't give it."""
    rows = FrozenImage.objects.filter(release=release, object__isnull=False)
    originals = dict(rows.values_list("release_sha256", "original_sha256"))

    def read(entry: Entry) -> bytes:
        sha256 = entry.original_sha256 if isinstance(entry, StoredDistractor) else originals[entry.sha256]
        with default_storage.open(Original(sha256=sha256).file_name("release"), "rb") as file:
            data: bytes = file.read()
        return data

    return read
