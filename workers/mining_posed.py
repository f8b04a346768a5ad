"""The queries of a benchmark and their positives, as an encoder sees them."""

import hashlib

import numpy as np
import numpy.typing as npt
from django.core.files.storage import default_storage

from curation.models import Benchmark, Image, Object
from retrieval.encoders import Encoder
from retrieval.images import read_pixels
from retrieval.mining import Posed
from workers.mining_rows import Watch

MOST_QUERIES = 500  # of more, as many are drawn by their hash: the mean over them says enough
FEWEST_QUERIES = 20
PAIRS = 5_000_000_000  # of queries and distractors: minutes of one machine, not hours
BATCH = 32


def posed_by(benchmark: Benchmark, encoder: Encoder, images: int, watch: Watch) -> Posed | None:
    """Queries and positives of objects that have both; None where no object has.

    The more distractors they stand among, the fewer queries.
    """
    pictures = Image.objects.filter(benchmark=benchmark, deleted_at=None, object__isnull=False)
    pictures = pictures.exclude(object__state=Object.State.REJECTED).select_related("original").order_by("pk")
    queries = list(pictures.filter(role=Image.Role.QUERY))
    positives = list(pictures.filter(role=Image.Role.POSITIVE))
    both = {row.object_id for row in queries} & {row.object_id for row in positives}
    most = max(FEWEST_QUERIES, min(MOST_QUERIES, PAIRS // max(images, 1)))
    queries = _drawn([row for row in queries if row.object_id in both], most)
    positives = [row for row in positives if row.object_id in both]
    if not both:
        return None
    total = len(queries) + len(positives)
    return Posed(
        _encoded(queries, encoder, watch, (0, total)),
        np.array([row.object_id for row in queries], dtype=np.int64),
        _encoded(positives, encoder, watch, (len(queries), total)),
        np.array([row.object_id for row in positives], dtype=np.int64),
    )


def _drawn(rows: list[Image], most: int) -> list[Image]:
    if len(rows) <= most:
        return rows
    return sorted(rows, key=lambda row: hashlib.sha256(row.public_id.bytes).digest())[:most]


def _encoded(
    rows: list[Image], encoder: Encoder, watch: Watch, done: tuple[int, int]
) -> npt.NDArray[np.float32]:
    described = []
    for first in range(0, len(rows), BATCH):
        watch.moved(done[0] + first, done[1])
        described.append(encoder.encode_images([_release(row) for row in rows[first : first + BATCH]]))
    return np.concatenate(described)


def _release(row: Image) -> npt.NDArray[np.uint8]:
    with default_storage.open(row.original.file_name("release")) as file:
        return read_pixels(file.read())
