"""The distribution of croissant.json: every table and tar, and where in them the pictures are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote

from retrieval.bundle.layouts.webdataset import FOLDER, POSITIVES, QUERIES
from retrieval.bundle.manifest import ExportOptions
from retrieval.bundle.naming import CORE, CORE_TAR
from retrieval.bundle.records import FileRecord
from retrieval.bundle.strict_json import JsonValue

Node = dict[str, JsonValue]
PICTURES = "pictures-files"
_TAR = "application/x-tar"
_FORMATS = {
    ".tar": _TAR,
    ".parquet": "application/x-parquet",
    ".csv": "text/csv",
    ".jsonl": "application/jsonlines",
    ".json": "application/json",
}


@dataclass(frozen=True, slots=True)
class Pictures:
    """Where the queries and positives are as files: the set of them, and what tells their names."""

    files: Node
    names: str


def file_objects(records: Mapping[str, FileRecord], options: ExportOptions) -> Iterator[Node]:
    """Every tar, table and JSON file; the id of each is its path in the folder."""
    for path, record in sorted(records.items()):
        suffix = PurePosixPath(path).suffix
        if suffix not in _FORMATS or path.startswith("misc/"):
            continue
        yield {
            "@type": "cr:FileObject",
            "@id": path,
            "name": path,
            "contentUrl": content_url(record, options),
            "contentSize": f"{record.size} B",
            "encodingFormat": _FORMATS[suffix],
            "sha256": record.sha256,
        }


def content_url(record: FileRecord, options: ExportOptions) -> str:
    """The path, below `base_url` where there is one.

    Readers keep what they unpack under the address alone; the hash after '#', which is never sent, keeps a
    tar of one version from being taken for that of another.
    """
    if not options.base_url:
        return record.path
    mark = f"#sha256={record.sha256}" if record.path.endswith(".tar") else ""
    return f"{options.base_url.rstrip('/')}/{quote(record.path)}{mark}"


def pictures(records: Mapping[str, FileRecord], options: ExportOptions) -> Pictures | None:
    """The queries and positives as loose files, or in the tars when they lie elsewhere or nowhere else."""
    loose = f"{CORE}/*/*/*.jpg"
    if CORE_TAR in records and options.base_url:
        return Pictures(_set(loose, [CORE_TAR]), "path")
    if {"ilias", "coco"} & set(options.layouts):
        return Pictures(_set(loose, []), "path")
    tars = [
        path
        for path in sorted(records)
        if path.startswith((f"{FOLDER}/{QUERIES}-", f"{FOLDER}/{POSITIVES}-"))
    ]
    return Pictures(_set("*.jpg", tars), "key") if tars else None


def _set(pattern: str, tars: list[str]) -> Node:
    files: Node = {
        "@type": "cr:FileSet",
        "@id": PICTURES,
        "name": PICTURES,
        "description": "The queries and positives.",
        "encodingFormat": "image/jpeg",
        "includes": pattern,
    }
    if tars:
        files["containedIn"] = [{"@id": path} for path in tars]
    return files
