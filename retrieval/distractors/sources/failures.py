"""The images that img2dataset could not download: they stand in the table beside each tar, not in it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from retrieval.distractors.errors import problem
from retrieval.distractors.piece import Item
from retrieval.distractors.sources.places import readable, reason_of
from retrieval.distractors.tables import pyarrow

_WANTED: Final = ("key", "status", "error_message", "url", "caption")


def failures(table: Path, tar: str) -> Iterator[Item]:
    """Every row whose status is not success; raises DistractorError `distractors.unreadable`."""
    arrow, parquet = pyarrow()
    try:
        with parquet.ParquetFile(table, pre_buffer=False) as held:
            columns = [name for name in _WANTED if name in held.schema_arrow.names]
            if not {"key", "status"} <= set(columns):
                return  # somebody else's table
            for batch in held.iter_batches(batch_size=4096, columns=columns, use_threads=False):
                for row in batch.to_pylist():
                    if row["status"] != "success":
                        yield _failure(row, tar)
    except (arrow.ArrowException, OSError, ValueError) as error:
        raise problem("distractors.unreadable", what=readable(table), reason=reason_of(error)) from error


def _failure(row: dict[str, object], tar: str) -> Item:
    key = str(row["key"])
    reason = row.get("error_message") or row["status"]
    return Item(
        key,
        readable(f"{tar}/{key}"),
        caption=str(row.get("caption") or ""),
        source_url=str(row.get("url") or ""),
        refused=problem("distractors.download-failed", reason=reason),
    )
