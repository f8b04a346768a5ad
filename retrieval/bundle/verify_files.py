"""Every file of a folder against SHA256SUMS: missing, added, truncated, changed."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from retrieval.bundle.manifest import SIZES, SUMS, parse_sizes
from retrieval.bundle.records import file_record
from retrieval.bundle.signature import SIGNATURE  # signs SHA256SUMS and so can't stand in it
from retrieval.bundle.verify_types import Problem
from retrieval.bundle.watch import Watch


class Held:
    """What lies in a folder, and what SHA256SUMS says of it (hash by path)."""

    def __init__(self, folder: Path, listed: Mapping[str, str], watch: Watch) -> None:
        self.folder = folder
        self.listed = listed
        self.watch = watch
        self.odd: list[Problem] = []
        self.sizes = dict(self._walk())

    def _walk(self) -> Iterator[tuple[str, int]]:
        for parent, folders, files in os.walk(self.folder):
            here = Path(parent)
            if not folders and not files and here != self.folder:
                self.odd.append(_added(f"{here.relative_to(self.folder).as_posix()}/"))
            for name in sorted([*files, *(entry for entry in folders if (here / entry).is_symlink())]):
                path = here / name
                relative = path.relative_to(self.folder).as_posix()
                if path.is_symlink() or not path.is_file():
                    message = f"{relative} is a link or a special file, which no release holds."
                    self.odd.append(Problem("verify.not-a-file", relative, message))
                else:
                    yield relative, path.stat().st_size


def files_problems(held: Held) -> list[Problem]:
    """One finding for every file that is not as SHA256SUMS says."""
    problems = list(held.odd)
    for path, sha256 in sorted(held.listed.items()):
        problems += _file_problems(held, path, sha256)
        held.watch.step(1)
    if held.listed:
        added = sorted(set(held.sizes) - set(held.listed) - {SUMS, SIGNATURE})
        problems += [_added(path) for path in added]
    return problems


def _file_problems(held: Held, path: str, sha256: str) -> Iterator[Problem]:
    if path not in held.sizes:
        yield Problem("verify.missing", path, f"{path} is missing.")
        return
    try:
        record = file_record(held.folder, path)
    except OSError as error:
        yield Problem("verify.unreadable", path, f"{path} cannot be read: {error}.")
        return
    if record.sha256 == sha256:
        return
    declared = _declared_size(held.folder, path)
    if declared is not None and record.size < declared:
        message = f"{path} is truncated: it has {record.size} of {declared} bytes."
        yield Problem("verify.truncated", path, message)
    else:
        message = f"{path} was changed: its SHA-256 is not the one in {SUMS}."
        yield Problem("verify.changed", path, message)


def _declared_size(folder: Path, path: str) -> int | None:
    try:
        table = (folder / SIZES).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return next((size for name, size, _ in parse_sizes(table) if name == path), None)


def _added(path: str) -> Problem:
    return Problem("verify.added", path, f"{path} was added: the release does not list it.")
