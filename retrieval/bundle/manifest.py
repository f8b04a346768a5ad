"""RELEASE.json, the table of sizes and SHA256SUMS: by what a folder can be checked alone."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from retrieval.bundle.errors import BundleError
from retrieval.bundle.schema import Release, content_sha256
from retrieval.bundle.staging import FileRecord
from retrieval.bundle.strict_json import JsonValue, canonical, decode, encode

RELEASE_JSON = "RELEASE.json"
SIZES = "metadata/files.csv"
SUMS = "SHA256SUMS"
FORMAT = "aristarch-ilias/1"
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class IliasOptions:
    """What the layout leaves open; part of RELEASE.json, so that an export can be repeated."""

    shard_size: int = 100_000
    base_url: str = ""


def plan_of(release: Release, options: IliasOptions) -> str:
    """SHA-256 over content, options and format: what makes two exports the same bytes."""
    return content_sha256_of([FORMAT, content_sha256(release), encode(options)])


def content_sha256_of(value: JsonValue) -> str:
    """SHA-256 of the canonical JSON of a value."""
    return hashlib.sha256(canonical(value)).hexdigest()


def release_json(release: Release, options: IliasOptions, counts: dict[str, int]) -> str:
    """The head of a release: all but the rows, which stand in metadata/."""
    head: dict[str, JsonValue] = {
        "format": FORMAT,
        **{name: getattr(release, name) for name in ("slug", "title", "version", "cutoff")},
        "code_version": release.code_version,
        "counts": dict(counts),
        "layout": encode(options),
        "content_sha256": content_sha256(release),
        # sorted: a database gives keys back in an order of its own
        "parameters": json.loads(canonical(release.parameters)),
        "left_out": encode(release.left_out),
    }
    return json.dumps(head, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def sums(records: Iterable[FileRecord]) -> str:
    """SHA256SUMS as `sha256sum --check` reads it, sorted by path."""
    ordered = sorted(records, key=lambda record: record.path)
    return "".join(f"{record.sha256}  {record.path}\n" for record in ordered)


def sizes(records: Iterable[FileRecord]) -> str:
    """The table of sizes, which lets a cut file be told from a changed one."""
    ordered = sorted(records, key=lambda record: record.path)
    return "path,size\n" + "".join(f"{record.path},{record.size}\n" for record in ordered)


def parse_sums(text: str) -> dict[str, str]:
    """SHA-256 by path. Raises BundleError when the file is not exactly what `sums` writes."""
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        matched = _LINE.fullmatch(line)
        if matched is None or not is_inner(matched[2]):
            raise BundleError("bundle.sums", f"Line {number} of {SUMS} is not '<sha256>  <path>'.")
        found[matched[2]] = matched[1]
    if sums(FileRecord(path, 0, sha256) for path, sha256 in found.items()) != text:
        raise BundleError("bundle.sums", f"{SUMS} is not sorted, repeats a path or was cut.")
    return found


def parse_sizes(text: str) -> Iterator[tuple[str, int]]:
    """Path and size of each line that can be read; the file itself is covered by SHA256SUMS."""
    for line in text.splitlines()[1:]:
        path, _, size = line.rpartition(",")
        if size.isascii() and size.isdigit():
            yield path, int(size)


def is_inner(path: str) -> bool:
    """Whether the path stays inside the folder it is relative to."""
    parts = PurePosixPath(path).parts
    return bool(parts) and ".." not in parts and not path.startswith("/")


def options_of(head: dict[str, object]) -> IliasOptions:
    """The layout options that RELEASE.json records."""
    return decode(IliasOptions, head.get("layout"), "$.layout")
