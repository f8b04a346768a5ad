"""What the files of a release say, held against each other: lists, boxes, images, archives."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from retrieval.bundle import ilias_files, metadata, naming
from retrieval.bundle.errors import BundleError, ExportCancelledError
from retrieval.bundle.image_bytes import decoding_problem
from retrieval.bundle.manifest import RELEASE_JSON, SIZES, IliasOptions
from retrieval.bundle.preflight import preflight
from retrieval.bundle.prose import counts_of
from retrieval.bundle.reader import read_head, read_options, read_release
from retrieval.bundle.schema import Release, content_sha256
from retrieval.bundle.verify_archives import (
    core_tar_problems,
    distractor_list_problems,
    shard_problems,
)
from retrieval.bundle.verify_types import Problem

_TABLES = (metadata.OBJECTS, metadata.IMAGES, metadata.DISTRACTORS, metadata.EVIDENCE, SIZES)
_PROSE = ("README.md", "ATTRIBUTION.md", RELEASE_JSON, ilias_files.DISTRACTOR_IDS)


def structure_problems(
    folder: Path, listed: Mapping[str, str], cancelled: Callable[[], bool]
) -> Iterator[Problem]:
    """Every contradiction inside the folder; `listed` is what SHA256SUMS says, hash by path.

    What is missing or changed on disk is somebody else's finding: here the archives and checksums are
    held against SHA256SUMS, so that one damaged file is not reported a second time through them.
    """
    try:
        release, options = read_release(folder), read_options(folder)
    except BundleError as error:
        yield Problem("verify.unreadable", RELEASE_JSON, error.message)
        return
    cut = list(naming.shards(release, max(options.shard_size, 1)))
    yield from _head_problems(folder, release, len(cut))
    for found in preflight(release):
        yield Problem(found.code, found.where, found.message)
    expected = set(_TABLES) | set(_PROSE)
    for path, text in _texts(release, cut, options, listed):
        expected.add(path)
        yield from _text_problems(folder, path, text)
    core = dict(_core_images(folder, release, cancelled))
    yield from (problem for problem in core.values() if problem is not None)
    archives = {naming.CORE_TAR, *(f"{naming.DISTRACTORS}/{shard.name}" for shard in cut)}
    yield from core_tar_problems(folder, listed)
    for shard in cut:
        _stop_if(cancelled)
        yield from shard_problems(folder, shard)
    yield from distractor_list_problems(folder, cut)
    yield from _unlisted(set(listed), expected | set(core) | archives)


def _head_problems(folder: Path, release: Release, shard_count: int) -> Iterator[Problem]:
    head = read_head(folder)
    counts = counts_of(release, shard_count)
    if head.get("counts") != counts:
        message = f"{RELEASE_JSON} states {head.get('counts')}, but the tables hold {counts}."
        yield Problem("verify.counts", RELEASE_JSON, message)
    if head.get("content_sha256") != content_sha256(release):
        message = f"What the tables say has not the hash that {RELEASE_JSON} states."
        yield Problem("verify.content", RELEASE_JSON, message)


def _texts(
    release: Release, cut: list[naming.Shard], options: IliasOptions, listed: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    for thing in release.objects:
        for path, text in ilias_files.core_texts(thing):
            yield ilias_files.core_path(path), text
    yield from ilias_files.id_lists(release)

    def sha256_of(path: str) -> str:
        return listed.get(path, "missing")

    yield ilias_files.CHECKSUMS, ilias_files.checksums(cut, sha256_of, options.base_url)


def _text_problems(folder: Path, path: str, text: str) -> Iterator[Problem]:
    place = folder / path
    if not place.is_file():
        yield Problem("verify.missing", path, f"{path} is missing.")
    elif place.read_bytes() != text.encode():
        message = f"{path} does not say what the tables in metadata/ say."
        yield Problem("verify.contradiction", path, message)


def _core_images(
    folder: Path, release: Release, cancelled: Callable[[], bool]
) -> Iterator[tuple[str, Problem | None]]:
    for thing in release.objects:
        for named in naming.named_images(thing):
            _stop_if(cancelled)
            path = ilias_files.core_path(named.id)
            place = folder / path
            if not place.is_file():
                yield path, Problem("verify.missing", path, f"{path} is missing.")
                continue
            said = decoding_problem(place.read_bytes(), named.image)
            yield path, Problem("verify.image", path, f"{path} {said}.") if said else None


def _unlisted(listed: set[str], expected: set[str]) -> Iterator[Problem]:
    for path in sorted(listed - expected):
        message = f"{path} stands in SHA256SUMS, but in no list or table of the release."
        yield Problem("verify.unlisted", path, message)
    for path in sorted(expected - listed):
        message = f"{path} belongs to the release, but SHA256SUMS does not name it."
        yield Problem("verify.unsummed", path, message)


def _stop_if(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise ExportCancelledError
