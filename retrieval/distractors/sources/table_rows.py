"""A CSV table read row by row from any place in it: RFC 4180, UTF-8, with or without a byte order mark."""

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Self

from retrieval.distractors.errors import DistractorError, problem
from retrieval.distractors.sources.places import readable, reason_of

_LONGEST_LINE: Final = 1024 * 1024
_MARK: Final = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a table a row begins: byte, and line as people count."""

    offset: int
    line: int


class TableRows:
    """Rows with the places they begin at; blank lines are passed over. A context manager.

    Raises DistractorError `distractors.table` for what no row can be read after, `distractors.unreadable`.
    """

    def __init__(self, table: Path, start: Place | None = None) -> None:
        self._table = table
        self._here = start or Place(0, 1)
        self._digest = hashlib.sha256()
        try:
            self._file: BinaryIO = table.open("rb")
            self._file.seek(self._here.offset)
        except OSError as error:
            raise self._unreadable(error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._file.close()

    @property
    def here(self) -> Place:
        """Where the next row begins."""
        return self._here

    def digest(self) -> str:
        """SHA-256 of all that was read since the last time this was asked."""
        told = self._digest.hexdigest()
        self._digest = hashlib.sha256()
        return told

    def rows(self, count: int | None = None) -> Iterator[tuple[int, list[str]]]:
        """The next rows, or all of them: line and cells."""
        reader = csv.reader(self._lines(), strict=True)
        begun = self._here.line
        try:
            while count is None or count > 0:
                cells = next(reader, None)
                if cells is None:
                    return
                if cells:
                    yield begun, cells
                    count = None if count is None else count - 1
                begun = self._here.line
        except csv.Error as error:
            raise self._malformed(str(error)) from error
        except OSError as error:
            raise self._unreadable(error) from error

    def _lines(self) -> Iterator[str]:
        """Lines as text, one more whenever the reader needs one; bytes that are no UTF-8 are kept."""
        while line := self._file.readline(_LONGEST_LINE):
            if len(line) == _LONGEST_LINE:
                reason = f"it is longer than {_LONGEST_LINE:,} bytes"
                raise self._malformed(reason)
            self._digest.update(line)
            at_start = self._here.offset == 0
            self._here = Place(self._here.offset + len(line), self._here.line + 1)
            text = line.removeprefix(_MARK) if at_start else line
            yield text.decode("utf-8", "surrogateescape")

    def _malformed(self, reason: str) -> DistractorError:
        return problem(
            "distractors.table", table=readable(self._table), line=self._here.line - 1, reason=reason
        )

    def _unreadable(self, error: OSError) -> DistractorError:
        return problem("distractors.unreadable", what=readable(self._table), reason=reason_of(error))
