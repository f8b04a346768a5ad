"""objects.csv: name, categories and evidence of each object."""

from annotations.imports.collecting import Collecting
from annotations.imports.entry import ObjectEntry
from curation.actions.create_object import is_safe
from curation.actions.edit_evidence import EvidenceDetails
from curation.models import Evidence
from curation.tables.cells import Problem, date_of, length_problem, url_problem, word_problem
from curation.tables.table import Row
from retrieval.taxonomy import CategoryPath, is_unsafe

NAME = "objects.csv"
COLUMNS = [
    "object",
    "name",
    "coarse",
    "mid",
    "fine",
    "evidence_kind",
    "evidence_date",
    "evidence_url",
    "evidence_statement",
]
LEVELS = ("coarse", "mid", "fine")
LONGEST_KEY = 80


def read_objects(found: Collecting) -> None:
    """Take every row that is right; refuse the others."""
    for row in found.table(NAME, COLUMNS):
        cells, key = row.cells, row.cells["object"]
        problems = [
            ("object", key_problem(key) or _repeated(found, key)),
            ("name", _name_problem(cells["name"])),
            *((level, _category_problem(cells[level])) for level in LEVELS),
            ("coarse" if not cells["coarse"] else "mid", _gap_problem(_path(row))),
            *_evidence_problems(row),
        ]
        refused = found.refuse_cells(row, problems, key)
        if key and key not in found.places:
            found.places[key] = row.place
        if not refused:
            found.objects[key] = ObjectEntry(row.place, key, cells["name"], _path(row), _evidence(row))


def key_problem(key: str) -> Problem | None:
    """The id survives the official loaders, which read it from paths (F 1.6)."""
    if not key:
        return "object.missing", "The row names no object."
    if len(key) > LONGEST_KEY:
        return "ids.unsafe", f"The id has {len(key)} characters; {LONGEST_KEY} are allowed."
    if not is_safe(key):
        return (
            "ids.unsafe",
            f"“{key}” can't be an id: it holds only a–z, 0–9 and _, and neither “pos” nor “quer”.",
        )
    return None


def _repeated(found: Collecting, key: str) -> Problem | None:
    if key not in found.places:
        return None
    return "csv.repeated", f"The object {key} already stands in line {found.places[key].line}."


def _name_problem(name: str) -> Problem | None:
    if not name:
        return "object.name", "The object has no name."
    if "\n" in name or "\t" in name or "\r" in name:
        return "object.name", "A name is one line."
    return length_problem(name, 200)


def _category_problem(name: str) -> Problem | None:
    if is_unsafe(name):
        return (
            "taxonomy.unsafe",
            f"The category “{name}” may hold neither “-” nor “,”: the evaluation cuts there.",
        )
    return length_problem(name, 80)


def _path(row: Row) -> CategoryPath:
    return CategoryPath(*(row.cells[level] for level in LEVELS))


def _gap_problem(path: CategoryPath) -> Problem | None:
    if path.has_gap and path != CategoryPath(""):
        return "taxonomy.gap", "A finer category is named, but this coarser one above it is empty."
    return None


def _evidence_problems(row: Row) -> list[tuple[str, Problem | None]]:
    kind, day, url, statement = (
        row.cells[f"evidence_{part}"] for part in ("kind", "date", "url", "statement")
    )
    if not any((kind, day, url, statement)):
        return []
    public, private = kind == Evidence.Kind.PUBLIC_RECORD, kind == Evidence.Kind.PRIVATE_KNOWLEDGE
    return [
        ("evidence_kind", word_problem(kind, Evidence.Kind.values, "evidence.kind")),
        ("evidence_date", _date_problem(day, needed=public)),
        ("evidence_url", url_problem(url, 500)),
        (
            "evidence_url",
            _needed(public and not url, "A public record needs the address where it can be read."),
        ),
        ("evidence_statement", _needed(private and not statement, "Private knowledge needs a statement.")),
    ]


def _needed(lacking: bool, sentence: str) -> Problem | None:
    return ("evidence.incomplete", sentence) if lacking else None


def _date_problem(day: str, *, needed: bool) -> Problem | None:
    if not day:
        return _needed(needed, "A public record needs a date, written YYYY-MM-DD.")
    if date_of(day) is None:
        return "csv.date", f"“{day}” is no date written YYYY-MM-DD."
    return None


def _evidence(row: Row) -> EvidenceDetails | None:
    kind = row.cells["evidence_kind"]
    if not kind:
        return None
    return EvidenceDetails(
        kind=kind,
        date=date_of(row.cells["evidence_date"]),
        url=row.cells["evidence_url"],
        statement=row.cells["evidence_statement"],
    )
