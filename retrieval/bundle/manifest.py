"""RELEASE.json, the table of sizes and SHA256SUMS: by what a folder can be checked alone."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from retrieval.bundle.errors import BundleError
from retrieval.bundle.records import FileRecord
from retrieval.bundle.schema import Release, content_sha256
from retrieval.bundle.strict_json import JsonValue, canonical, decode, encode

RELEASE_JSON = "RELEASE.json"
SIZES = "metadata/files.csv"
SUMS = "SHA256SUMS"
FORMAT = "aristarch/2"
# Raised with every change of a sentence in README, datasheet, citation or Croissant: a folder that was
# worded by another version is not wrong, it is only not compared word by word.
WORDING = 1
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_HEAD = ("slug", "title", "version", "cutoff", "date", "code_version")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """What the content leaves open; part of RELEASE.json, so that an export can be repeated.

    `shard_size` distractors per tar; in the tars of queries, positives and texts the samples of
    `objects_per_tar` object numbers; `base_url` stands before the paths in checksums.txt and
    croissant.json.
    """

    layouts: tuple[str, ...] = ("ilias",)
    shard_size: int = 100_000
    objects_per_tar: int = 200
    base_url: str = ""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a folder was written from: the hash of its content, and the version of its words.

    Hashing reads every row, millions of distractors included: it is done once and handed on.
    """

    content: str
    wording: int = WORDING

    @classmethod
    def of(cls, release: Release, wording: int = WORDING) -> "Stamp":
        """The stamp of a release."""
        return cls(content_sha256(release), wording)

    def plan(self, options: ExportOptions) -> str:
        """SHA-256 over content, options and format: what makes two exports the same bytes."""
        value: JsonValue = [FORMAT, self.wording, self.content, encode(options)]
        return hashlib.sha256(canonical(value)).hexdigest()


def release_json(release: Release, options: ExportOptions, stamp: Stamp) -> str:
    """The head of a release: all but the rows, which stand in metadata/."""
    subsets: JsonValue = [
        {"name": entry.name, "distractors": len(entry.keys), "selection": encode(entry.selection)}
        for entry in release.subsets
    ]
    head: dict[str, JsonValue] = {
        "format": FORMAT,
        "wording": stamp.wording,
        **{name: getattr(release, name) for name in _HEAD},
        "counts": dict(counts_of(release)),
        "layout": encode(options),
        "content_sha256": stamp.content,
        "plan_sha256": stamp.plan(options),  # holds the options, which no table repeats
        "about": encode(release.about),
        # sorted: a database gives keys back in an order of its own
        "parameters": json.loads(canonical(release.parameters)),
        "subsets": json.loads(canonical(subsets)),
        "left_out": encode(release.left_out),
        "withdrawn": encode(release.withdrawn),
    }
    return json.dumps(head, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def sums(records: Iterable[FileRecord]) -> str:
    """SHA256SUMS as `sha256sum --check` reads it, sorted by path."""
    ordered = sorted(records, key=lambda record: record.path)
    return "".join(f"{record.sha256}  {record.path}\n" for record in ordered)


def sizes(records: Iterable[FileRecord]) -> str:
    """Path, size and (tars) recipe: tells a cut file from a changed one, and an unchanged tar."""
    ordered = sorted(records, key=lambda record: record.path)
    lines = (f"{record.path},{record.size},{record.recipe}\n" for record in ordered)
    return "path,size,recipe\n" + "".join(lines)


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


def parse_sizes(text: str) -> Iterator[tuple[str, int, str]]:
    """Path, size and recipe of each line that can be read; the file itself is covered by SHA256SUMS."""
    for line in text.splitlines()[1:]:
        path, _, rest = line.partition(",")
        size, _, recipe = rest.partition(",")
        if size.isascii() and size.isdigit():
            yield path, int(size), recipe


def is_inner(path: str) -> bool:
    """Whether the path stays inside the folder it is relative to."""
    parts = PurePosixPath(path).parts
    return bool(parts) and ".." not in parts and not path.startswith("/")


def options_of(head: Mapping[str, object]) -> ExportOptions:
    """The layout options that RELEASE.json records. Raises BundleError when nothing can be cut by them."""
    options = decode(ExportOptions, head.get("layout"), "$.layout")
    if min(options.shard_size, options.objects_per_tar) < 1:
        raise BundleError("bundle.head", f"{RELEASE_JSON} records tars of less than one image.")
    return options


def counts_of(release: Release) -> dict[str, int]:
    """The numbers that README and RELEASE.json state and the verification counts again."""
    images = [image for thing in release.objects for image in thing.images]
    queries = sum(image.role == "query" for image in images)
    return {
        "objects": len(release.objects),
        "image_queries": queries,
        "text_queries": len(release.objects),
        "positives": len(images) - queries,
        "boxes": sum(len(image.boxes) for image in images),
        "distractors": len(release.distractors),
        "left_out": len(release.left_out),
        "withdrawn": len(release.withdrawn),
    }
