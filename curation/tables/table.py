"""One CSV file: UTF-8 with or without a byte order mark, quoted as RFC 4180 says, with an exact header."""

import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from curation.tables.refusal import Place, Refusal, refusal

MOST_BYTES = 200_000_000  # a table of two million rows; more is not a table but a mistake


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one line by column; a cell in `broken` could not be read and is empty."""

    place: Place
    cells: dict[str, str]
    broken: frozenset[str] = frozenset()


@dataclass(slots=True)
class Table:
    """What could be read of a file; `whole` is False when the file as such can't be trusted."""

    rows: list[Row] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    whole: bool = True

    def give_up(self, place: Place, column: str, code: str, message: str) -> "Table":
        """The table of a file that can't be trusted, whose rows are not used."""
        self.refusals.append(refusal(place, column, code, message))
        self.rows, self.whole = [], False
        return self


def read_table(path: Path, columns: Sequence[str]) -> Table:
    """Rows of a file and the refusals of what is wrong with it; key columns come first in `columns`."""
    table, top = Table(), Place(path.name, 1)
    try:
        if path.stat().st_size > MOST_BYTES:
            return table.give_up(
                top, columns[0], "csv.too-large", f"{path.name} has more than {MOST_BYTES} bytes."
            )
        data = path.read_bytes()
    except OSError as error:
        header = ",".join(columns)
        message = (
            f"{path.name} can't be read ({error.strerror}); one without rows holds only its header: {header}"
        )
        return table.give_up(top, columns[0], "csv.missing", message)
    # Bytes that are no UTF-8 become lone surrogates, so that only their own cell is refused.
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
    lines = _lines(text)
    try:
        _, header_cells = next(lines, (0, []))
        problem = _header_problem(header_cells, columns)
        if problem:
            return table.give_up(top, problem[0], "csv.header", problem[1])
        for line, cells in lines:
            _take(table, Place(path.name, line), cells, columns)
    except csv.Error as error:
        message = f"The file can't be read on from here: {error}. Check the quotation marks of this row."
        return table.give_up(Place(path.name, _last_line(table)), columns[0], "csv.malformed", message)
    return table


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line they begin on; blank lines are passed over."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begun = 1
    for cells in reader:
        if cells:
            yield begun, cells
        begun = reader.line_num + 1


def _last_line(table: Table) -> int:
    """The line after the last row that could be read."""
    return table.rows[-1].place.line + 1 if table.rows else 2


def _header_problem(cells: Sequence[str], columns: Sequence[str]) -> tuple[str, str] | None:
    wanted = ",".join(columns)
    for column in columns:
        if column not in cells:
            return column, f"The column “{column}” is missing; the header has to be: {wanted}"
    for column in cells:
        if column not in columns:
            shown = column.encode("utf-8", "replace").decode()
            return shown, f"The column “{shown}” is not known; the header has to be: {wanted}"
    if list(cells) != list(columns):
        return cells[0], f"The columns are repeated or in another order; the header has to be: {wanted}"
    return None


def _take(table: Table, place: Place, cells: Sequence[str], columns: Sequence[str]) -> None:
    if len(cells) != len(columns):
        message = f"The row has {len(cells)} cells, but the header has {len(columns)}; quote cells that hold commas."
        key = cells[columns.index("object")] if "object" in columns[: len(cells)] else ""
        column = columns[min(len(cells), len(columns) - 1)]
        table.refusals.append(refusal(place, column, "csv.cells", message, _clean(key)))
        return
    values = dict(zip(columns, cells, strict=True))
    wrong = {column: problem for column, value in values.items() if (problem := _problem(value))}
    row = Row(place, {c: "" if c in wrong else v.strip() for c, v in values.items()}, frozenset(wrong))
    for column, (code, message) in wrong.items():
        table.refusals.append(refusal(place, column, code, message, row.cells.get("object", "")))
    table.rows.append(row)


def _problem(value: str) -> tuple[str, str] | None:
    """Code and sentence of a cell that can't be text."""
    lost = [letter for letter in value if unicodedata.category(letter) == "Cs"]
    if lost:
        shown = " ".join(f"{letter.encode('utf-8', 'surrogateescape').hex().upper()}" for letter in lost[:4])
        return "csv.not-utf8", f"The cell holds bytes that are not UTF-8 ({shown}); save the file as UTF-8."
    if any(unicodedata.category(letter) == "Cc" and letter not in "\r\n\t" for letter in value):
        return "csv.control-character", "The cell holds an invisible control character; remove it."
    return None


def _clean(value: str) -> str:
    return "" if _problem(value) else value.strip()
