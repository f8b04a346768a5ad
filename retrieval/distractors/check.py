"""Holds a shard against its shard.json and against itself; names every file that is damaged."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from retrieval.distractors.errors import DistractorError, problem
from retrieval.distractors.manifest import (
    DESCRIPTORS,
    IMAGES_FILE,
    PDQ_FILE,
    SHARD_JSON,
    Manifest,
    descriptors_file,
    file_entry,
)
from retrieval.distractors.shard import Shard
from retrieval.distractors.sources.places import reason_of
from retrieval.distractors.tables import REFUSED_FILE, ROWS_FILE

_BLOCK: Final = 512
_ROUNDING: Final = 0.01  # of the length of a float16 unit vector


@dataclass(frozen=True, slots=True)
class ShardProblem:
    """One damaged, missing or strange file: its name, a code and a sentence."""

    file: str
    code: str
    message: str


def check_shard(folder: Path) -> list[ShardProblem]:
    """Everything that is wrong with a shard; nothing when every byte is as it was written."""
    try:
        manifest = Manifest.read(folder)
    except DistractorError as error:
        return [ShardProblem(SHARD_JSON, error.code, error.message)]
    found = [*_bytes(folder, manifest), *_strangers(folder, manifest)]
    return found or list(_content(folder, manifest))


def _bytes(folder: Path, manifest: Manifest) -> Iterator[ShardProblem]:
    for name, entry in sorted(manifest.files.items()):
        path = folder / name
        if path.is_symlink() or not path.is_file():
            yield _damaged(folder, name, "it is missing")
            continue
        try:
            held = file_entry(path)
        except OSError as error:
            yield _damaged(folder, name, reason_of(error))
            continue
        if held.size != entry.size:
            yield _damaged(folder, name, f"it has {held.size:,} bytes instead of {entry.size:,}")
        elif held.sha256 != entry.sha256:
            yield _damaged(folder, name, "its SHA-256 is another one")


def _strangers(folder: Path, manifest: Manifest) -> Iterator[ShardProblem]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name not in manifest.files and name not in (SHARD_JSON, DESCRIPTORS):
            error = problem("distractors.file-unlisted", file=name, folder=folder)
            yield ShardProblem(name, error.code, error.message)


def _content(folder: Path, manifest: Manifest) -> Iterator[ShardProblem]:
    """What a shard whose hashes are right may still say that no build would."""
    shard = Shard(folder, manifest)
    checks = [(ROWS_FILE, _rows), (REFUSED_FILE, _refusals), (PDQ_FILE, _hashes)]
    for name, check in checks:
        try:
            wrong = check(shard)
        except DistractorError as error:
            yield ShardProblem(name, error.code, error.message)
            return
        if wrong:
            yield _damaged(folder, name, wrong)
    for slug in manifest.encoders:
        if wrong := _descriptors(shard, slug):
            yield _damaged(folder, descriptors_file(slug), wrong)


def _rows(shard: Shard) -> str:
    """Half a sentence on the first row that is wrong, "" when all are right; so do the others here."""
    end = shard.manifest.files[IMAGES_FILE].size if shard.manifest.images else 0
    next_offset = _BLOCK
    for row in shard.rows(0, len(shard)) if len(shard) else []:
        if row.id != f"{shard.name}/{row.key}":
            return f"the id {row.id!r} is not that of its key"
        if not shard.manifest.images:
            continue
        if row.offset != next_offset or row.offset + row.size > end:
            return f"{row.id} is said to lie at byte {row.offset:,} of {IMAGES_FILE}"
        next_offset = row.offset + row.size + -row.size % _BLOCK + _BLOCK
    if len(set(shard.names)) != len(shard):
        return "an id stands in it twice"
    return ""


def _refusals(shard: Shard) -> str:
    rows = len(shard.refused())
    said = shard.manifest.refused
    return f"it lists {rows:,} images, and {SHARD_JSON} counts {said:,}" if rows != said else ""


def _hashes(shard: Shard) -> str:
    return "" if len(shard.hashes) in (len(shard), 0) else "it has another number of rows"


def _descriptors(shard: Shard, slug: str) -> str:
    try:
        rows = shard.descriptors(slug)
    except DistractorError as error:
        return error.message
    for start in range(0, len(rows), 4096):
        lengths = np.linalg.norm(rows[start : start + 4096].astype(np.float32), axis=1)
        wrong = ~(np.abs(lengths - 1) < _ROUNDING) & (lengths != 0)  # zero: an image without features
        if wrong.any():
            return f"row {start + int(wrong.argmax()):,} is no unit vector"
    return ""


def _damaged(folder: Path, name: str, reason: str) -> ShardProblem:
    error = problem("distractors.shard-damaged", file=name, folder=folder, reason=reason)
    return ShardProblem(name, error.code, error.message)
