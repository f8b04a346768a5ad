"""The CSV files of a sample, in the import format of spec §13."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from retrieval.scenes.plan import SampleObject

HEADERS: dict[str, tuple[str, ...]] = {
    "objects.csv": (
        "object",
        "name",
        "coarse",
        "mid",
        "fine",
        "evidence_kind",
        "evidence_date",
        "evidence_url",
        "evidence_statement",
    ),
    "images.csv": ("path", "object", "role", "origin", "author", "licence", "source_url"),
    "boxes.csv": ("path", "x", "y", "width", "height"),
    "texts.csv": ("object", "text"),
    "distractors.csv": ("path", "licence", "author", "source_url"),
    "duplicates.csv": ("path", "duplicate_of", "how"),
}
AUTHOR, LICENCE = "Aristarch sample", "CC-BY-4.0"
SOURCE = "https://example.org/aristarch-sample"

Rows = Iterable[Sequence[str | int]]


def csv_bytes(name: str, rows: Rows) -> bytes:
    """The file of that name with its header."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(HEADERS[name])
    writer.writerows(rows)
    return buffer.getvalue().encode("utf-8")


def _object_row(number: int, item: SampleObject) -> Sequence[str]:
    category, day = item.thing.category, item.since.isoformat()
    path = (item.key, item.thing.name, category.coarse, category.mid, category.fine)
    if number % 2:
        statement = f"The catalogue entry of {day} presents the design for the first time."
        return (*path, "public_record", day, f"{SOURCE}/{item.key}", statement)
    statement = "Invented for this drawn sample; the design existed nowhere before that day."
    return (*path, "private_knowledge", day, "", statement)


def all_tables(objects: list[SampleObject], truths: list[dict[str, Any]]) -> dict[str, bytes]:
    """File name -> bytes of the six tables."""
    benchmark = [truth for truth in truths if truth["role"] != "distractor"]
    distractors = [truth for truth in truths if truth["role"] == "distractor"]
    rows: dict[str, Rows] = {
        "objects.csv": [_object_row(number, item) for number, item in enumerate(objects)],
        "images.csv": [
            (t["path"], t["object"], t["role"], "captured", AUTHOR, LICENCE, "") for t in benchmark
        ],
        "boxes.csv": [(t["path"], *box) for t in benchmark for box in t["boxes"]],
        "texts.csv": [(item.key, item.thing.caption) for item in objects],
        "distractors.csv": [(t["path"], LICENCE, AUTHOR, f"{SOURCE}/{t['path']}") for t in distractors],
        "duplicates.csv": [(t["path"], t["duplicate_of"], t["how"]) for t in distractors if t.get("how")],
    }
    return {name: csv_bytes(name, content) for name, content in rows.items()}
