"""Checks an exported folder with nothing but the folder: every file, then what the files say."""

import time
from dataclasses import dataclass
from pathlib import Path

from retrieval.bundle.errors import BundleError
from retrieval.bundle.manifest import SUMS, parse_sums
from retrieval.bundle.records import file_record
from retrieval.bundle.signature import SIGNATURE, check_folder
from retrieval.bundle.verify_content import content_problems
from retrieval.bundle.verify_files import Held, files_problems
from retrieval.bundle.verify_types import Problem
from retrieval.bundle.watch import Cancelled, Progress, Watch


@dataclass(frozen=True, slots=True)
class Verification:
    """What a check found: `ok` only when nothing at all is wrong."""

    ok: bool
    problems: tuple[Problem, ...]
    files: int
    bytes: int
    seconds: float
    manifest_sha256: str
    signature: str = ""  # "", "unchecked" (no key was given), or the trusted comment of a good one


def verify(
    folder: Path,
    progress: Progress = lambda done, total: None,
    cancelled: Cancelled = lambda: False,
    public_key: str = "",
) -> Verification:
    """Names every missing, added, truncated or changed file of a release, and what its files get wrong.

    What stands in lists, tables, descriptions and archives is written anew from the tables in
    metadata/ and held against the files; every image is decoded. A signature, or `manifest_sha256`
    compared with a number from another place, catches whoever rewrote everything alike. `public_key`
    (minisign) demands a good signature. `progress` hears files checked and in all. Raises
    ExportCancelledError when asked to stop.
    """
    started = time.monotonic()
    if not folder.is_dir():
        absent = Problem("verify.no-folder", str(folder), f"There is no folder {folder}.")
        return Verification(False, (absent,), 0, 0, 0.0, "")
    listed, problems = _manifest(folder)
    watch = Watch(progress, cancelled, 2 * len(listed))
    held = Held(folder, listed, watch)
    problems += files_problems(held)
    flagged = {problem.path for problem in problems}
    if listed:
        problems += [problem for problem in content_problems(held, flagged) if problem.path not in flagged]
    signature, unsigned = _signature(held, public_key)
    watch.finish()
    problems += unsigned
    return Verification(
        ok=not problems,
        problems=tuple(sorted(set(problems))),
        files=len(held.sizes),
        bytes=sum(held.sizes.values()),
        seconds=time.monotonic() - started,
        manifest_sha256=file_record(folder, SUMS).sha256 if SUMS in held.sizes else "",
        signature=signature,
    )


def _signature(held: Held, public_key: str) -> tuple[str, list[Problem]]:
    if not public_key:
        return ("unchecked" if SIGNATURE in held.sizes else ""), []
    try:
        return check_folder(held.folder, public_key), []
    except BundleError as error:
        return "", [Problem(error.code, SIGNATURE, error.message)]


def _manifest(folder: Path) -> tuple[dict[str, str], list[Problem]]:
    try:
        listed = parse_sums((folder / SUMS).read_bytes().decode())
    except FileNotFoundError:
        message = f"{SUMS} is missing, so that no file can be checked against it."
        return {}, [Problem("verify.missing", SUMS, message)]
    except (BundleError, OSError, UnicodeDecodeError) as error:
        return {}, [Problem("verify.changed", SUMS, f"{SUMS} was changed: {error}")]
    if not listed:  # a list of nothing contradicts nothing
        return {}, [Problem("verify.truncated", SUMS, f"{SUMS} is empty, so that it vouches for no file.")]
    return listed, []
