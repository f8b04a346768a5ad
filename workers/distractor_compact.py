"""The compact features of a shard's images, by which crops and borders are found: one file beside the shard."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import numpy as np
import numpy.typing as npt
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from curation.models import DistractorShard
from retrieval.distractors import Shard
from retrieval.images import read_pixels
from retrieval.near_duplicates.at_scale import FEATURES_VERSION, PER_IMAGE, ROW, compact_features

THREADS = 2
BATCH = 64


def compact_name(shard: DistractorShard) -> str:
    """Where they lie in the storage; another version of them is another file."""
    return f"{shard.set.folder}/compact/{FEATURES_VERSION}/{shard.name}.npy"


def store_compact(shard: DistractorShard, folder: Path) -> None:
    """Compute them from the release images of a built shard and store them; none for ready descriptors."""
    name = compact_name(shard)
    built = Shard.open(folder)
    if not len(built.hashes):
        return
    buffer = BytesIO()
    np.save(buffer, features_of(built))
    if default_storage.exists(name):
        default_storage.delete(name)
    default_storage.save(name, ContentFile(buffer.getvalue()))


def compact_of(shard: DistractorShard) -> npt.NDArray[np.void]:
    """The stored features of a shard's images ROW [N, 48]."""
    with default_storage.open(compact_name(shard), "rb") as stored:
        rows: npt.NDArray[np.void] = np.load(BytesIO(stored.read()), allow_pickle=False)
    return rows


def features_of(built: Shard) -> npt.NDArray[np.void]:
    """Rows ROW [N, 48] in the order of the shard."""

    def one(place: int) -> npt.NDArray[np.void]:
        return compact_features(read_pixels(built.image(place)))

    with ThreadPoolExecutor(THREADS) as pool:
        rows = list(pool.map(one, range(len(built))))
    return np.stack(rows) if rows else np.zeros((0, PER_IMAGE), dtype=ROW)
