"""The files of a whole folder: those of its layouts, those that every layout has, those that state hashes."""

from collections.abc import Iterator, Mapping

from retrieval.bundle import metadata, parquet
from retrieval.bundle.describe import croissant, described
from retrieval.bundle.layouts import ilias, layout_parts
from retrieval.bundle.manifest import (
    RELEASE_JSON,
    SIZES,
    SUMS,
    ExportOptions,
    Stamp,
    counts_of,
    release_json,
    sizes,
    sums,
)
from retrieval.bundle.parts import FilePart, Part, text_part
from retrieval.bundle.records import FileRecord
from retrieval.bundle.schema import Release

CROISSANT = "croissant.json"


def content_parts(release: Release, options: ExportOptions, stamp: Stamp) -> Iterator[Part]:
    """Every file that does not speak of the others."""
    yield from layout_parts(release, options)
    yield from metadata.parts(release)
    yield from parquet.parts(release, options)
    yield text_part(RELEASE_JSON, release_json(release, options, stamp))


def prose_parts(release: Release, options: ExportOptions) -> Iterator[FilePart]:
    """What is written for people; its wording belongs to a version of the code."""
    yield from described(release, options, counts_of(release))


def stating_parts(
    release: Release, options: ExportOptions, records: Mapping[str, FileRecord]
) -> Iterator[FilePart]:
    """What states hashes of the files before it, but for the two tables of all files."""
    if "ilias" in options.layouts:
        hashes = {path: record.sha256 for path, record in records.items()}
        yield text_part(ilias.CHECKSUMS, ilias.checksums(release, options, hashes))
    yield text_part(CROISSANT, croissant(release, options, records))


def last_parts(records: Mapping[str, FileRecord]) -> Iterator[FilePart]:
    """The tables of all files; ask for the next one after the one before has its record."""
    yield text_part(SIZES, sizes(records.values()))
    yield text_part(SUMS, sums(records.values()))
