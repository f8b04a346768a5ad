"""images.csv: queries and positives, with where they come from and under which licence."""

from annotations.imports.collecting import Collecting
from annotations.imports.entry import ImageEntry
from annotations.imports.objects_table import key_problem
from curation import licences
from curation.models import Origin
from curation.tables.cells import Problem, length_problem, url_problem, word_problem
from curation.tables.paths import path_problem
from curation.tables.table import Row

NAME = "images.csv"
COLUMNS = ["path", "object", "role", "origin", "author", "licence", "source_url"]
ROLES = ("query", "positive")


def read_images(found: Collecting) -> None:
    """Take every row that is right; refuse the others."""
    for row in found.table(NAME, COLUMNS):
        cells, key = row.cells, row.cells["object"]
        problems = [
            ("path", path_problem(cells["path"], found.root)),
            ("object", object_problem(found, key)),
            ("role", word_problem(cells["role"], ROLES, "image.role")),
            ("origin", word_problem(cells["origin"], Origin.values, "image.origin")),
            ("author", length_problem(cells["author"], 200)),
            ("licence", _licence_problem(cells["licence"])),
            ("source_url", url_problem(cells["source_url"], 1000)),
        ]
        refused = found.refuse_cells(row, problems, key)
        if "path" in row.broken or _named_before(found, row) or refused:
            continue
        found.images[cells["path"]] = image = ImageEntry(
            row.place,
            cells["path"],
            found.root / cells["path"],
            cells["role"],
            cells["origin"],
            cells["author"],
            cells["licence"],
            cells["source_url"],
        )
        if key in found.objects:
            found.objects[key].images.append(image)


def object_problem(found: Collecting, key: str) -> Problem | None:
    """The object stands in objects.csv; whether its row there was refused is told there."""
    wrong = key_problem(key)
    if wrong or key in found.places:
        return wrong
    return "object.unknown", f"The object {key} does not stand in objects.csv."


def _named_before(found: Collecting, row: Row) -> bool:
    """Whether another row names the same path; for two objects both rows are refused, for one the later."""
    path, key = row.cells["path"], row.cells["object"]
    if path not in found.named:
        found.named[path] = (key, row.place)
        return False
    owner, place = found.named[path]
    if owner == key:
        found.refuse(row.place, "path", ("csv.repeated", f"{path} already stands in line {place.line}."), key)
        return True
    for where, whose, other in ((row.place, key, place), (place, owner, row.place)):
        names = f"{owner} (line {place.line}) and {key} (line {row.place.line})"
        message = (
            f"{path} is listed for two objects, {names}; a picture belongs to one. See line {other.line}."
        )
        found.refuse(where, "path", ("image.two-objects", message), whose)
    return True


def _licence_problem(licence: str) -> Problem | None:
    if not licence:
        return (
            "licence.missing",
            "The licence is empty; name an SPDX id such as CC-BY-4.0, or a LicenseRef-….",
        )
    if not licences.is_valid(licence):
        return "licence.unknown", f"“{licence}” is neither an SPDX id such as CC-BY-4.0 nor a LicenseRef-…."
    return length_problem(licence, 120)
