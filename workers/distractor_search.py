"""The distractors of a benchmark's sets that a picture may be a copy of; kept warm in a process, always up to date.

The newest index of each kind is mapped, shards that came after it are searched beside it: PostgreSQL is asked
before every search, so that a shard is found as soon as its row says that it is done.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

import numpy as np
from django.db.models import Count, Max

from curation.actions.distractor_sets.store_neighbours import FoundDistractor
from curation.distractor_rows import DistractorRow, id_at, jpeg_of, row_in
from curation.models import Benchmark, DistractorIndex, DistractorRemoval, DistractorSet, DistractorShard
from retrieval.distractors import slug_of
from retrieval.distractors.manifest import EncoderEntry, descriptors_file
from retrieval.near_duplicates import Fingerprint
from retrieval.near_duplicates.description import fitting
from workers.distractor_indexes import COMPACT_ENCODER
from workers.distractor_parts import (
    DESCRIBED,
    HASHED,
    SHARED,
    CompactPart,
    DescriptorPart,
    HashPart,
    Hint,
    Part,
)
from workers.distractor_shelf import opened
from workers.distractor_verification import Verified, Verifier

SETS_AT_ONCE = 8  # that a process keeps open; the one used longest ago makes room
THREADS = 2
NO_MATCH = "not a match"


@dataclass(frozen=True)
class Suspect:
    """A candidate of a set with what is needed to look at it."""

    shard: DistractorShard
    row: DistractorRow
    mirrored: bool | None


class SetSearch:
    """One set as this process searches it."""

    def __init__(self, found: DistractorSet) -> None:
        self._set = found
        self._parts: dict[str, tuple[int | None, Part]] = {}  # with the index that each was opened with
        self._seen: tuple[Any, ...] = ()
        self._shards: dict[str, DistractorShard] = {}
        self._refreshing = threading.Lock()

    def refresh(self, encoder: str) -> None:
        """Take in the newest indexes and every shard that is done by now; `encoder` is a fingerprint's."""
        with self._refreshing:
            indexes = {
                row.encoder: row for row in DistractorIndex.objects.filter(set=self._set, current=True)
            }
            done = self._set.shards.filter(state=DistractorShard.State.DONE, accepted__gt=0)
            known = done.aggregate(count=Count("pk"), last=Max("finished_at"))
            seen = (encoder, known["count"], known["last"], sorted(row.pk for row in indexes.values()))
            if seen == self._seen:
                return
            rows = list(done.select_related("set").defer("piece", "refusals").order_by("number"))
            self._shards = {row.name: row for row in rows}
            self._open("", indexes, HashPart)
            self._open(COMPACT_ENCODER, indexes, CompactPart)
            entry = _entry(rows, encoder)
            if entry is not None:
                of_it = partial(DescriptorPart, version=entry.version, dimension=entry.dimension)
                self._open(entry.version, indexes, of_it)
            wanted = {"", COMPACT_ENCODER, entry.version if entry else ""}
            self._parts = {key: part for key, part in self._parts.items() if key in wanted}
            self._seen = seen

    def _open(self, key: str, indexes: dict[str, DistractorIndex], make: Callable[..., Part]) -> None:
        built = indexes.get(key)
        number = built.pk if built is not None else None
        opened_with, part = self._parts.get(key, (None, None))
        if part is None or opened_with != number:
            part = make(built)
        for name, row in self._shards.items():
            if not part.holds(name):
                part.take(row)
        self._parts[key] = (number, part)

    def suspects(self, fingerprint: Fingerprint) -> list[Suspect]:
        """Whom to look at closely: by hash, by shared features, by descriptor; none that was removed."""
        limits = {"": HASHED, COMPACT_ENCODER: SHARED}
        found: dict[str, Suspect] = {}
        for key, (_, part) in self._parts.items():
            hints = {self._id(hint): hint for hint in part.hints(fingerprint)}
            gone = DistractorRemoval.objects.filter(set=self._set, distractor__in=hints)
            for removed in gone.values_list("distractor", flat=True):
                del hints[removed]
            for id_, hint in islice(hints.items(), limits.get(key, DESCRIBED)):
                shard = self._shards[hint.shard]
                row = row_in(self._set, shard, id_)
                if row is not None and row.offset >= 0 and id_ not in found:
                    found[id_] = Suspect(shard, row, hint.mirrored)
        return list(found.values())

    def suspects_at(self, shard: DistractorShard, places: Sequence[int]) -> list[Suspect]:
        """The rows at these places of one shard, without those that were removed."""
        ids = [id_at(self._set, shard, place) for place in places]
        gone = set(
            DistractorRemoval.objects.filter(set=self._set, distractor__in=ids).values_list(
                "distractor", flat=True
            )
        )
        rows = [row_in(self._set, shard, id_) for id_ in ids if id_ not in gone]
        return [Suspect(shard, row, None) for row in rows if row is not None and row.offset >= 0]

    def _id(self, hint: Hint) -> str:
        return hint.id or id_at(self._set, self._shards[hint.shard], hint.row)

    def cosine(self, suspect: Suspect, fingerprint: Fingerprint) -> float:
        """The larger inner product of the picture, as it is or mirrored; 0 where nothing describes both."""
        entry = _entry([suspect.shard], fingerprint.encoder)
        if entry is None:
            return 0.0
        slug = slug_of(entry.version)
        shard = opened(suspect.shard, descriptors_file(slug))
        row = np.asarray(shard.descriptors(slug)[suspect.row.place], dtype=np.float32)
        return float(np.max(fingerprint.descriptors @ row))

    def found(self, suspect: Suspect, verified: Verified, fingerprint: Fingerprint) -> FoundDistractor:
        """The pair as the table holds it."""
        return {
            "set": self._set.pk,
            "distractor": suspect.row.id,
            "source_sha256": suspect.row.source_sha256,
            "hamming": verified.hamming,
            "cosine": self.cosine(suspect, fingerprint),
            "inliers": verified.inliers,
            "residual": verified.residual,
            "score": verified.score,
            "suggested": verified.suggested,
            "matches": verified.matches,
        }

    def check(self, fingerprint: Fingerprint) -> list[FoundDistractor]:
        """The verified candidates of this set."""
        self.refresh(fingerprint.encoder)
        return verified_of(self, self.suspects(fingerprint), fingerprint)

    def release_image(self, suspect: Suspect) -> bytes:
        """Its JPEG."""
        return jpeg_of(self._set, suspect.shard, suspect.row)


def verified_of(
    search: SetSearch, suspects: Sequence[Suspect], fingerprint: Fingerprint
) -> list[FoundDistractor]:
    """Those of the suspects that the comparison does not acquit, most alike first."""
    if not suspects:
        return []
    verifier = Verifier(fingerprint)

    def look(suspect: Suspect) -> Verified:
        return verifier.against(search.release_image(suspect), looks_mirrored=suspect.mirrored)

    with ThreadPoolExecutor(THREADS) as pool:
        looked = list(zip(suspects, pool.map(look, suspects), strict=True))
    kept = [(suspect, verified) for suspect, verified in looked if verified.suggested != NO_MATCH]
    kept.sort(key=lambda pair: (-pair[1].score, pair[0].row.id))
    return [search.found(suspect, verified, fingerprint) for suspect, verified in kept]


def _entry(rows: Sequence[DistractorShard], encoder: str) -> EncoderEntry | None:
    """What describes the shards in the way of a fingerprint's encoder, if anything does."""
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
