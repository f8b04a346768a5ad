"""What is known of a finished file. Apart from the writer, so that readers on any system can use it."""

import hashlib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One finished file: path below the folder with '/', bytes, SHA-256 and (tars) its recipe."""

    path: str
    size: int
    sha256: str
    recipe: str = ""


def file_record(root: Path, path: str, recipe: str = "") -> FileRecord:
    """Size and SHA-256 of a file, read in pieces."""
    with (root / path).open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256")
        return FileRecord(path, opened.tell(), digest.hexdigest(), recipe)
