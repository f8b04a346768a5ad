"""The rows of a frozen shard as distractors of a release: streamed, and held against their hash."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings
from django.core.files.storage import default_storage

from curation.distractor_rows import ROWS
from curation.distractor_store import fetch, is_local, sha256_of
from curation.errors import Conflict
from releases.actions.stored_images import ShardDistractor
from releases.models import FrozenShard
from retrieval.distractors import published_key

BATCH = 2000
COLUMNS = (
    *("key", "release_sha256", "width", "height", "licence", "author", "source_url"),
    *("offset", "size"),
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


def distractors_in(shard: FrozenShard, start: int, stop: int) -> Iterator[ShardDistractor]:
    """Those at the places start to stop - 1 among what the release holds of the shard.

    Holds a few at a time. Raises Conflict `release.shard-changed` when the rows are not those that were frozen.
    """
    place = kept = 0
    for batch in _batches(shard, COLUMNS):
        stays = _staying(shard.omitted, place, place + batch.num_rows)
        wanted = stays[max(0, start - kept) : max(0, stop - kept)]
        if wanted:
            rows = batch.slice(wanted[0] - place, wanted[-1] - wanted[0] + 1).to_pylist()
            for each in wanted:
                yield _distractor(shard, rows[each - wanted[0]])
        place += batch.num_rows
        kept += len(stays)
        if kept >= stop:
            return


def columns_of(shard: FrozenShard, names: Iterable[str]) -> dict[str, pa.ChunkedArray]:
    """Whole columns of the rows. Raises Conflict `release.shard-changed`."""
    path = rows_file(shard)
    try:
        table = pq.read_table(path, columns=list(names))
    except (pa.ArrowException, OSError) as error:
        raise _changed(shard, str(error)) from error
    return {name: table[name] for name in names}


def rows_file(shard: FrozenShard) -> Path:
    """The rows on this machine, with the hash that the release states.

    Not by shard.json: that says more once descriptors of another encoder were added.
    """
    name = f"{shard.folder}/{ROWS}"
    try:
        if is_local():
            path = Path(default_storage.path(name))
        else:
            path = Path(settings.HOME) / "cache" / shard.folder / f"{shard.rows_sha256[:16]}.parquet"
            fetch(name, path, shard.rows_sha256)
        found = sha256_of(path)
    except OSError as error:
        raise _changed(shard, str(error.strerror or error)) from error
    if found != shard.rows_sha256:
        raise _changed(shard, "they have another SHA-256")
    return path


def _batches(shard: FrozenShard, names: Iterable[str]) -> Iterator[pa.RecordBatch]:
    try:
        with pq.ParquetFile(rows_file(shard), pre_buffer=False) as held:
            yield from held.iter_batches(batch_size=BATCH, columns=list(names), use_threads=False)
    except (pa.ArrowException, OSError) as error:
        raise _changed(shard, str(error)) from error


def _distractor(shard: FrozenShard, row: dict[str, Any]) -> ShardDistractor:
    made = ShardDistractor(
        key=published_key(shard.set_slug, shard.name, row["key"]),
        sha256=row["release_sha256"],
        width=row["width"],
        height=row["height"],
        licence=_plain(row["licence"]) or shard.licence,
        author=_plain(row["author"]),
        source_url=_plain(row["source_url"]),
    )
    return made.lying_at(shard.folder, row["offset"], row["size"], shard.stored_at)


def _plain(text: str) -> str:
    """The text in one line: sources of millions hold control characters, which no list of a release can."""
    return text if text.isprintable() else _CONTROL.sub(" ", text).strip()


def _staying(omitted: list[int], start: int, stop: int) -> Sequence[int]:
    """The places start to stop - 1 without those that are left out."""
    gone = set(omitted[bisect_left(omitted, start) : bisect_left(omitted, stop)])
    places = range(start, stop)
    return [place for place in places if place not in gone] if gone else places


def _changed(shard: FrozenShard, reason: str) -> Conflict:
    message = (
        f"The rows of the shard {shard} are not those that were frozen ({reason}). Restore {shard.folder}/{ROWS} "
        f"from a backup; a shard that is built again from the same source has the same bytes."
    )
    return Conflict("release.shard-changed", message)
