"""A Parquet file from rows, streamed in row groups, and compared with rows again."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any

from retrieval.bundle.errors import BundleError
from retrieval.bundle.strict_json import JsonValue

ROWS_PER_GROUP = 20_000  # 100 MB above pyarrow itself while 20,000 rows are objects and columns at once
Row = tuple[JsonValue, ...]
TEXT, SIZE, SHARE, BOXES = "text", "size", "share", "boxes"
# columns whose values repeat; a dictionary of the others would only be thrown away
_REPEATED = frozenset(
    ("coarse", "mid", "fine", "object", "role", "licence", "author", "origin", "camera", "shard")
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table by its columns (name: kind) and its rows, which start anew at every call.

    Kinds are UTF-8 text, a whole number of 32 bits, a float of 64, and boxes as lists of four numbers.
    """

    columns: Mapping[str, str]
    rows: Callable[[], Iterator[Row]]


def pieces(table: Table) -> Iterator[bytes]:
    """The bytes of the file, one row group at a time; the same ones with the same pyarrow.

    Raises BundleError `bundle.pyarrow-missing` where pyarrow is not installed.
    """
    if not _has_pyarrow():
        raise BundleError(
            "bundle.pyarrow-missing",
            "The Parquet tables of a release are written with pyarrow, which is not installed here. "
            "Install it (pip install pyarrow) and export again.",
        )
    arrow, parquet = _pyarrow()
    schema = _schema(arrow, table)
    packed = [name for name in table.columns if name in _REPEATED]
    target = _Drained()
    rows = table.rows()
    with parquet.ParquetWriter(target, schema, compression="zstd", use_dictionary=packed) as writer:
        while group := list(islice(rows, ROWS_PER_GROUP)):
            writer.write_batch(_batch(arrow, schema, group))
            yield target.drain()
    yield target.drain()


def first_difference(table: Table, path: Path) -> str | None:
    """Half a sentence on the first thing in the file that is not in the table; None when all is.

    None too where pyarrow is not installed: then only the sums speak for the file. Holds one row group.
    """
    if not _has_pyarrow():
        return None
    arrow, parquet = _pyarrow()
    try:
        with parquet.ParquetFile(path, pre_buffer=False) as held:
            return _compared(arrow, held, table)
    except (arrow.ArrowException, OSError, ValueError, OverflowError) as error:
        return f"cannot be read as Parquet ({error})"


class _Drained:
    """A file whose bytes are taken away as they come."""

    closed = False

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._size = 0

    def write(self, data: bytes | memoryview) -> int:
        self._pieces.append(bytes(data))
        self._size += len(data)
        return len(data)

    def tell(self) -> int:
        return self._size

    def flush(self) -> None:
        """Nothing waits here."""

    def drain(self) -> bytes:
        """Everything written since the last time."""
        taken = b"".join(self._pieces)
        self._pieces.clear()
        return taken


def _compared(arrow: ModuleType, held: Any, table: Table) -> str | None:
    schema = _schema(arrow, table)
    notes = set(held.metadata.metadata or ()) - {b"ARROW:schema"}
    if notes or held.schema_arrow.metadata:
        return "holds notes in its metadata, which no table of a release does"
    if not held.schema_arrow.equals(schema):
        columns = ", ".join(f"{entry.name} ({entry.type})" for entry in held.schema_arrow)
        return f"has other columns than such a table: {columns:.300}"
    rows = table.rows()
    done = 0
    for batch in held.iter_batches(batch_size=ROWS_PER_GROUP):
        group = list(islice(rows, batch.num_rows))
        if len(group) < batch.num_rows:
            return f"has {held.metadata.num_rows} rows where the release has {done + len(group)}"
        wanted = _batch(arrow, schema, group)
        if not batch.equals(wanted):
            return _first_cell(batch, wanted, done)
        done += batch.num_rows
    missing = sum(1 for _ in rows)
    return f"has {done} rows where the release has {done + missing}" if missing else None


def _first_cell(batch: Any, wanted: Any, done: int) -> str:
    """The first differing cell of two record batches of one schema and length; rows count from 1."""
    pairs = zip(batch.to_pylist(), wanted.to_pylist(), strict=True)
    place, said, meant = next((place, *pair) for place, pair in enumerate(pairs) if pair[0] != pair[1])
    name = next(name for name in meant if said[name] != meant[name])
    return (
        f"says {said[name]!r:.60} for {name} in row {done + place + 1}, "
        f"where the release says {meant[name]!r:.60}"
    )


def _batch(arrow: ModuleType, schema: Any, rows: list[Row]) -> Any:
    columns = zip(*rows, strict=True) if rows else ((),) * len(schema)
    arrays = [arrow.array(values, kind) for values, kind in zip(columns, schema.types, strict=True)]
    return arrow.RecordBatch.from_arrays(arrays, schema=schema)


def _schema(arrow: ModuleType, table: Table) -> Any:
    kinds = {
        TEXT: arrow.string(),
        SIZE: arrow.int32(),
        SHARE: arrow.float64(),
        BOXES: arrow.list_(arrow.list_(arrow.int32())),
    }
    return arrow.schema([(name, kinds[kind]) for name, kind in table.columns.items()])


def _has_pyarrow() -> bool:
    return find_spec("pyarrow") is not None


def _pyarrow() -> tuple[ModuleType, ModuleType]:
    """pyarrow and pyarrow.parquet, not before a table is written or read: 60 MB for whoever only lists."""
    return import_module("pyarrow"), import_module("pyarrow.parquet")
