"""A row that can't be taken, and where it stands."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A file and a line of it; line 1 is the header."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason; `object` is the key that is not imported because of it, when one is known."""

    file: str
    line: int
    column: str
    code: str
    message: str
    object: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"

    def as_json(self) -> dict[str, str | int]:
        """For `--json`."""
        return asdict(self)


def refusal(place: Place, column: str, code: str, message: str, key: str = "") -> Refusal:
    """The refusal of a cell."""
    return Refusal(place.file, place.line, column, code, message, key)
