"""shard.json: what a shard holds, with the sizes and hashes of its files; written last."""

import hashlib
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final, Self

from retrieval.distractors.errors import problem
from retrieval.distractors.sources.places import reason_of
from retrieval.distractors.tables import REFUSED_FILE, ROWS_FILE

SHARD_JSON: Final = "shard.json"
PDQ_FILE: Final = "pdq.npy"
IMAGES_FILE: Final = "images.tar"
DESCRIPTORS: Final = "descriptors"
VERSION: Final = 1
_LARGEST: Final = 64 * 1024 * 1024
_FIXED: Final = frozenset((ROWS_FILE, REFUSED_FILE, PDQ_FILE, IMAGES_FILE))


@dataclass(frozen=True, slots=True)
class FileEntry:
    """Size and SHA-256 of one file."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class EncoderEntry:
    """Who made the descriptors of one file."""

    name: str
    version: str
    dimension: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """The content of shard.json."""

    name: str
    accepted: int
    refused: int
    refusals: dict[str, int]
    images: bool
    pipeline: dict[str, str | int | float] | None
    encoders: dict[str, EncoderEntry]
    files: dict[str, FileEntry]
    version: int = field(default=VERSION)

    def as_bytes(self) -> bytes:
        """Canonical JSON: the same bytes for the same content."""
        return (json.dumps(asdict(self), indent=1, sort_keys=True, ensure_ascii=True) + "\n").encode()

    @property
    def sha256(self) -> str:
        """What stands for the shard."""
        return hashlib.sha256(self.as_bytes()).hexdigest()

    @property
    def size(self) -> int:
        """Bytes of all files, this one included."""
        return sum(entry.size for entry in self.files.values()) + len(self.as_bytes())

    def write(self, folder: Path) -> None:
        """Puts shard.json in its place in one step, after everything it names is on the disk."""
        partial = folder / f"{SHARD_JSON}.partial"
        partial.write_bytes(self.as_bytes())
        sync(partial)
        partial.replace(folder / SHARD_JSON)
        sync(folder)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Raises DistractorError `distractors.shard-missing` and `distractors.shard-damaged`."""
        try:
            with (folder / SHARD_JSON).open("rb") as opened:
                data = opened.read(_LARGEST)
        except OSError as error:
            raise problem("distractors.shard-missing", folder=folder) from error
        try:
            found = cls._parsed(json.loads(data))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise problem(
                "distractors.shard-damaged", file=SHARD_JSON, folder=folder, reason=reason_of(error)
            ) from error
        return found

    @classmethod
    def _parsed(cls, value: dict[str, Any]) -> Self:
        if value["version"] != VERSION:
            message = f"it is of version {value['version']!r}, known is {VERSION}"
            raise ValueError(message)
        encoders = {slug: EncoderEntry(**entry) for slug, entry in value.pop("encoders").items()}
        files = {name: FileEntry(**entry) for name, entry in value.pop("files").items()}
        strange = set(files) - _FIXED - {descriptors_file(slug) for slug in encoders}
        if strange or not {ROWS_FILE, REFUSED_FILE} <= set(files):
            message = f"it lists other files than a shard has: {sorted(files)[:6]}"
            raise ValueError(message)
        return cls(**value, encoders=encoders, files=files)


def descriptors_file(slug: str) -> str:
    """Where the descriptors of an encoder lie in a shard."""
    return f"{DESCRIPTORS}/{slug}.npy"


def file_entry(path: Path) -> FileEntry:
    """Size and hash of a file as it lies on the disk; raises OSError."""
    with path.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
        return FileEntry(opened.tell(), digest)


def sync(path: Path) -> None:
    """Waits until a file or folder is on the disk; raises OSError."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
