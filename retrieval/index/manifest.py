"""What an index folder says of itself: `manifest.json`, written last, with size and SHA-256 of every file."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from retrieval.errors import RetrievalError
from retrieval.index.descriptor_index import ShardSpan
from retrieval.index.durable import INPUTS_FILE

MANIFEST_FILE = "manifest.json"
FORMAT = "aristarch-index/1"
VECTORS_FILE = "vectors.f16"  # float16 [N, D], nothing before or after
LISTS_FILE = "lists.faiss"

Manifest = dict[str, Any]


def write_manifest(folder: Path, said: Manifest) -> Manifest:
    """Adds size and SHA-256 of every file of the folder and writes the manifest."""
    files = sorted(path for path in folder.iterdir() if path.name not in (MANIFEST_FILE, INPUTS_FILE))
    manifest = {
        "format": FORMAT,
        **said,
        "files": {path.name: {"size": path.stat().st_size, "sha256": hash_of(path)} for path in files},
    }
    text = json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False)
    (folder / MANIFEST_FILE).write_text(f"{text}\n", encoding="utf-8")
    return manifest


def read_manifest(folder: Path, encoder_version: str = "", *, verify: bool = False) -> Manifest:
    """The manifest of a folder whose files are all there and as long as they were written.

    With `verify` every byte is hashed. Raises RetrievalError `index.missing` where there is no index,
    `index.damaged` for files that are missing or differ, `index.other-encoder` for another encoder than expected.
    """
    path = folder / MANIFEST_FILE
    if not path.is_file():
        raise RetrievalError("index.missing", f"There is no index in {folder}. Build it first.")
    try:
        manifest: Manifest = json.loads(path.read_text(encoding="utf-8"))
        files = {name: (entry["size"], entry["sha256"]) for name, entry in manifest["files"].items()}
        known = manifest["format"] == FORMAT
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise damaged(folder, "its manifest can't be read") from error
    if not known:
        raise damaged(folder, f"it has format {manifest['format']!r}, known here is {FORMAT!r}")
    for name, (size, sha256) in files.items():
        _demand_file(folder, name, size, sha256 if verify else "")
    if encoder_version and manifest["encoder_version"] != encoder_version:
        raise RetrievalError(
            "index.other-encoder",
            f"The index in {folder} holds descriptors of {manifest['encoder_version']!r}, searched was with "
            f"{encoder_version!r}. Build an index for this encoder.",
        )
    return manifest


def spans_of(manifest: Manifest) -> list[ShardSpan]:
    """Where each shard lies, in the order of positions."""
    return spans([(name, count) for name, count in manifest["shards"]])


def spans(counts: Sequence[tuple[str, int]], first: int = 0) -> list[ShardSpan]:
    """Places for shards of these sizes, one behind the other."""
    placed = []
    for name, count in counts:
        placed.append(ShardSpan(name, first, count))
        first += count
    return placed


def hash_of(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def damaged(folder: Path, what: str) -> RetrievalError:
    """The refusal of an index that is not whole."""
    return RetrievalError("index.damaged", f"The index in {folder} is damaged: {what}. Build it again.")


def _demand_file(folder: Path, name: str, size: int, sha256: str) -> None:
    path = folder / name
    if not path.is_file():
        raise damaged(folder, f"{name} is missing")
    if path.stat().st_size != size:
        raise damaged(folder, f"{name} has {path.stat().st_size} bytes instead of {size}")
    if sha256 and hash_of(path) != sha256:
        raise damaged(folder, f"the bytes of {name} are not those that were written")
