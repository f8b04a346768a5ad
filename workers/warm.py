"""What a worker process keeps in memory between jobs: segmenter, encoder and near-duplicate indexes."""

import threading
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from curation.actions.recheck_neighbours import recheck_neighbours
from curation.models import Benchmark, Image, StoredFingerprint
from retrieval.clutter import Segmenter, SegmenterOptions, build_segmenter
from retrieval.encoders import EncoderOptions, build_encoder, describer_of
from retrieval.fingerprints.pdq import PDQ_BYTES
from retrieval.index import FlatSearcher, flat_binary, flat_inner_product
from retrieval.near_duplicates import (
    Describer,
    Fingerprint,
    NearDuplicateIndex,
    Searchers,
    method_of,
)

INDEXES_AT_ONCE = 4  # benchmarks a worker holds; the one used longest ago makes room


@lru_cache(maxsize=1)
def segmenter() -> Segmenter:
    """The configured segmenter, built once per process."""
    checkpoint = Path(settings.SAM_CHECKPOINT) if settings.SAM_CHECKPOINT else None
    return build_segmenter(settings.SEGMENTER, SegmenterOptions(checkpoint, settings.SAM_MODEL))


def describer() -> Describer:
    """The configured encoder as fingerprints use it, built once per process.

    Raises:
        RetrievalError: there is no such encoder, or its checkpoint is missing or damaged.
    """
    return _describer(settings.ENCODER, settings.MODELS_ROOT)


@lru_cache(maxsize=1)
def _describer(name: str, models: Path) -> Describer:
    return describer_of(build_encoder(name, EncoderOptions(models_dir=models, device=settings.DEVICE)))


def method() -> str:
    """What fingerprints are stored under: their version, and encoder with version and checkpoint."""
    return method_of(describer().name)


def _empty_index() -> NearDuplicateIndex:
    hashes = FlatSearcher(flat_binary(), PDQ_BYTES)
    descriptors = FlatSearcher(flat_inner_product(), describer().dimension)
    return NearDuplicateIndex(searchers=Searchers(hashes, descriptors))


@dataclass
class _Warm:
    index: NearDuplicateIndex = field(default_factory=_empty_index)
    known: set[int] = field(default_factory=set)


_indexes: dict[tuple[int, str], _Warm] = {}
_lock = threading.Lock()


def index_of(benchmark: Benchmark) -> NearDuplicateIndex:
    """The benchmark's index, brought up to date with what the database holds now.

    The first time, pictures that another encoder compared are queued to be compared again.
    """
    key = (benchmark.pk, method())
    with _lock:
        warm = _indexes.pop(key, None)
        if warm is None:
            warm = _Warm()
            recheck_neighbours(benchmark, method())
        _indexes[key] = warm  # last in the dict: used most recently
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
    stored = StoredFingerprint.objects.filter(method=method(), original__in=set(fresh.values()))
    payloads = dict(stored.values_list("original_id", "payload"))
    for pk, original in fresh.items():
        if original in payloads:
            warm.index.add(str(pk), Fingerprint.from_bytes(bytes(payloads[original])))
            warm.known.add(pk)
