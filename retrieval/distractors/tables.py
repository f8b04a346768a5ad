"""The two tables of a shard as Parquet: the same bytes for the same rows with the same pyarrow."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from retrieval.distractors.errors import problem
from retrieval.distractors.sources.places import reason_of

ROWS_FILE: Final = "rows.parquet"
REFUSED_FILE: Final = "refused.parquet"


@dataclass(frozen=True, slots=True)
class Row:
    """What is known of one image; width and height are those of the release image.

    Without an image they are 0, `release_sha256` is "", `pdq_quality` 0, `offset` and `size` (of its JPEG in
    images.tar) are -1.
    """

    id: str
    key: str
    width: int = 0
    height: int = 0
    source_sha256: str = ""
    release_sha256: str = ""
    pdq_quality: int = 0
    offset: int = -1
    size: int = -1
    location: str = ""
    caption: str = ""
    licence: str = ""
    author: str = ""
    source_url: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """An image that was not taken in, and why."""

    key: str
    location: str
    code: str
    message: str


_KINDS: Final = {
    "width": "int32",
    "height": "int32",
    "pdq_quality": "int16",
    "offset": "int64",
    "size": "int64",
}
Kind = type[Row] | type[Refused]
_REPEATED: Final = ["licence", "author", "code"]


def write_rows(path: Path, rows: Sequence[Row] | Sequence[Refused], kind: Kind) -> None:
    """One row group, zstd; raises OSError, and DistractorError where pyarrow is not installed."""
    arrow, parquet = pyarrow()
    names = column_names(kind)
    schema = _schema(arrow, names)
    columns = [
        arrow.array([getattr(row, name) for row in rows], type_)
        for name, type_ in zip(names, schema.types, strict=True)
    ]
    table = arrow.Table.from_arrays(columns, schema=schema)
    packed = [name for name in names if name in _REPEATED]
    with path.open("wb") as target:
        parquet.write_table(table, target, compression="zstd", use_dictionary=packed)


def read_columns(path: Path, kind: Kind, names: Sequence[str]) -> Any:
    """Columns of one of the tables as one Arrow batch; raises DistractorError `distractors.shard-damaged`."""
    arrow, parquet = pyarrow()
    try:
        with parquet.ParquetFile(path, pre_buffer=False) as held:
            if not held.schema_arrow.equals(_schema(arrow, column_names(kind))):
                raise ValueError("it has other columns than such a table")
            table = held.read(columns=list(names), use_threads=False)
            return arrow.RecordBatch.from_arrays(
                [_whole(column) for column in table.columns], names=list(names)
            )
    except (arrow.ArrowException, OSError, ValueError) as error:
        raise problem(
            "distractors.shard-damaged", file=path.name, folder=path.parent, reason=reason_of(error)
        ) from error


def column_names(kind: Kind) -> list[str]:
    """The columns of one of the tables, in their order."""
    return [entry.name for entry in fields(kind)]


def pyarrow() -> tuple[ModuleType, ModuleType]:
    """pyarrow and pyarrow.parquet, not before a table is needed: 60 MB for whoever only lists."""
    purpose = "the tables of a shard are Parquet"
    return package("pyarrow", purpose), package("pyarrow.parquet", purpose)


def package(name: str, purpose: str) -> ModuleType:
    """A package that not every machine has; raises DistractorError `distractors.package-missing`."""
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        whole = name.partition(".")[0]
        raise problem(
            "distractors.package-missing", package=whole, purpose=purpose, command=f"pip install {whole}"
        ) from error


def _schema(arrow: ModuleType, names: Sequence[str]) -> Any:
    return arrow.schema([(name, getattr(arrow, _KINDS.get(name, "string"))()) for name in names])


def _whole(column: Any) -> Any:
    return column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)
