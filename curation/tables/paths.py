"""Paths of a table: relative, plain, and never out of the folder they are relative to."""

from pathlib import Path, PurePosixPath

LONGEST = 500


def path_problem(value: str, root: Path) -> tuple[str, str] | None:
    """Code and sentence when a cell names no file below `root`; links are followed before it is decided."""
    plain = PurePosixPath(value)
    if not value:
        return "path.empty", "The path is empty."
    if len(value) > LONGEST:
        return "path.too-long", f"The path has more than {LONGEST} characters."
    if plain.is_absolute() or "\\" in value or ":" in plain.parts[0] or ".." in plain.parts:
        return "path.escapes", f"“{value}” is not relative to the folder; write it like images/one.jpg."
    if str(plain) != value:
        return "path.not-plain", f"“{value}” can be written shorter as {plain}; a file has one name only."
    return _file_problem(value, root)


def _file_problem(value: str, root: Path) -> tuple[str, str] | None:
    try:
        file = (root / value).resolve(strict=True)
    except OSError:
        return "path.missing", f"There is no file {value} in {root}."
    if not file.is_relative_to(root.resolve()):
        return "path.escapes", f"“{value}” is a link that leads out of the folder."
    if not file.is_file():
        return "path.not-a-file", f"“{value}” is not a file."
    return None
