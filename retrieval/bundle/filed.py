"""Rows of a table of an exported folder, read when they are wanted."""

import csv
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from retrieval.bundle.distractors import Streamed
from retrieval.bundle.errors import BundleError
from retrieval.bundle.schema import ReleaseDistractor

Row = dict[str, str]
_ROWS_PER_MARK = 10_000


def table_rows(folder: Path, path: str, columns: tuple[str, ...]) -> Iterator[Row]:
    """The rows of a CSV table by column. Raises BundleError `bundle.table` when it can't be read."""
    for row, _ in _rows_and_ends(folder, path, columns, start=None):
        yield row


class FiledDistractors(Streamed):
    """The distractors of metadata/distractors.csv; nothing of them is kept in memory."""

    def __init__(
        self,
        folder: Path,
        path: str,
        columns: tuple[str, ...],
        count: int,
        build: Callable[[Row], ReleaseDistractor],
    ) -> None:
        self._table = (folder, path, columns)
        self._count = count
        self._build = build

    def __len__(self) -> int:
        """As RELEASE.json states it; the verification counts."""
        return self._count

    def __iter__(self) -> Iterator[ReleaseDistractor]:
        """In the order of the table."""
        return self._from(None)

    def between(self, start: int, stop: int) -> Iterator[ReleaseDistractor]:
        """From the nearest mark, without reading the table from its beginning."""
        mark, skipped = divmod(start, _ROWS_PER_MARK)
        if mark >= len(self._marks):
            return iter(())
        return islice(self._from(self._marks[mark]), skipped, skipped + stop - start)

    @cached_property
    def _marks(self) -> list[int]:
        """Byte offset of every ten-thousandth row."""
        marks = []
        end = _header_end(self._table[0] / self._table[1])
        for number, (_, after) in enumerate(_rows_and_ends(*self._table, start=None)):
            if number % _ROWS_PER_MARK == 0:
                marks.append(end)
            end = after
        return marks

    def _from(self, start: int | None) -> Iterator[ReleaseDistractor]:
        folder, path, _ = self._table
        try:
            for row, _ in _rows_and_ends(*self._table, start=start):
                yield self._build(row)
        except ValueError as error:
            raise BundleError("bundle.table", f"{path} in {folder} cannot be read: {error}.") from error


def _rows_and_ends(
    folder: Path, path: str, columns: tuple[str, ...], start: int | None
) -> Iterator[tuple[Row, int]]:
    """Every row with the byte offset behind it; from the first one, or from an offset."""
    try:
        with (folder / path).open("rb") as opened:
            lines = _Lines(opened)
            reader = csv.reader(lines, strict=True)
            if tuple(next(reader, ())) != columns:
                raise BundleError("bundle.table", f"{path} has not the columns {columns}.")
            if start is not None:
                lines.go_to(start)
            for cells in reader:
                yield dict(zip(columns, cells, strict=True)), lines.end
    except (OSError, ValueError, csv.Error) as error:
        raise BundleError("bundle.table", f"{path} cannot be read: {error}.") from error


class _Lines:
    """Lines as text with the offset behind the last one: csv never takes more than a row needs."""

    def __init__(self, opened: BinaryIO) -> None:
        self._opened = opened
        self.end = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._opened.readline()
        if not line:
            raise StopIteration
        self.end += len(line)
        return line.decode()

    def go_to(self, offset: int) -> None:
        self._opened.seek(offset)
        self.end = offset


def _header_end(path: Path) -> int:
    with path.open("rb") as opened:
        return len(opened.readline())
