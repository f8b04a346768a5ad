"""boxes.csv: where the object is, in integer pixels of the upright picture."""

from annotations.imports.collecting import Collecting
from annotations.imports.entry import BoxEntry
from curation.tables.cells import Problem, number_of
from curation.tables.paths import path_problem
from curation.tables.table import Row
from retrieval.geometry import Box

NAME = "boxes.csv"
COLUMNS = ["path", "x", "y", "width", "height"]
SIDES = ("x", "y", "width", "height")


def read_boxes(found: Collecting) -> None:
    """Take every row that is right; refuse the others. Whether a box fits is known when its picture is."""
    lines: dict[tuple[str, Box], int] = {}
    for row in found.table(NAME, COLUMNS):
        path = row.cells["path"]
        key, _ = found.named.get(path, ("", None))
        problems = [
            ("path", path_problem(path, found.root) or _unlisted(found, path)),
            *((side, _number_problem(row, side)) for side in SIDES),
        ]
        if found.refuse_cells(row, problems, key):
            continue
        box = Box(*(number_of(row.cells[side]) or 0 for side in SIDES))
        if (path, box) in lines:
            message = f"The same box of {path} already stands in line {lines[path, box]}."
            found.refuse(row.place, "x", ("csv.repeated", message), key)
            continue
        lines[path, box] = row.place.line
        if path in found.images:
            found.images[path].boxes.append(BoxEntry(row.place, box))


def _unlisted(found: Collecting, path: str) -> Problem | None:
    if path in found.named:
        return None
    return "image.unknown", f"{path} does not stand in images.csv."


def _number_problem(row: Row, side: str) -> Problem | None:
    value, number = row.cells[side], number_of(row.cells[side])
    if number is None:
        return "csv.number", f"“{value}” is not a whole number of pixels."
    if side in ("x", "y") and number < 0:
        return "boxes.outside", f"The box begins at {side} = {number}, outside the picture."
    if side in ("width", "height") and number <= 0:
        return "boxes.empty", f"The {side} of the box is {number}; it has to be at least 1."
    return None
