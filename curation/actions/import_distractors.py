"""Bring in distractors from tables and folders; a second run adds nothing, a killed one is continued."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from curation import licences
from curation.actions.receive_image import ImageDetails, receive_image
from curation.errors import DomainError
from curation.models import Benchmark, Image, Origin, User
from curation.statistics import refresh_statistics
from curation.tables.cells import length_problem, url_problem
from curation.tables.paths import path_problem
from curation.tables.refusal import Place, Refusal, refusal
from curation.tables.table import Row, read_table

COLUMNS = ("path", "licence", "author", "source_url")
Progress = Callable[[int, int], None]
Problem = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Distractor:
    """One file, the path it is known by, and what is said of it."""

    place: Place
    file: Path
    path: str
    licence: str = ""
    author: str = ""
    source_url: str = ""


@dataclass(slots=True)
class Found:
    """What the sources hold: files to bring in, and rows that can't be taken."""

    distractors: list[Distractor] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


@dataclass(slots=True)
class Imported:
    """What became of them."""

    created: int = 0
    unchanged: int = 0
    refused: list[Refusal] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """For `--json` and the result of a job."""
        refused = [{**row.as_json(), "object": None} for row in self.refused]
        return {"created": self.created, "unchanged": self.unchanged, "refused": refused}


def find_distractors(sources: Iterable[Path], *, images: Path | None = None) -> Found:
    """Read tables (CSV) and folders; paths of a table are relative to `images`, or to the table's folder."""
    found = Found()
    for source in sources:
        if source.is_dir():
            _from_folder(source, found)
        else:
            _from_table(source, images or source.parent, found)
    return found


def _from_folder(folder: Path, found: Found) -> None:
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        relative = file.relative_to(folder)
        if not any(part.startswith(".") for part in relative.parts):
            path = f"{folder.resolve().name}/{relative.as_posix()}"
            found.distractors.append(Distractor(Place(path, 0), file, path))


def _from_table(table: Path, root: Path, found: Found) -> None:
    read = read_table(table, COLUMNS)
    found.refused += read.refusals
    lines: dict[str, int] = {}
    for row in read.rows:
        problems = [(column, problem) for column, problem in _problems(row, root, lines) if problem]
        found.refused += [refusal(row.place, column, *problem) for column, problem in problems]
        if problems or row.broken:
            continue
        lines[row.cells["path"]] = row.place.line
        found.distractors.append(Distractor(row.place, root / row.cells["path"], **row.cells))


def _problems(row: Row, root: Path, lines: dict[str, int]) -> list[tuple[str, Problem | None]]:
    cells = row.cells
    repeated = None
    if cells["path"] in lines:
        repeated = ("csv.repeated", f"{cells['path']} already stands in line {lines[cells['path']]}.")
    licence = (
        None
        if licences.is_valid(cells["licence"])
        else ("rights.licence", licences.refusal(cells["licence"]))
    )
    checks = [
        ("path", repeated or path_problem(cells["path"], root)),
        ("licence", licence or length_problem(cells["licence"], 120)),
        ("author", length_problem(cells["author"], 200)),
        ("source_url", url_problem(cells["source_url"], 1000)),
    ]
    return [(column, problem) for column, problem in checks if column not in row.broken]


def import_distractors(
    benchmark: Benchmark, found: Found, *, actor: User | None, progress: Progress | None = None
) -> Imported:
    """Receive every file that is not there yet; each stands for itself, so a killed run loses nothing.

    Files whose path and bytes are known are passed over without decoding them.
    """
    known = _known(benchmark)
    outcome = Imported(refused=list(found.refused))
    for number, item in enumerate(found.distractors, start=1):
        try:
            if known.get(item.path) == _sha256(item.file):
                outcome.unchanged += 1
            else:
                received = receive_image(None, item.file, details=_details(benchmark, item), actor=actor)
                outcome.created += received.created
                outcome.unchanged += not received.created
        except DomainError as error:
            outcome.refused.append(refusal(item.place, "path", error.code, error.message))
        except OSError as error:
            message = f"{item.path} can't be read ({error.strerror}). Check the file and its permissions."
            outcome.refused.append(refusal(item.place, "path", "path.unreadable", message))
        if progress is not None:
            progress(number, len(found.distractors))
    refresh_statistics(outcome.created, "curation")
    return outcome


def run_import(
    benchmark_id: int,
    sources: Sequence[str],
    images: str | None = None,
    actor_id: int | None = None,
    *,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """The same for a worker, from the arguments of the job `distractors.import`."""
    found = find_distractors([Path(source) for source in sources], images=Path(images) if images else None)
    actor = User.objects.get(pk=actor_id) if actor_id is not None else None
    benchmark = Benchmark.objects.get(pk=benchmark_id)
    return import_distractors(benchmark, found, actor=actor, progress=progress).as_json()


def _known(benchmark: Benchmark) -> dict[str, str]:
    rows = Image.objects.distractors().filter(benchmark=benchmark)
    return dict(rows.values_list("source_path", "original__sha256"))


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _details(benchmark: Benchmark, item: Distractor) -> ImageDetails:
    return ImageDetails(
        benchmark=benchmark,
        role=Image.Role.DISTRACTOR.value,
        source_path=item.path,
        origin=Origin.DOWNLOADED.value,
        author=item.author,
        licence=item.licence,
        source_url=item.source_url,
    )
