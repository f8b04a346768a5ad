"""What has been read so far of a folder: entries by object, and everything that was refused."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from annotations.imports.entry import ImageEntry, ObjectEntry
from curation.tables.cells import Problem
from curation.tables.refusal import Place, Refusal, refusal
from curation.tables.table import Row, Table, read_table


@dataclass(slots=True)
class Collecting:
    """Tables lie in `folder`, paths are relative to `root`."""

    folder: Path
    root: Path
    objects: dict[str, ObjectEntry] = field(default_factory=dict)
    images: dict[str, ImageEntry] = field(default_factory=dict)  # by path, refused ones left out
    named: dict[str, tuple[str, Place]] = field(default_factory=dict)  # path -> object and row that named it
    places: dict[str, Place] = field(default_factory=dict)  # object -> its row, refused ones included
    refusals: list[Refusal] = field(default_factory=list)
    whole: bool = True  # False when a table as such can't be trusted: then nothing is imported

    def table(self, name: str, columns: list[str]) -> list[Row]:
        """Rows of a table; its own refusals are noted."""
        read: Table = read_table(self.folder / name, columns)
        self.refusals += read.refusals
        self.whole = self.whole and read.whole
        return read.rows

    def refuse(self, place: Place, column: str, problem: Problem, key: str = "") -> None:
        """Note that a row can't be taken; the object it belongs to is not imported."""
        code, message = problem
        self.refusals.append(refusal(place, column, code, message, key))

    def refuse_cells(self, row: Row, problems: Iterable[tuple[str, Problem | None]], key: str) -> bool:
        """Note every problem of a row's cells; cells that could not be read are already noted."""
        wrong = [
            (column, problem)
            for column, problem in problems
            if problem is not None and column not in row.broken
        ]
        for column, problem in wrong:
            self.refuse(row.place, column, problem, key)
        return bool(wrong) or bool(row.broken)

    @property
    def blocked(self) -> set[str]:
        """Objects that at least one refused row belongs to."""
        return {each.object for each in self.refusals if each.object}
