"""Ready descriptors as clip-retrieval writes them: img_emb_<n>.npy beside metadata_<n>.parquet."""

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from retrieval.distractors.errors import DistractorError, problem
from retrieval.distractors.naming import piece_name
from retrieval.distractors.options import shard_size, text_option
from retrieval.distractors.piece import Item, Options, Piece
from retrieval.distractors.sources.metadata import Metadata
from retrieval.distractors.sources.places import (
    as_json,
    from_json,
    location_problem,
    readable,
    reason_of,
)
from retrieval.distractors.sources.rows import blocks, check_rows, encoder_of, floats
from retrieval.distractors.vectors import NotRowsError, map_rows

_FILE: Final = re.compile(r"img_emb_(\d+)\.npy")


class DescriptorsSource:
    """Every pair of files in a folder (or in its img_emb and metadata), cut into pieces of `shard_size` rows."""

    def plan(self, location: str, options: Options) -> list[Piece]:
        """Holds the files against each other; raises DistractorError before any shard is made."""
        size = shard_size(options)
        pieces: list[Piece] = []
        for vectors, table in _pairs(location):
            rows = _rows(vectors)
            names = len(Metadata(table))
            if len(rows) != names:
                raise _unequal(vectors, len(rows), table, names)
            for number, start in zip(count(), range(0, len(rows), size)):
                stop = min(start + size, len(rows))
                payload = {
                    "vectors": as_json(vectors),
                    "table": as_json(table),
                    "start": start,
                    "stop": stop,
                    "rows": len(rows),
                    "encoder": encoder_of(location, options, rows.shape[1]),
                    "licence": text_option(options, "licence"),
                }
                pieces.append(Piece(piece_name(vectors.stem, number), payload, stop - start))
        if not pieces:
            wanted = "it has no img_emb_<number>.npy with descriptors"
            raise problem("distractors.nothing", location=readable(location), wanted=wanted)
        return pieces

    def read(self, piece: Piece) -> Iterator[Item]:
        """The rows of a piece; raises DistractorError."""
        payload = piece.payload
        vectors, table = Path(from_json(payload["vectors"])), Path(from_json(payload["table"]))
        rows, said = _rows(vectors), Metadata(table)
        if not len(rows) == len(said) == payload["rows"]:
            raise _unequal(vectors, len(rows), table, len(said))
        if rows.shape[1] != payload["encoder"]["dimension"]:
            reason = f"its descriptors have {rows.shape[1]} dimensions"
            raise problem("distractors.changed", what=readable(vectors), reason=reason)
        known = said.rows(payload["start"], payload["stop"])
        for first, last in blocks(payload["start"], payload["stop"]):
            block = floats(rows[first:last])
            for place, descriptor in zip(range(first, last), block, strict=True):
                yield _item(vectors.stem, place, next(known), descriptor)


def _pairs(location: str) -> Iterator[tuple[Path, Path]]:
    root = Path(location).absolute()
    folder = root / "img_emb" if (root / "img_emb").is_dir() else root
    tables = root / "metadata" if (root / "metadata").is_dir() else root
    try:
        found = sorted(path.name for path in folder.iterdir() if _FILE.fullmatch(path.name))
    except OSError as error:
        raise location_problem(location, "a folder of descriptors", error) from error
    for name in sorted(found, key=lambda name: (len(name), name)):
        number = _FILE.fullmatch(name)
        yield folder / name, tables / f"metadata_{number[1] if number else ''}.parquet"


def _rows(path: Path) -> npt.NDArray[np.generic]:
    what = readable(path)
    try:
        rows = map_rows(path)
    except NotRowsError as error:
        raise problem("distractors.descriptors-dtype", what=what, found=reason_of(error)) from error
    except (OSError, ValueError) as error:
        raise problem("distractors.unreadable", what=what, reason=reason_of(error)) from error
    check_rows(what, rows.shape, rows.dtype)
    return rows


def _item(stem: str, place: int, said: dict[str, Any], descriptor: npt.NDArray[np.float32]) -> Item:
    name = said.pop("name")
    refused = None
    if not name:
        refused = problem("distractors.name", row=place, reason="it is empty")
    location = readable(name or f"{stem}, row {place}")
    return Item(name or f"row_{place}", location, descriptor=descriptor, refused=refused, **said)


def _unequal(vectors: Path, rows: int, table: Path, names: int) -> DistractorError:
    return problem(
        "distractors.descriptors-length",
        what=readable(vectors),
        descriptors=rows,
        names=names,
        beside=readable(table),
    )
