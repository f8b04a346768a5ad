"""What the files of a release say, held against the same files written anew from its tables."""

import hashlib
from collections.abc import Iterator, Set
from itertools import chain

from retrieval.bundle.errors import BundleError
from retrieval.bundle.folder import CROISSANT, content_parts, last_parts, prose_parts, stating_parts
from retrieval.bundle.image_bytes import decoding_problem
from retrieval.bundle.manifest import (
    RELEASE_JSON,
    SIZES,
    SUMS,
    WORDING,
    ExportOptions,
    Stamp,
    counts_of,
)
from retrieval.bundle.parts import FilePart, ImagePart, Part, TarPart
from retrieval.bundle.preflight import preflight
from retrieval.bundle.reader import read_head, read_options, read_release
from retrieval.bundle.records import FileRecord
from retrieval.bundle.schema import Release
from retrieval.bundle.strict_json import decode
from retrieval.bundle.verify_archives import tar_problems
from retrieval.bundle.verify_files import Held
from retrieval.bundle.verify_types import Problem


def content_problems(held: Held, damaged: Set[str]) -> Iterator[Problem]:
    """Every contradiction inside the folder, but for the damaged files, which have their finding.

    One damaged file must not be reported a second time through the files that speak of it.
    """
    try:
        head = read_head(held.folder)
        release, options = read_release(held.folder), read_options(held.folder)
        stamp = Stamp.of(release, decode(int, head.get("wording"), "$.wording"))
        yield from _head_problems(head, release, stamp)
        for found in preflight(release):
            yield Problem(found.code, found.where, found.message)
        said = _part_problems(held, release, options, stamp)
        speaks_of_all = {SIZES, CROISSANT} if damaged else set()
        yield from (problem for problem in said if problem.path not in damaged | speaks_of_all)
    except BundleError as error:
        yield Problem("verify.unreadable", RELEASE_JSON, error.message)


def _head_problems(head: dict[str, object], release: Release, stamp: Stamp) -> Iterator[Problem]:
    counts = counts_of(release)
    counts["distractors"] = sum(1 for _ in release.distractors)
    if head.get("counts") != counts:
        message = f"{RELEASE_JSON} states {head.get('counts')}, but the tables hold {counts}."
        yield Problem("verify.counts", RELEASE_JSON, message)
    if head.get("content_sha256") != stamp.content:
        message = f"What the tables say has not the hash that {RELEASE_JSON} states."
        yield Problem("verify.content", RELEASE_JSON, message)


def _part_problems(held: Held, release: Release, options: ExportOptions, stamp: Stamp) -> Iterator[Problem]:
    """Prose that another version of the code has worded can't be written anew and is not compared."""
    worded = stamp.wording == WORDING
    recipes: dict[str, str] = {}
    expected = {SIZES, SUMS}
    prose = list(prose_parts(release, options))
    for part in chain(content_parts(release, options, stamp), prose if worded else ()):
        expected.add(part.path)
        if isinstance(part, TarPart):
            recipes[part.path] = part.recipe
        yield from _problems_of(held, part)
        held.watch.step(1)
    expected |= {part.path for part in prose}
    sizes, listed = held.sizes, held.listed
    records = {
        path: FileRecord(path, sizes.get(path, -1), sha256, recipes.get(path, ""))
        for path, sha256 in listed.items()
    }
    stated = {path: record for path, record in records.items() if path in expected - {SIZES}}
    stating = list(stating_parts(release, options, stated))
    expected |= {part.path for part in stating}
    for part in stating:
        if worded or part.path != CROISSANT:
            yield from _problems_of(held, part)
    del records[SIZES]
    yield from _problems_of(held, next(last_parts(records)))
    yield from _unlisted(set(listed), expected - {SUMS})


def _problems_of(held: Held, part: Part) -> Iterator[Problem]:
    path = part.path
    place = held.folder / path
    if path not in held.sizes:
        yield Problem("verify.missing", path, f"{path} is missing.")
    elif isinstance(part, ImagePart):
        said = decoding_problem(place.read_bytes(), part.entry)
        if said is not None:
            yield Problem("verify.image", path, f"{path} {said}.")
    elif isinstance(part, TarPart):
        yield from tar_problems(held, part)
    else:
        said = _said_wrong(held, part)
        if said is not None:
            yield Problem("verify.contradiction", path, f"{path} {said}.")


def _said_wrong(held: Held, part: FilePart) -> str | None:
    if part.check is not None:
        return part.check(held.folder / part.path)
    digest = hashlib.sha256()
    for piece in part.pieces():
        digest.update(piece)
    if digest.hexdigest() == held.listed.get(part.path):
        return None
    return "does not say what the tables in metadata/ say"


def _unlisted(listed: set[str], expected: set[str]) -> Iterator[Problem]:
    for path in sorted(listed - expected):
        message = f"{path} stands in SHA256SUMS, but in no list or table of the release."
        yield Problem("verify.unlisted", path, message)
    for path in sorted(expected - listed):
        message = f"{path} belongs to the release, but SHA256SUMS does not name it."
        yield Problem("verify.unsummed", path, message)
