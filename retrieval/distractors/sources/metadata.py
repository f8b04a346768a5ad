"""The table beside ready descriptors: what each row is called, and what else is said of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from retrieval.distractors.errors import DistractorError, problem
from retrieval.distractors.sources.places import readable, reason_of
from retrieval.distractors.sources.rows import BLOCK
from retrieval.distractors.tables import pyarrow

_NAMES: Final = ("key", "image_path", "id", "ids", "image_id")  # the first of them that is there
_SAID: Final = {
    "caption": ("caption",),
    "licence": ("license", "licence"),
    "author": ("author", "creator"),
    "source_url": ("url", "source_url"),
}


class Metadata:
    """Rows of a Parquet table; raises DistractorError `distractors.unreadable`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._arrow, self._parquet = pyarrow()
        try:
            with self._parquet.ParquetFile(path, pre_buffer=False) as held:
                self._groups = [held.metadata.row_group(n).num_rows for n in range(held.num_row_groups)]
                columns = held.schema_arrow.names
        except (self._arrow.ArrowException, OSError, ValueError) as error:
            raise self._unreadable(reason_of(error)) from error
        name = _first(columns, _NAMES)
        if name is None:
            reason = f"it has none of the columns {', '.join(_NAMES)}"
            raise self._unreadable(reason)
        said = {field: _first(columns, names) for field, names in _SAID.items()}
        self._columns = {"name": name, **{field: column for field, column in said.items() if column}}

    def __len__(self) -> int:
        return sum(self._groups)

    def rows(self, start: int, stop: int) -> Iterator[dict[str, str]]:
        """name, caption, licence, author and source_url of the rows start to stop - 1, a block at a time."""
        groups, before = self._groups_of(start, stop)
        skipped, wanted = start - before, stop - start
        try:
            with self._parquet.ParquetFile(self._path, pre_buffer=False) as held:
                batches = held.iter_batches(
                    batch_size=BLOCK,
                    row_groups=groups,
                    columns=list(self._columns.values()),
                    use_threads=False,
                )
                for batch in batches:
                    passed = min(skipped, batch.num_rows)
                    part = batch.slice(passed, wanted)
                    skipped, wanted = skipped - passed, wanted - part.num_rows
                    yield from map(self._row, part.to_pylist())
                    if not wanted:
                        return
        except (self._arrow.ArrowException, OSError, ValueError) as error:
            raise self._unreadable(reason_of(error)) from error
        reason = f"{wanted:,} rows of it are missing"
        raise self._unreadable(reason)

    def _groups_of(self, start: int, stop: int) -> tuple[list[int], int]:
        """The row groups that hold these rows, and how many rows come before them."""
        groups: list[int] = []
        begin = before = 0
        for number, rows in enumerate(self._groups):
            if begin < stop and begin + rows > start:
                before = before if groups else begin
                groups.append(number)
            begin += rows
        return groups, before

    def _row(self, row: dict[str, Any]) -> dict[str, str]:
        said = {field: row[column] for field, column in self._columns.items()}
        return {field: "" if value is None else str(value) for field, value in said.items()}

    def _unreadable(self, reason: str) -> DistractorError:
        return problem("distractors.unreadable", what=readable(self._path), reason=reason)


def _first(columns: list[str], names: tuple[str, ...]) -> str | None:
    return next((name for name in names if name in columns), None)
