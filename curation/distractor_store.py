"""Files of distractor sets in the storage: put there whole, read in place or through a cache of this machine."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, default_storage

from curation.whole_file import whole_file

BLOCK = 1 << 20


def sha256_of(path: Path) -> str:
    """Hex digest of a file's bytes."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def store_folder(name: str, folder: Path, manifest: str) -> str:
    """Put the files of a folder below a name, the manifest last; the SHA-256 of the manifest.

    What lies there with other bytes is replaced, so that a try that was killed in the middle does no harm.
    """
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    last = folder / manifest
    for path in [*(path for path in files if path != last), last]:
        put(f"{name}/{path.relative_to(folder).as_posix()}", path)
    return sha256_of(last)


def put(name: str, path: Path) -> None:
    """Put a file of this machine into the storage under a name; other bytes that lie there are replaced."""
    if default_storage.exists(name):
        if _stored_sha256(name) == sha256_of(path):
            return
        default_storage.delete(name)
    with path.open("rb") as opened:
        default_storage.save(name, File(opened))


def _stored_sha256(name: str) -> str:
    digest = hashlib.sha256()
    with default_storage.open(name, "rb") as stored:
        for block in iter(lambda: stored.read(BLOCK), b""):
            digest.update(block)
    return digest.hexdigest()


def is_local() -> bool:
    """Whether the storage is a folder of this machine."""
    return isinstance(default_storage, FileSystemStorage)


def local_folder(name: str, manifest: str, digest: str, wanted: Iterable[str]) -> Path:
    """A folder of this machine with the manifest and the wanted files of what `store_folder` put there.

    Of a storage elsewhere only what is wanted and not here yet is fetched, into `ARISTARCH_HOME/cache`.
    `digest` is that of the manifest, whose "files" name the digests of the others.

    Raises:
        OSError: a file is missing, or its bytes are not those that were put there.
    """
    if is_local():
        return Path(default_storage.path(name))
    folder = Path(settings.HOME) / "cache" / name / digest[:16]
    fetch(f"{name}/{manifest}", folder / manifest, digest)
    known: Mapping[str, Any] = json.loads((folder / manifest).read_bytes())["files"]
    for file in wanted:
        if file in known:
            fetch(f"{name}/{file}", folder / file, known[file]["sha256"])
    return folder


def fetch(name: str, target: Path, digest: str) -> None:
    """Bring a stored file of that SHA-256 onto this machine unless it is there.

    Raises:
        OSError: it is missing, or its bytes are others.
    """
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    found = hashlib.sha256()
    with default_storage.open(name, "rb") as stored, whole_file(target) as file:
        for block in iter(lambda: stored.read(BLOCK), b""):
            found.update(block)
            file.write(block)
        if found.hexdigest() != digest:
            message = f"{name} in the storage does not hold the bytes that were put there."
            raise OSError(message)


def read_range(name: str, offset: int, size: int) -> bytes:
    """Some bytes of a stored file; of one that lies elsewhere only these are fetched."""
    ranged = getattr(default_storage, "read_range", None)
    if ranged is not None:
        return bytes(ranged(name, offset, size))
    with default_storage.open(name, "rb") as stored:
        stored.seek(offset)
        return bytes(stored.read(size))
