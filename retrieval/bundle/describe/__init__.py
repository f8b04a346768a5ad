"""What is written for people and for machines about a release as a whole."""

from collections.abc import Iterator, Mapping

from retrieval.bundle.manifest import ExportOptions
from retrieval.bundle.parts import FilePart
from retrieval.bundle.schema import Release
from retrieval.bundle.staging import FileRecord


def described(release: Release, options: ExportOptions, counts: Mapping[str, int]) -> Iterator[FilePart]:
    return iter(())


def croissant(release: Release, options: ExportOptions, records: Mapping[str, FileRecord]) -> str:
    return "{}\n"
