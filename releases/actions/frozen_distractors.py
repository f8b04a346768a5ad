"""The distractors of a frozen release: rows that are read when they are wanted."""

from collections.abc import Iterator

from django.db.models import F, QuerySet

from curation.models import Image
from releases.actions.stored_images import stored
from releases.models import FrozenImage, Release
from retrieval.bundle import schema
from retrieval.bundle.distractors import Streamed

KEY_LENGTH = 32  # of the SHA-256 of the file that was brought in: stable from one release to the next
CHUNK = 2000


class FrozenDistractors(Streamed):
    """Implements `Distractors` over the database; nothing of them is kept in memory."""

    def __init__(self, release: Release) -> None:
        self._release = release

    def __len__(self) -> int:
        """As it was counted when the release was frozen."""
        return self._release.distractors_count

    def __iter__(self) -> Iterator[schema.ReleaseDistractor]:
        """In the order of the release, a chunk at a time."""
        return map(distractor, self._rows().iterator(chunk_size=CHUNK))

    def between(self, start: int, stop: int) -> Iterator[schema.ReleaseDistractor]:
        """By position, found in the index without reading the rows before."""
        rows = self._rows().filter(position__gte=start, position__lt=stop)
        return map(distractor, rows.iterator(chunk_size=CHUNK))

    def _rows(self) -> "QuerySet[FrozenImage]":
        # object and role are named so that the index of their uniqueness gives the order
        rows = FrozenImage.objects.filter(release=self._release, object=None, role=Image.Role.DISTRACTOR)
        return rows.annotate(hashed_at=F("source__original__created_at")).order_by("position")


def key_of(original_sha256: str) -> str:
    """The key under which a distractor is published."""
    return original_sha256[:KEY_LENGTH]


def distractor(image: FrozenImage) -> schema.ReleaseDistractor:
    """The entry of a row, saved or not, with the file it is read from."""
    entry = schema.ReleaseDistractor(
        key=key_of(image.original_sha256),
        sha256=image.release_sha256,
        width=image.width,
        height=image.height,
        licence=image.licence,
        author=image.author,
        source_url=image.source_url,
    )
    return stored(image, entry)
