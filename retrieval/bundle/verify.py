"""Checks an exported folder with nothing but the folder: every file, then what the files say."""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from retrieval.bundle.errors import BundleError, ExportCancelledError
from retrieval.bundle.manifest import SIZES, SUMS, parse_sizes, parse_sums
from retrieval.bundle.staging import file_record
from retrieval.bundle.verify_structure import structure_problems
from retrieval.bundle.verify_types import Problem

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Verification:
    """What a check found: `ok` only when nothing at all is wrong."""

    ok: bool
    problems: tuple[Problem, ...]
    files: int
    bytes: int
    seconds: float
    manifest_sha256: str


def verify(
    folder: Path,
    progress: Progress = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Verification:
    """Names every missing, added, truncated or changed file of a release, and what lists get wrong.

    Compare `manifest_sha256` with a number from another place: only that catches somebody who
    rewrote files and SHA256SUMS together. Raises ExportCancelledError when asked to stop.
    """
    started = time.monotonic()
    if not folder.is_dir():
        absent = Problem("verify.no-folder", str(folder), f"There is no folder {folder}.")
        return Verification(False, (absent,), 0, 0, 0.0, "")
    listed, problems = _manifest(folder)
    found = dict(_walk(folder, problems))
    total = len(listed) + 1
    for done, (path, sha256) in enumerate(sorted(listed.items()), start=1):
        if cancelled():
            raise ExportCancelledError
        problems += _file_problems(folder, path, sha256, found)
        progress(done, total)
    added = sorted(set(found) - set(listed) - {SUMS})
    problems += [_added(path) for path in added] if listed else []
    flagged = {problem.path for problem in problems}
    structural = structure_problems(folder, listed, cancelled)
    problems += [problem for problem in structural if problem.path not in flagged]
    progress(total, total)
    return Verification(
        ok=not problems,
        problems=tuple(sorted(problems)),
        files=len(found),
        bytes=sum(found.values()),
        seconds=time.monotonic() - started,
        manifest_sha256=file_record(folder, SUMS).sha256 if SUMS in found else "",
    )


def _manifest(folder: Path) -> tuple[dict[str, str], list[Problem]]:
    try:
        return parse_sums((folder / SUMS).read_bytes().decode()), []
    except FileNotFoundError:
        message = f"{SUMS} is missing, so that no file can be checked against it."
        return {}, [Problem("verify.missing", SUMS, message)]
    except (BundleError, OSError, UnicodeDecodeError) as error:
        return {}, [Problem("verify.changed", SUMS, f"{SUMS} was changed: {error}")]


def _walk(folder: Path, problems: list[Problem]) -> Iterator[tuple[str, int]]:
    for parent, folders, files in os.walk(folder):
        here = Path(parent)
        if not folders and not files and here != folder:
            problems.append(_added(f"{here.relative_to(folder).as_posix()}/"))
        for name in sorted([*files, *(entry for entry in folders if (here / entry).is_symlink())]):
            path = here / name
            relative = path.relative_to(folder).as_posix()
            if path.is_symlink() or not path.is_file():
                message = f"{relative} is a link or a special file, which no release holds."
                problems.append(Problem("verify.not-a-file", relative, message))
            else:
                yield relative, path.stat().st_size


def _file_problems(folder: Path, path: str, sha256: str, found: dict[str, int]) -> Iterator[Problem]:
    if path not in found:
        yield Problem("verify.missing", path, f"{path} is missing.")
        return
    try:
        record = file_record(folder, path)
    except OSError as error:
        yield Problem("verify.unreadable", path, f"{path} cannot be read: {error}.")
        return
    if record.sha256 == sha256:
        return
    declared = _declared_size(folder, path)
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
    return dict(parse_sizes(table)).get(path)


def _added(path: str) -> Problem:
    return Problem("verify.added", path, f"{path} was added: the release does not list it.")
