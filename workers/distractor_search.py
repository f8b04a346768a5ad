"""The distractors of a benchmark's sets that a picture may be a copy of; kept warm in a process, always up to date.

The newest index of each kind is mapped, shards that came after it are searched beside it: PostgreSQL is asked
before every search, so that a shard is found as soon as its row says that it is done.
"""

import math
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
from django.conf import settings
from django.db.models import Count, Max

from curation.actions.distractor_sets.store_neighbours import FoundDistractor
from curation.distractor_rows import DistractorRow, jpeg_of, row_at, row_in
from curation.models import Benchmark, DistractorIndex, DistractorRemoval, DistractorSet, DistractorShard
from retrieval.distractors import slug_of
from retrieval.distractors.manifest import EncoderEntry, descriptors_file
from retrieval.images import read_pixels
from retrieval.near_duplicates import Candidate, Fingerprint
from retrieval.near_duplicates.at_scale import Effort, StoredImage, Tiers, check_against
from retrieval.near_duplicates.at_scale.tiers import HashSearch
from retrieval.near_duplicates.description import fitting
from workers.distractor_indexes import COMPACT_ENCODER, MILVUS
from workers.distractor_parts import CompactPart, DescriptorPart, HashPart, Part, Places
from workers.distractor_shelf import opened

SETS_AT_ONCE = 8  # that a process keeps open; the one used longest ago makes room
NO_MATCH = "not a match"
HASHES = ""  # what the index of hashes has in place of an encoder


class SetSearch:
    """One set as this process searches it."""

    def __init__(self, found: DistractorSet) -> None:
        self._set = found
        self._parts: dict[str, tuple[int | None, Any]] = {}  # with the index that each was opened with
        self._seen: tuple[Any, ...] = ()
        self._shards: dict[str, DistractorShard] = {}
        self._places = Places()
        self._entry: EncoderEntry | None = None
        self._refreshing = threading.Lock()

    def refresh(self, encoder: str) -> None:
        """Take in the newest indexes and every shard that is done by now; `encoder` is a fingerprint's."""
        with self._refreshing:
            current = DistractorIndex.objects.filter(set=self._set, current=True)
            if not settings.MILVUS_URI:
                current = current.exclude(kind=MILVUS)  # out of reach: its shards are searched one by one
            indexes = {row.encoder: row for row in current}
            done = self._set.shards.filter(state=DistractorShard.State.DONE, accepted__gt=0)
            known = done.aggregate(count=Count("pk"), last=Max("finished_at"))
            seen = (encoder, known["count"], known["last"], sorted(row.pk for row in indexes.values()))
            if seen == self._seen:
                return
            rows = list(done.select_related("set").defer("piece", "refusals").order_by("number"))
            self.know(rows, encoder)
            self._open(HASHES, indexes, partial(HashPart, places=self._places))
            self._open(COMPACT_ENCODER, indexes, partial(CompactPart, places=self._places))
            if self._entry is not None:
                version, dimension = self._entry.version, self._entry.dimension
                of_it = partial(DescriptorPart, version=version, dimension=dimension, locate=self.locate)
                self._open(version, indexes, of_it)
            self._seen = seen

    def know(self, rows: Sequence[DistractorShard], encoder: str) -> None:
        """Give positions to the rows of these shards."""
        self._shards.update((row.name, row) for row in rows)
        for row in rows:
            self._places.add(row.name, row.accepted)
        self._entry = _entry(rows, encoder)

    def _open(
        self, key: str, indexes: dict[str, DistractorIndex], make: Callable[[DistractorIndex | None], Part]
    ) -> None:
        built = indexes.get(key)
        number = built.pk if built is not None else None
        opened_with, part = self._parts.get(key, (None, None))
        if part is None or opened_with != number:
            part = make(built)
        for name, row in self._shards.items():
            if not part.holds(name):
                part.take(row)
        self._parts[key] = (number, part)

    def check(self, fingerprint: Fingerprint) -> list[FoundDistractor]:
        """The verified candidates of this set, most alike first; none that was removed."""
        self.refresh(fingerprint.encoder)
        version = self._entry.version if self._entry else None
        tiers = self._tiers(
            fingerprint,
            self._parts[HASHES][1],
            self._parts[COMPACT_ENCODER][1],
            self._parts[version][1] if version else None,
        )
        return self._checked(fingerprint, tiers)

    def check_by_hash(self, fingerprint: Fingerprint, hashes: HashSearch) -> list[FoundDistractor]:
        """The same of the shards that are known, by these hashes alone."""
        return self._checked(fingerprint, self._tiers(fingerprint, hashes, None, None))

    def _tiers(
        self,
        fingerprint: Fingerprint,
        hashes: HashSearch,
        compact: CompactPart | None,
        descriptors: DescriptorPart | None,
    ) -> Tiers:
        fetch = partial(self._image_at, like=fingerprint)
        return Tiers(hashes, compact, descriptors, fetch, lambda position: self._row(position)[1].id)

    def _checked(self, fingerprint: Fingerprint, tiers: Tiers) -> list[FoundDistractor]:
        effort = Effort(verified=settings.DISTRACTOR_CANDIDATES)
        candidates = check_against(fingerprint, tiers, effort, self._removed())
        return [self._told(one) for one in candidates if one.suggested != NO_MATCH]

    def _told(self, candidate: Candidate) -> FoundDistractor:
        row = self._row(self.locate(candidate.neighbour))[1]
        return {
            "set": self._set.pk,
            "distractor": candidate.neighbour,
            "source_sha256": row.source_sha256,
            "hamming": candidate.hamming,
            "cosine": candidate.cosine,
            "inliers": candidate.inliers,
            "residual": candidate.residual if math.isfinite(candidate.residual) else None,
            "score": candidate.score,
            "suggested": candidate.suggested,
            "matches": candidate.matches.round(4).tolist(),
        }

    def _removed(self) -> set[int]:
        gone = DistractorRemoval.objects.filter(set=self._set).values_list("distractor", flat=True)
        return {self.locate(each) for each in gone if each.partition("/")[0] in self._shards}

    def locate(self, id_: str) -> int:
        """The position of an id of a known shard; -1 for one that is not in it."""
        shard = self._shards[id_.partition("/")[0]]
        row = row_in(self._set, shard, id_)
        return -1 if row is None else self._places.position(shard.name, row.place)

    def _row(self, position: int) -> tuple[DistractorShard, DistractorRow]:
        name, place = self._places.at(position)
        shard = self._shards[name]
        return shard, row_at(self._set, shard, place)

    def _image_at(self, position: int, like: Fingerprint) -> StoredImage | None:
        shard, row = self._row(position)
        if row.offset < 0:
            return None
        pixels = read_pixels(jpeg_of(self._set, shard, row))
        return StoredImage(pixels, like.encoder, self._descriptor(shard, row, like))

    def _descriptor(
        self, shard: DistractorShard, row: DistractorRow, like: Fingerprint
    ) -> npt.NDArray[np.floating[Any]]:
        """What the shard holds of the encoder of the picture; zeros where it holds nothing of it."""
        if self._entry is None:
            return np.zeros(like.descriptors.shape[1], dtype=np.float32)
        slug = slug_of(self._entry.version)
        return np.asarray(opened(shard, descriptors_file(slug)).descriptors(slug)[row.place])


def _entry(rows: Sequence[DistractorShard], encoder: str) -> EncoderEntry | None:
    """How the newest of the shards is described in the way of a fingerprint's encoder, if it is."""
    for row in rows[-1:]:
        for entry in opened(row).manifest.encoders.values():
            if fitting(entry.version) == encoder:
                return entry
    return None


_searches: dict[int, SetSearch] = {}
_lock = threading.Lock()


def searches_of(benchmark: Benchmark) -> Iterator[SetSearch]:
    """The sets of a benchmark that new pictures are compared with, warm in this process."""
    for found in DistractorSet.objects.searched().filter(benchmark=benchmark):
        with _lock:
            search = _searches.pop(found.pk, None) or SetSearch(found)
            _searches[found.pk] = search  # last in the dict: used most recently
            while len(_searches) > SETS_AT_ONCE:
                _searches.pop(next(iter(_searches)))
        yield search


def check(benchmark: Benchmark, fingerprint: Fingerprint) -> list[FoundDistractor]:
    """Every distractor of the benchmark's sets that may be the same picture, the most alike of each set first."""
    return [each for search in searches_of(benchmark) for each in search.check(fingerprint)]
