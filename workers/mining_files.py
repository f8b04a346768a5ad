"""Where the files of mining lie in the storage, and how they come onto this machine."""

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from curation.distractor_store import is_local, put
from curation.models import DistractorShard, MiningRun, MiningShard
from curation.whole_file import whole_file
from retrieval.distractors import slug_of

APPROXIMATE, EXACT = "certified", "float64"  # what the address of score files says of them
REMOVED = "removed"


def scores_name(shard: DistractorShard, address: str) -> str:
    """Score files lie beside the shards, where check_shard does not take them for strangers; runs share them."""
    return f"{shard.set.folder}/mining/{shard.name}/{address}.parquet"


def texts_name(run: MiningRun, version: str) -> str:
    """The text descriptors of one encoder in a run."""
    return f"{run.folder}/texts-{slug_of(version)}.npy"


def rescored_name(row: MiningShard) -> str:
    """The exact scores of what may be chosen from one shard."""
    return f"{row.run.folder}/rescored/{row.shard.set.slug}/{row.shard.name}.parquet"


def on_this_machine(name: str) -> Path:
    """A stored file as a path here; of a storage elsewhere it is fetched once.

    Raises FileNotFoundError when it is not in the storage.
    """
    if is_local():
        return Path(default_storage.path(name))
    target = Path(settings.HOME) / "cache" / name
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        with default_storage.open(name, "rb") as stored, whole_file(target) as file:
            for block in stored.chunks():
                file.write(block)
    return target


def forget(name: str) -> None:
    """Remove a file from the storage and from this machine."""
    default_storage.delete(name)
    (Path(settings.HOME) / "cache" / name).unlink(missing_ok=True)


def keep(name: str, path: Path) -> None:
    """Store a file unless one of that name is there: names say everything that determines the content."""
    if not default_storage.exists(name):
        with path.open("rb") as opened:
            default_storage.save(name, File(opened))


def replace(name: str, data: bytes) -> None:
    """Store these bytes under a name, whatever lay there."""
    with TemporaryDirectory() as aside:
        path = Path(aside) / "file"
        path.write_bytes(data)
        put(name, path)
    (Path(settings.HOME) / "cache" / name).unlink(missing_ok=True)


def store_table(name: str, table: pa.Table) -> None:
    """The same bytes for the same table; other bytes that lie there are replaced."""
    buffer = BytesIO()
    pq.write_table(table, buffer, compression="zstd", row_group_size=16_384)
    replace(name, buffer.getvalue())


def store_texts(run: MiningRun, version: str, rows: npt.NDArray[np.float16]) -> None:
    """Descriptors of the texts, float16 [T, D]."""
    buffer = BytesIO()
    np.save(buffer, rows)
    replace(texts_name(run, version), buffer.getvalue())


def texts_of(run: MiningRun, version: str) -> npt.NDArray[np.float16]:
    """What store_texts stored."""
    rows: npt.NDArray[np.float16] = np.load(on_this_machine(texts_name(run, version)), allow_pickle=False)
    return rows


def store_removed(run: MiningRun, removed: Mapping[str, Iterable[str]]) -> str:
    """Keep what is left out, slug of the set -> ids, under a name that says its content; that name."""
    listed = {slug: sorted(ids) for slug, ids in sorted(removed.items())}
    data = json.dumps(listed, indent=0).encode()
    digest = uuid.uuid5(uuid.NAMESPACE_OID, data.decode()).hex[:16]
    name = f"{run.folder}/{REMOVED}-{digest}.json"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(data))
    return name


def removed_of(run: MiningRun) -> Mapping[str, Sequence[str]]:
    """Slug of the set -> ids, as they were when the run began to select."""
    listed: dict[str, Any] = json.loads(on_this_machine(run.facts[REMOVED]).read_bytes())
    return listed
