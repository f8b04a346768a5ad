"""croissant.json (MLCommons Croissant 1.1 with the responsible-AI vocabulary 1.0)."""

import json
from collections.abc import Mapping

from retrieval.bundle.about import Creator
from retrieval.bundle.describe.citation import citation, distinct, full_name, orcid_url, shown_address
from retrieval.bundle.describe.croissant_files import Node, file_objects, pictures
from retrieval.bundle.describe.croissant_records import record_sets
from retrieval.bundle.describe.licences import image_licences, licence_url
from retrieval.bundle.describe.rai import responsible_ai
from retrieval.bundle.manifest import ExportOptions
from retrieval.bundle.records import FileRecord
from retrieval.bundle.schema import Release
from retrieval.bundle.strict_json import JsonValue

CONFORMS_TO = ("http://mlcommons.org/croissant/1.1", "http://mlcommons.org/croissant/RAI/1.0")
_CROISSANT_TERMS = (
    *("arrayShape", "citeAs", "column", "containedIn", "equivalentProperty", "extract", "field"),
    *("fileObject", "fileProperty", "fileSet", "format", "includes", "isArray", "isLiveDataset", "jsonPath"),
    *("key", "md5", "parentField", "path", "recordSet", "references", "regex", "repeated", "replace"),
    *("samplingRate", "separator", "source", "subField", "transform"),
)
# validators compare it with the one of the specification and warn of any term that is missing
CONTEXT: Mapping[str, JsonValue] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "name": {"@container": "@language"},
    "prov": "http://www.w3.org/ns/prov#",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "sc": "https://schema.org/",
    **{term: f"cr:{term}" for term in _CROISSANT_TERMS},
}


def croissant(release: Release, options: ExportOptions, records: Mapping[str, FileRecord]) -> str:
    """The whole file; `records` give size and SHA-256 of everything written before it.

    A `contentUrl` is relative to this file unless `options.base_url` says where the files can be had.
    """
    about = release.about
    found = pictures(records, options)
    head: Node = {
        "@context": dict(sorted(CONTEXT.items())),
        "@type": "sc:Dataset",
        "name": release.title,
        "description": about.description.strip() or _description(release),
        "conformsTo": list(CONFORMS_TO),
        "version": release.version,
        "datePublished": release.date,
        "license": _licences(release),
        "citeAs": citation(release).bibtex.strip(),
        "creator": [_person(creator) for creator in about.creators],
        "url": shown_address(about.url) or shown_address(about.homepage),
        "keywords": list(distinct(about.keywords)),
        "inLanguage": about.language,
        **responsible_ai(release),
        "distribution": [*file_objects(records, options), *([found.files] if found else [])],
        "recordSet": list(record_sets(release, found)),
    }
    said = {name: value for name, value in head.items() if value not in ("", [])}
    text = json.dumps(said, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    return text.replace("</", "<\\/")  # the same JSON, and pages that embed it cannot be ended by it


def _description(release: Release) -> str:
    return (
        f"An instance-level image retrieval benchmark of {len(release.objects)} objects, none of which was "
        f"known to the public before {release.cutoff}."
    )


def _licences(release: Release) -> list[JsonValue]:
    """That of the collection, or else those of its queries and positives."""
    declared = release.about.licence.strip()
    names = [declared] if declared else [name for name, _ in image_licences(release)]
    return [licence_url(name) or name for name in names]


def _person(creator: Creator) -> Node:
    person: Node = {"@type": "sc:Person", "name": full_name(creator)}
    if address := orcid_url(creator):
        person["url"] = address
    if creator.affiliation:
        person["affiliation"] = {"@type": "sc:Organization", "name": creator.affiliation}
    return person
