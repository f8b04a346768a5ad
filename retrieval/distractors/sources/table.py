"""Images named by a CSV table: path, licence, author, source_url, and caption where there is one."""

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any, Final

from retrieval.distractors.errors import DistractorError, problem
from retrieval.distractors.listing import is_inside
from retrieval.distractors.naming import piece_name
from retrieval.distractors.options import shard_size, text_option
from retrieval.distractors.piece import Item, Options, Piece
from retrieval.distractors.sources.places import as_json, from_json, readable
from retrieval.distractors.sources.table_rows import Place, TableRows

COLUMNS: Final = ("path", "licence", "author", "source_url", "caption")


class TableSource:
    """Rows of a table in their order; paths are relative to the option `images`, or to the table's folder."""

    def plan(self, location: str, options: Options) -> list[Piece]:
        """Pieces of `shard_size` rows; reads the table once. Raises DistractorError."""
        size = shard_size(options)
        table = Path(location).absolute()
        root = Path(text_option(options, "images") or table.parent).absolute()
        pieces: list[Piece] = []
        with TableRows(table) as held:
            columns = _header(table, held)
            while True:
                start = held.here
                held.digest()
                count = sum(1 for _ in held.rows(size))
                if not count:
                    break
                payload: dict[str, Any] = {
                    "table": as_json(table),
                    "root": as_json(root),
                    "columns": columns,
                    "offset": start.offset,
                    "line": start.line,
                    "rows": count,
                    "sha256": held.digest(),
                    "licence": text_option(options, "licence"),
                }
                pieces.append(Piece(piece_name(table.stem, len(pieces)), payload, count))
        if not pieces:
            raise problem("distractors.nothing", location=readable(location), wanted="it has no rows")
        return pieces

    def read(self, piece: Piece) -> Iterator[Item]:
        """The rows of a piece; raises DistractorError `distractors.changed` when they are others by now."""
        payload = piece.payload
        table, root = Path(from_json(payload["table"])), Path(from_json(payload["root"]))
        with TableRows(table, Place(payload["offset"], payload["line"])) as held:
            for line, cells in held.rows(payload["rows"]):
                yield _item(root, line, payload["columns"], cells)
            if held.digest() != payload["sha256"]:
                reason = f"the rows from line {payload['line']:,} on are others"
                raise problem("distractors.changed", what=readable(table), reason=reason)


def _header(table: Path, held: TableRows) -> list[str]:
    _, cells = next(held.rows(1), (1, []))
    wrong = [cell for cell in cells if cell not in COLUMNS]
    if wrong:
        reason = f"the column {readable(wrong[0])!r} is not known; the columns are {', '.join(COLUMNS)}"
    elif "path" not in cells or len(set(cells)) != len(cells):
        reason = f"the header has to name path, and no column twice; the columns are {', '.join(COLUMNS)}"
    else:
        return cells
    raise problem("distractors.table", table=readable(table), line=1, reason=reason)


def _item(root: Path, line: int, columns: list[str], cells: list[str]) -> Item:
    if len(cells) != len(columns):
        reason = f"it has {len(cells)} cells, and the header has {len(columns)}"
        return _refused(line, reason)
    said = {name: cell.strip() for name, cell in zip(columns, cells, strict=True)}
    path = said.pop("path")
    if not path or "\0" in path or readable("".join(said.values())) != "".join(said.values()):
        return _refused(line, "its path is empty or a cell holds bytes that are not UTF-8")
    refused = _path_problem(root, path)
    return Item(
        path,
        readable(path),
        None if refused else root / path,
        caption=said.get("caption", ""),
        licence=said.get("licence", ""),
        author=said.get("author", ""),
        source_url=said.get("source_url", ""),
        refused=refused,
    )


def _refused(line: int, reason: str) -> Item:
    error = problem("distractors.row", line=line, reason=reason)
    return Item(f"line_{line}", f"line {line}", refused=error)


def _path_problem(root: Path, path: str) -> DistractorError | None:
    """Why a file is not read: its path leads, or its links lead, out of the folder."""
    parts = PurePosixPath(path).parts
    if path.startswith("/") or ".." in parts:
        return problem("distractors.path-outside", path=readable(path))
    inside = is_inside(root, os.path.join(root, path))  # noqa: PTH118 - keeps what Path would tidy
    return None if inside else problem("distractors.path-outside", path=readable(path))
