"""What a worker process keeps in memory between jobs: segmenters and near-duplicate indexes."""

import threading
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from curation.models import Benchmark, Image, StoredFingerprint
from retrieval.clutter import Segmenter, SegmenterOptions, build_segmenter
from retrieval.near_duplicates import VERSION, Fingerprint, NearDuplicateIndex

INDEXES_AT_ONCE = 4  # benchmarks a worker holds; the one used longest ago makes room


@lru_cache(maxsize=1)
def segmenter() -> Segmenter:
    """The configured segmenter, built once per process."""
    checkpoint = Path(settings.SAM_CHECKPOINT) if settings.SAM_CHECKPOINT else None
    return build_segmenter(settings.SEGMENTER, SegmenterOptions(checkpoint, settings.SAM_MODEL))


@dataclass
class _Warm:
    index: NearDuplicateIndex = field(default_factory=NearDuplicateIndex)
    known: set[int] = field(default_factory=set)


_indexes: dict[int, _Warm] = {}
_lock = threading.Lock()


def index_of(benchmark: Benchmark) -> NearDuplicateIndex:
    """The benchmark's index, brought up to date with what the database holds now."""
    with _lock:
        warm = _indexes.pop(benchmark.pk, None) or _Warm()
        _indexes[benchmark.pk] = warm  # last in the dict: used most recently
        while len(_indexes) > INDEXES_AT_ONCE:
            _indexes.pop(next(iter(_indexes)))
        _refresh(warm, benchmark)
        return warm.index


def _refresh(warm: _Warm, benchmark: Benchmark) -> None:
    present = dict(Image.objects.present().filter(benchmark=benchmark).values_list("pk", "original_id"))
    for gone in warm.known - present.keys():
        warm.index.remove(str(gone))
        warm.known.discard(gone)
    fresh = {pk: original for pk, original in present.items() if pk not in warm.known}
    if not fresh:
        return
    stored = StoredFingerprint.objects.filter(method=VERSION, original__in=set(fresh.values()))
    payloads = dict(stored.values_list("original_id", "payload"))
    for pk, original in fresh.items():
        if original in payloads:
            warm.index.add(str(pk), Fingerprint.from_bytes(bytes(payloads[original])))
            warm.known.add(pk)
