"""How fast this machine scores, reads and describes, measured on a few rows of a shard."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from curation.distractor_store import local_folder
from curation.models import DistractorShard
from retrieval.distractors import Shard
from retrieval.distractors.manifest import IMAGES_FILE, SHARD_JSON, Manifest
from retrieval.distractors.tables import ROWS_FILE
from retrieval.encoders import Encoder
from retrieval.images import read_pixels
from retrieval.mining.kernel import Scorer

ROWS = 8192  # that are scored, or more where many threads share them
EXACT_ROWS = 512
PICTURES = 8  # that are described
SECONDS = 0.5  # at least, of each measurement
Rows = npt.NDArray[np.float16]


@dataclass(frozen=True)
class Speed:
    """Seconds that one image takes: to be scored, scored exactly, read, and described."""

    score: float
    exact: float
    read: float
    encode: float = 0.0


def speed_of(scorer: Scorer, rows: Rows | None) -> Speed:
    """Measured on rows float16 [N, D] of a shard; on drawn ones where no shard is described yet."""
    count = max(ROWS, 2 * scorer.batch)
    sample = _drawn(count, scorer.dimension) if rows is None else np.array(rows[:count])
    reading = 0.0 if rows is None else _seconds(lambda: np.array(rows[:count]).sum(), len(sample))
    few = sample[:EXACT_ROWS]
    return Speed(
        _seconds(lambda: scorer.score(sample), len(sample)),
        _seconds(lambda: scorer.exact(few), len(few)),
        reading,
    )


def encoding_seconds(encoder: Encoder, shard: DistractorShard, manifest: Manifest) -> float:
    """Seconds that describing one image takes, its decoding included."""
    folder = local_folder(shard.folder, SHARD_JSON, manifest.sha256, [ROWS_FILE, IMAGES_FILE])
    opened = Shard(folder, manifest)
    count = min(PICTURES, len(opened))

    def once() -> None:
        encoder.encode_images([read_pixels(opened.image(place)) for place in range(count)])

    return _seconds(once, count)


def _drawn(count: int, dimension: int) -> Rows:
    rows = np.random.default_rng(0).standard_normal((count, dimension))
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float16)


def _seconds(once: Callable[[], object], count: int) -> float:
    """Of one image, by the wall clock: the first round, which warms caches, does not count."""
    once()
    begun, rounds = time.perf_counter(), 0
    while time.perf_counter() - begun < SECONDS:
        once()
        rounds += 1
    return (time.perf_counter() - begun) / (max(rounds, 1) * count)
