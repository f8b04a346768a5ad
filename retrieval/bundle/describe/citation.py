"""How to cite a release: as a sentence, as BibTeX, and as CITATION.cff."""

import re
from dataclasses import dataclass

from retrieval.bundle.about import Creator
from retrieval.bundle.describe.escaping import bibtex, quoted, shown_line
from retrieval.bundle.describe.licences import is_spdx
from retrieval.bundle.schema import Release

_ORCID = re.compile(r"(\d{4}-){3}\d{3}[\dX]")
_ADDRESS = re.compile(r"(https?|s?ftp)://\S+")


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation as people read it and as BibTeX."""

    text: str
    bibtex: str


def citation(release: Release) -> Citation:
    """From the creators, title, version, date and address; the BibTeX of a paper goes before ours."""
    about = release.about
    written = about.paper_bibtex.strip()
    return Citation(_text(release), f"{written or _bibtex(release)}\n")


def citation_cff(release: Release) -> str:
    """CITATION.cff of version 1.2.0."""
    about = release.about
    lines = [
        "cff-version: 1.2.0",
        'message: "If you use this data set, please cite it as below."',
        "type: dataset",
        f"title: {quoted(shown_line(release.title))}",
        f"version: {quoted(release.version)}",
    ]
    if release.date:
        lines.append(f"date-released: {quoted(release.date)}")
    if is_spdx(about.licence):
        lines.append(f"license: {quoted(about.licence)}")
    if address := shown_address(about.url):
        lines.append(f"url: {quoted(address)}")
    if about.description.strip():
        lines.append(f"abstract: {quoted(about.description.strip())}")
    if keywords := distinct(about.keywords):
        lines += ["keywords:", *(f"  - {quoted(word)}" for word in keywords)]
    return "\n".join([*lines, "authors:", *_authors(release)]) + "\n"


def full_name(creator: Creator) -> str:
    """Given and family name."""
    return shown_line(f"{creator.given_name} {creator.family_name}")


def orcid_url(creator: Creator) -> str:
    """The address of the ORCID, or "" where there is none."""
    return f"https://orcid.org/{creator.orcid}" if _ORCID.fullmatch(creator.orcid) else ""


def shown_address(text: str) -> str:
    """The text when it is an address of the web, else ""."""
    return text if _ADDRESS.fullmatch(text) else ""


def distinct(words: tuple[str, ...]) -> list[str]:
    """The words that are not empty, each once, in their order."""
    return list(dict.fromkeys(shown for word in words if (shown := shown_line(word))))


def _text(release: Release) -> str:
    names = [full_name(creator) for creator in release.about.creators]
    if len(names) > 1:
        names = [", ".join(names[:-1]), names[-1]]
    who = f"{' and '.join(names)}. " if names else ""
    year = f" ({release.date[:4]})" if release.date else ""
    address = f" {release.about.url}" if shown_address(release.about.url) else ""
    return f"{who}{shown_line(release.title)}, version {release.version}{year} [Data set].{address}"


def _bibtex(release: Release) -> str:
    about = release.about
    fields = {
        "author": " and ".join(map(_bibtex_name, about.creators)),
        "title": f"{{{bibtex(release.title)}}}",
        "year": release.date[:4],
        "version": release.version,
        "howpublished": "Data set",
        "url": shown_address(about.url).translate({ord(brace): None for brace in "{}"}),
    }
    listed = "".join(f",\n  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{{release.slug}-{release.version}{listed}\n}}"


def _bibtex_name(creator: Creator) -> str:
    """In braces, so that no "and" and no comma inside a name cuts it."""
    family, given = bibtex(creator.family_name), bibtex(creator.given_name)
    return f"{{{family}}}, {{{given}}}" if family and given else f"{{{family or given}}}"


def _authors(release: Release) -> list[str]:
    lines: list[str] = []
    for creator in release.about.creators:
        given, family = shown_line(creator.given_name), shown_line(creator.family_name)
        facts = (
            {"given-names": given, "family-names": family} if given and family else {"name": given or family}
        )
        facts["affiliation"] = shown_line(creator.affiliation)
        facts["orcid"] = orcid_url(creator)
        entries = [f"{name}: {quoted(value)}" for name, value in facts.items() if value]
        lines += [f"  {'-' if place == 0 else ' '} {entry}" for place, entry in enumerate(entries)]
    return lines or [f"  - name: {quoted(shown_line(release.title))}"]
