"""texts.csv: the text query of each object."""

from annotations.actions.save_text import cleaned
from annotations.imports.collecting import Collecting
from annotations.imports.entry import TextEntry
from annotations.imports.images_table import object_problem
from curation.errors import DomainError
from curation.tables.cells import Problem

NAME = "texts.csv"
COLUMNS = ["object", "text"]


def read_texts(found: Collecting) -> None:
    """Take every row that is right; refuse the others."""
    lines: dict[str, int] = {}
    for row in found.table(NAME, COLUMNS):
        key, text = row.cells["object"], row.cells["text"]
        problems = [
            ("object", object_problem(found, key) or _repeated(lines, key)),
            ("text", _text_problem(text)),
        ]
        lines.setdefault(key, row.place.line)
        if not found.refuse_cells(row, problems, key) and key in found.objects:
            found.objects[key].text = TextEntry(row.place, cleaned(text))


def _repeated(lines: dict[str, int], key: str) -> Problem | None:
    if key not in lines:
        return None
    return "csv.repeated", f"The object {key} already has a text in line {lines[key]}; it has one text query."


def _text_problem(text: str) -> Problem | None:
    if not text:
        return "text.missing", "The text is empty; leave the row out when there is none."
    try:
        cleaned(text)
    except DomainError as error:
        return error.code, error.message
    return None
