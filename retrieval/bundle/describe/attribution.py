"""ATTRIBUTION.md: whose images these are, however many."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import partial

from retrieval.bundle.describe.escaping import plain
from retrieval.bundle.metadata import DISTRACTORS
from retrieval.bundle.naming import in_order, named_images
from retrieval.bundle.parts import FilePart
from retrieval.bundle.schema import Release

AUTHORS_LISTED = 20_000  # of distractors; beyond, only the table names them, and memory stays small
_UNKNOWN = "author not stated"


def attribution_part(release: Release) -> FilePart:
    """The file, made while it is written."""
    return FilePart("ATTRIBUTION.md", partial(_pieces, release))


def _pieces(release: Release) -> Iterator[bytes]:
    return (line.encode() for line in attribution(release))


def attribution(release: Release) -> Iterator[str]:
    """Queries and positives one by one under licence and author, distractors as numbers.

    Reads the distractors once and holds at most `AUTHORS_LISTED` of their authors.
    """
    yield f"# Attribution of {plain(release.title)} {release.version}\n\n"
    yield "Each image has its own licence; `metadata/images.csv` says the same as a table.\n"
    yield from _singly(release)
    if len(release.distractors):
        yield from _summed(release)


def _singly(release: Release) -> Iterator[str]:
    grouped: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for thing in in_order(release):
        for named in named_images(thing):
            image = named.image
            grouped[image.licence, image.author].append((named.id, image.source_url))
    licence_before = None
    for (licence, author), images in sorted(grouped.items()):
        if licence != licence_before:
            yield f"\n## {plain(licence)}\n"
            licence_before = licence
        yield f"\n### {plain(author) or _UNKNOWN}\n\n"
        for name, url in images:
            yield f"- {plain(name)}{f', {plain(url)}' if url else ''}\n"


def _summed(release: Release) -> Iterator[str]:
    licences, authors = _counted(release)
    yield f"\n## Distractors\n\nAuthor, licence and source of each one stand in `{DISTRACTORS}`.\n\n"
    if authors is None:
        yield f"They have more than {AUTHORS_LISTED} authors, who are named only there.\n\n"
        yield "| licence | images |\n|---|---|\n"
        for licence, count in sorted(licences.items()):
            yield f"| {plain(licence)} | {count} |\n"
        return
    yield "| licence | author | images |\n|---|---|---|\n"
    for (licence, author), count in sorted(authors.items()):
        yield f"| {plain(licence)} | {plain(author) or _UNKNOWN} | {count} |\n"


def _counted(release: Release) -> tuple[Counter[str], Counter[tuple[str, str]] | None]:
    """Images per licence, and per licence and author unless there are too many of them."""
    licences: Counter[str] = Counter()
    authors: Counter[tuple[str, str]] | None = Counter()
    for entry in release.distractors:
        licences[entry.licence] += 1
        if authors is not None:
            authors[entry.licence, entry.author] += 1
            if len(authors) > AUTHORS_LISTED:
                authors = None
    return licences, authors
