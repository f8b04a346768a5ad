"""What is written for people and for machines about a release as a whole."""

from collections.abc import Iterator, Mapping

from retrieval.bundle.describe.attribution import attribution_part
from retrieval.bundle.describe.citation import citation_cff
from retrieval.bundle.describe.croissant import croissant
from retrieval.bundle.describe.datasheet import datasheet
from retrieval.bundle.describe.readme import readme
from retrieval.bundle.describe.selection import SELECTION, selection_json
from retrieval.bundle.manifest import ExportOptions
from retrieval.bundle.parts import FilePart, text_part
from retrieval.bundle.schema import Release

__all__ = ["croissant", "described"]


def described(release: Release, options: ExportOptions, counts: Mapping[str, int]) -> Iterator[FilePart]:
    """README.md, DATASHEET.md, CITATION.cff, ATTRIBUTION.md, and selection.json where there are subsets."""
    yield text_part("README.md", readme(release, options, counts))
    yield text_part("DATASHEET.md", datasheet(release, counts))
    yield text_part("CITATION.cff", citation_cff(release))
    yield attribution_part(release)
    if release.subsets:
        yield text_part(SELECTION, selection_json(release))
