"""The images that a run has chosen, and those just below, read from its files a page at a time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq
from django.core.files.storage import default_storage

from curation.mining_terms import queries_of
from curation.models import MiningRun
from retrieval.mining import TextQueries

CHOSEN, BELOW, JOIN = "chosen.parquet", "below.parquet", " / "
KEPT = 2  # runs whose scores a process keeps: 12 bytes for each of the chosen
SIDES = ("above", "below", "chosen")


@dataclass(frozen=True)
class Wanted:
    """Which images: those above or below a score (the threshold unless given), or all of the chosen; narrowed."""

    side: str = "chosen"
    around: float | None = None
    category: str = ""
    term: str = ""


@dataclass(frozen=True, eq=False)
class _Columns:
    """What decides which images are shown: the chosen first, then those below, each best first."""

    score: npt.NDArray[np.float64]
    text: npt.NDArray[np.int32] | None
    chosen: int


def images_of(run: MiningRun, wanted: Wanted, start: int, stop: int) -> tuple[list[dict[str, Any]], int]:
    """Rows from `start` to `stop` of what is wanted, nearest to the threshold first, and how many there are."""
    queries = queries_of(run) if run.kind == MiningRun.Kind.HARD else None
    columns = _columns(run.folder, run.keys_sha256)
    places = _places(columns, wanted)
    if (wanted.category or wanted.term) and columns.text is not None:
        places = places[_matching(queries, wanted)[columns.text[places]]]
    elif wanted.category or wanted.term:
        places = places[:0]
    page = places[start:stop]
    return [_row(run, queries, row) for row in _rows(run.folder, columns, page)], len(places)


def _places(columns: _Columns, wanted: Wanted) -> npt.NDArray[np.int64]:
    everything = np.arange(len(columns.score))
    own, after = everything[: columns.chosen], everything[columns.chosen :]
    if wanted.side == "chosen":
        return own
    if wanted.around is None:
        return own[::-1] if wanted.side == "above" else after
    above = columns.score >= wanted.around
    return everything[above][::-1] if wanted.side == "above" else everything[~above]


def _matching(queries: TextQueries | None, wanted: Wanted) -> npt.NDArray[np.bool_]:
    """Which texts are of the category, or of one below it, and of the term, bool [T]."""
    assert queries is not None
    names = [JOIN.join(term.category) for term in queries.terms]
    fits = np.array(
        [
            (not wanted.category or f"{name}{JOIN}".startswith(f"{wanted.category}{JOIN}"))
            and (not wanted.term or term.text == wanted.term)
            for name, term in zip(names, queries.terms, strict=True)
        ],
        dtype=np.bool_,
    )
    return np.asarray(fits[queries.term_of])


def _row(run: MiningRun, queries: TextQueries | None, row: Mapping[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {"term": "", "template": "", "category": [], "scores": {}}
    if queries is not None:
        term = queries.terms[queries.term_of[row["text"]]]
        told = {
            "term": term.text,
            "template": queries.templates[queries.template_of[row["text"]]],
            "category": list(term.category),
            "scores": {
                each["name"]: row[f"score_{number}"] for number, each in enumerate(run.facts["encoders"])
            },
        }
    return {name: row[name] for name in ("key", "set", "distractor", "score", "chosen")} | told


def _rows(folder: str, columns: _Columns, page: npt.NDArray[np.int64]) -> Iterator[dict[str, Any]]:
    """The rows at these places, of which each group of rows of a file is read once."""
    found: dict[int, dict[str, Any]] = {}
    for name, first, last in (
        (CHOSEN, 0, columns.chosen),
        (BELOW, columns.chosen, len(columns.score)),
    ):
        inside = sorted(int(place) - first for place in page if first <= place < last)
        for place, row in _taken(f"{folder}/{name}", inside):
            found[place + first] = {**row, "chosen": name == CHOSEN}
    return (found[int(place)] for place in page)


def _taken(name: str, places: list[int]) -> Iterator[tuple[int, dict[str, Any]]]:
    if not places:
        return
    with default_storage.open(name, "rb") as stored:
        file = pq.ParquetFile(stored)
        first = 0
        for group in range(file.num_row_groups):
            count = file.metadata.row_group(group).num_rows
            mine = [place for place in places if first <= place < first + count]
            if mine:
                table = file.read_row_group(group).take(pa.array([place - first for place in mine]))
                yield from zip(mine, table.to_pylist(), strict=True)
            first += count


@lru_cache(maxsize=KEPT)
def _columns(folder: str, _keys_sha256: str) -> _Columns:
    chosen, below = (_read(f"{folder}/{name}") for name in (CHOSEN, BELOW))
    scores = [table["score"].to_numpy() for table in (chosen, below)]
    has_text = "text" in chosen.column_names
    texts = np.concatenate([table["text"].to_numpy() for table in (chosen, below)]) if has_text else None
    return _Columns(np.concatenate(scores), texts, len(scores[0]))


def _read(name: str) -> pa.Table:
    with default_storage.open(name, "rb") as stored:
        file = pq.ParquetFile(stored)
        return file.read(columns=[each for each in ("score", "text") if each in file.schema_arrow.names])
