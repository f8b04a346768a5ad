"""The distractors of a release, those of sets and those in rows: read when they are wanted."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from django.db.models import F, QuerySet

from curation.models import Image
from releases.actions.shard_rows import distractors_in
from releases.actions.stored_images import stored
from releases.models import FrozenImage, FrozenShard, Release
from retrieval.bundle import schema
from retrieval.bundle.distractors import Joined, Streamed

KEY_LENGTH = 32  # of the SHA-256 of the file that was brought in: stable from one release to the next
CHUNK = 2000


class FrozenDistractors(Streamed):
    """Implements `Distractors` over a frozen release: its sets first, so that rows that come move no full tar."""

    def __init__(self, release: Release) -> None:
        self._release = release

    def __len__(self) -> int:
        """As it was counted when the release was frozen."""
        return self._release.distractors_count

    def __iter__(self) -> Iterator[schema.ReleaseDistractor]:
        """In the order of the release, a few at a time."""
        return iter(self._parts)

    def between(self, start: int, stop: int) -> Iterator[schema.ReleaseDistractor]:
        """By place, found without reading the shards and rows before."""
        return self._parts.between(start, stop)

    @cached_property
    def _parts(self) -> Joined:
        shards = ShardDistractors(
            list(FrozenShard.objects.filter(release=self._release).order_by("position"))
        )
        return Joined(shards, RowDistractors(self._release, len(self) - len(shards)))


class ShardDistractors(Streamed):
    """Implements `Distractors` over shards, saved or not; holds one row for each of them."""

    def __init__(self, shards: Sequence[FrozenShard]) -> None:
        self._shards = shards
        self._firsts = [shard.first for shard in shards]

    def __len__(self) -> int:
        """As it was counted when they were looked at."""
        return self._shards[-1].first + self._shards[-1].count if self._shards else 0

    def __iter__(self) -> Iterator[schema.ReleaseDistractor]:
        """Set after set, shard after shard."""
        return self.between(0, len(self))

    def between(self, start: int, stop: int) -> Iterator[schema.ReleaseDistractor]:
        """Only the shards that hold some of them are opened."""
        for shard in self._shards[max(0, bisect_right(self._firsts, start) - 1) :]:
            if shard.first >= stop:
                return
            yield from distractors_in(shard, start - shard.first, stop - shard.first)


class RowDistractors(Streamed):
    """Implements `Distractors` over the rows of a frozen release; nothing of them is kept in memory."""

    def __init__(self, release: Release, count: int) -> None:
        self._release, self._count = release, count

    def __len__(self) -> int:
        """As it was counted when the release was frozen."""
        return self._count

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
    """The key under which a distractor in a row is published."""
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
