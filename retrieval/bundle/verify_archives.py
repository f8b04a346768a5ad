"""The packed files of a release, read through once: tars of images and the packed list of ids."""

import gzip
import hashlib
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from pathlib import Path
from typing import IO

from retrieval.bundle.ilias_files import DISTRACTOR_IDS
from retrieval.bundle.image_bytes import decoding_problem
from retrieval.bundle.naming import CORE, CORE_TAR, DISTRACTORS, Shard
from retrieval.bundle.verify_types import Problem

_LARGEST_MEMBER = 1 << 28
_BROKEN = (OSError, EOFError, tarfile.TarError, zlib.error, UnicodeDecodeError)


def core_tar_problems(folder: Path, listed: Mapping[str, str]) -> Iterator[Problem]:
    """Whether the tar holds exactly the files of ilias_core that SHA256SUMS lists."""
    expected = sorted(entry for entry in listed.items() if entry[0].startswith(f"{CORE}/"))
    try:
        held = [(name, _sha256(data)) for name, data in _members(folder / CORE_TAR)]
    except _BROKEN as error:
        yield _broken(CORE_TAR, error)
        return
    if held != expected:
        odd = sorted(name for name, _ in set(held) ^ set(expected))[:3]
        message = f"{CORE_TAR} does not hold the files of {CORE}; the first that differ: {', '.join(odd)}."
        yield Problem("verify.contradiction", CORE_TAR, message)


def shard_problems(folder: Path, shard: Shard) -> Iterator[Problem]:
    """Whether a tar of distractors holds exactly its images, each whole and without metadata."""
    path = f"{DISTRACTORS}/{shard.name}"
    try:
        pairs = zip_longest(_members(folder / path), shard.distractors)
        for member, entry in pairs:
            if member is None or entry is None or member[0] != f"{entry.key}.jpg":
                message = f"{path} does not hold the images that metadata/distractors.csv lists."
                yield Problem("verify.contradiction", path, message)
                return
            said = decoding_problem(member[1].read(), entry)
            if said is not None:
                yield Problem("verify.image", path, f"{member[0]} in {path} {said}.")
    except _BROKEN as error:
        yield _broken(path, error)


def distractor_list_problems(folder: Path, cut: list[Shard]) -> Iterator[Problem]:
    """Whether the packed list can be read and names every distractor in order."""
    expected = (f"{identifier}\n" for shard in cut for identifier in shard.ids())
    try:
        with gzip.open(folder / DISTRACTOR_IDS, "rt", encoding="utf-8", newline="") as lines:
            same = all(line == wanted for line, wanted in zip_longest(lines, expected))
    except _BROKEN as error:
        yield _broken(DISTRACTOR_IDS, error)
        return
    if not same:
        message = f"{DISTRACTOR_IDS} does not name the distractors of metadata/distractors.csv."
        yield Problem("verify.contradiction", DISTRACTOR_IDS, message)


def _members(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    with tarfile.open(path, mode="r:") as tar:
        for member in tar:
            opened = tar.extractfile(member) if member.size <= _LARGEST_MEMBER else None
            if opened is None:
                message = f"{member.name} is not a file of a sensible size"
                raise tarfile.TarError(message)
            yield member.name, opened


def _sha256(opened: IO[bytes]) -> str:
    return hashlib.file_digest(opened, "sha256").hexdigest()  # type: ignore[arg-type]


def _broken(path: str, error: Exception) -> Problem:
    return Problem("verify.unreadable", path, f"{path} cannot be read through: {error}.")
