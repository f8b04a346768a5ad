"""Pictures that are there already, compared with distractors that have come."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from django.db.models import Sum

from curation import jobs
from curation.actions.distractor_sets.plan_shards import ATTEMPTS
from curation.actions.distractor_sets.store_neighbours import store_set_neighbours
from curation.models import DistractorIndex, DistractorSet, DistractorShard, Image, Job, StoredFingerprint
from retrieval.index.hashes import RADIUS, HashIndex
from retrieval.near_duplicates import Fingerprint
from workers import warm
from workers.distractor_indexes import HASHES
from workers.distractor_search import SetSearch
from workers.distractor_shelf import hashes_of

# Rows that lie beside an index before it is built anew while an import goes on, and the share of its own rows.
FEWEST_LATE = 500_000
LATE_SHARE = 0.5
ORIENTATIONS = 8

# PDQ of the eight orientations by original and method, 256 bytes each: shard after shard asks for them again.
_turned: dict[tuple[int, str], npt.NDArray[np.uint8]] = {}


def compare_with(row: DistractorShard, progress: Callable[[int, int], None]) -> int:
    """Look in one shard for copies of every fingerprinted picture, by hash; the number of pairs found.

    What only local features or descriptors show is found when the indexes of the set are built and every
    picture is checked again.
    """
    hashes = np.asarray(hashes_of(row))
    pictures = Image.objects.present().filter(benchmark=row.set.benchmark_id).select_related("benchmark")
    originals = turned_hashes(set(pictures.values_list("original", flat=True)))
    if not len(hashes) or not originals:
        return 0
    index = HashIndex()
    index.add(hashes)
    near = index.within(np.concatenate(list(originals.values())), RADIUS)
    hits = {query // ORIENTATIONS for query, (places, _) in enumerate(near) if len(places)}
    suspected = [pk for number, pk in enumerate(originals) if number in hits]
    search, pairs = SetSearch(row.set), 0
    for done, image in enumerate(pictures.filter(original__in=suspected), start=1):
        stored = StoredFingerprint.objects.get(original=image.original_id, method=warm.method())
        fingerprint = Fingerprint.from_bytes(bytes(stored.payload))
        search.know([row], fingerprint.encoder)
        pairs += len(store_set_neighbours(image, search.check_by_hash(fingerprint, index)))
        progress(done, len(suspected))
    return pairs


def turned_hashes(originals: set[int]) -> dict[int, npt.NDArray[np.uint8]]:
    """PDQ uint8 [8, 32] of those originals that have a fingerprint of the configured method."""
    method = warm.method()
    missing = {pk for pk in originals if (pk, method) not in _turned}
    rows = StoredFingerprint.objects.filter(method=method, original__in=missing)
    for pk, payload in rows.values_list("original", "payload").iterator(chunk_size=200):
        _turned[pk, method] = Fingerprint.from_bytes(bytes(payload)).pdq_dihedral
    return {pk: _turned[pk, method] for pk in sorted(originals) if (pk, method) in _turned}


def compare_all(found: DistractorSet) -> int:
    """Queue a check of every picture: the set's indexes show more than its hashes did."""
    pictures = Image.objects.present().filter(benchmark=found.benchmark_id)
    pks = list(pictures.order_by("pk").values_list("pk", flat=True))
    jobs.enqueue_all("neighbours.check", pks, benchmark=found.benchmark)
    return len(pks)


def queue_index(found: DistractorSet) -> bool:
    """Ask for new indexes when too much lies beside the old ones; while an import runs this happens seldom."""
    rows = found.shards.filter(state=DistractorShard.State.DONE).aggregate(rows=Sum("accepted"))["rows"] or 0
    built = DistractorIndex.objects.filter(set=found, current=True, kind=HASHES).first()
    held = built.rows if built is not None else 0
    if rows - held < max(FEWEST_LATE, LATE_SHARE * held):
        return False
    job = jobs.enqueue("distractors.index", found.pk, benchmark=found.benchmark)
    Job.objects.filter(pk=job.pk).update(max_attempts=ATTEMPTS)
    return True
