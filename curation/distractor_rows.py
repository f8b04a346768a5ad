"""What the Parquet files of a shard say of one image, for pages that show a few of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from curation.distractor_store import local_folder, read_range
from curation.models import DistractorSet, DistractorShard

MANIFEST, ROWS, REFUSED, IMAGES = "shard.json", "rows.parquet", "refused.parquet", "images.tar"
COLUMNS = ["id", "width", "height", "source_sha256", "offset", "size"]
KEPT = 16  # shards whose columns a process keeps: half a megabyte each


@dataclass(frozen=True)
class DistractorRow:
    """One distractor: its place in the shard, size of its release image (0 without one) and where that lies in the shard's tar."""

    place: int
    id: str
    width: int
    height: int
    source_sha256: str
    offset: int
    size: int


def row_of(found: DistractorSet, distractor: str) -> tuple[DistractorShard, DistractorRow] | None:
    """The shard and row of an id "<shard>/<key>"; None when the set holds no such distractor."""
    name = distractor.partition("/")[0]
    shard = found.shards.filter(name=name, state=DistractorShard.State.DONE).first()
    row = None if shard is None else row_in(found, shard, distractor)
    return None if shard is None or row is None else (shard, row)


def row_in(found: DistractorSet, shard: DistractorShard, distractor: str) -> DistractorRow | None:
    """The row of an id in a done shard; None when it is not there."""
    table = _table(_folder(found, shard), shard.manifest)
    place = pc.index(table["id"], distractor).as_py()
    return _row(table, place) if place >= 0 else None


def row_at(found: DistractorSet, shard: DistractorShard, place: int) -> DistractorRow:
    """The row at a place of a done shard; IndexError beyond the last."""
    return _row(_table(_folder(found, shard), shard.manifest), place)


def _row(table: pa.Table, place: int) -> DistractorRow:
    return DistractorRow(place, **{name: table[name][place].as_py() for name in COLUMNS})


def image_of(found: DistractorSet, distractor: str) -> bytes | None:
    """The release JPEG of a distractor; None when there is none."""
    known = row_of(found, distractor)
    return None if known is None or known[1].offset < 0 else jpeg_of(found, *known)


def jpeg_of(found: DistractorSet, shard: DistractorShard, row: DistractorRow) -> bytes:
    """The release JPEG of a row that has one."""
    return read_range(f"{_folder(found, shard)}/{IMAGES}", row.offset, row.size)


def _folder(found: DistractorSet, shard: DistractorShard) -> str:
    return f"{found.folder}/shards/{shard.name}"


def refused_in(found: DistractorSet, shard: DistractorShard, code: str = "") -> Iterator[dict[str, Any]]:
    """The refused images of a done shard in the order of the source, those of one code only when it is given."""
    folder = local_folder(_folder(found, shard), MANIFEST, shard.manifest, [REFUSED])
    table = pq.read_table(folder / REFUSED, filters=[("code", "=", code)] if code else None)
    for row in table.to_pylist():
        yield {"shard": shard.name, **row}


@lru_cache(maxsize=KEPT)
def _table(folder: str, digest: str) -> pa.Table:
    return pq.read_table(local_folder(folder, MANIFEST, digest, [ROWS]) / ROWS, columns=COLUMNS)
