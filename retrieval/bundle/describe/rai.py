"""The responsible-AI part of croissant.json: what people answered, and what the tool knows."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import chain
from urllib.parse import urlsplit

from retrieval.bundle.describe import facts
from retrieval.bundle.schema import Release
from retrieval.bundle.strict_json import JsonValue

SOURCES_LISTED = 50
_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_NO_HOST = "a source without an address"


def responsible_ai(release: Release) -> dict[str, JsonValue]:
    """Every rai:… and prov:… property that has a value; what nobody answered is left out."""
    told = release.about.responsible
    days, frame = _time_frame(told.data_collection_time_frame)
    found: dict[str, JsonValue] = {
        "rai:dataCollection": _joined([told.data_collection, frame]),
        "rai:dataCollectionType": told.data_collection_type.strip(),
        "rai:dataCollectionTimeFrame": days,
        "rai:dataPreprocessingProtocol": _all(told.data_preprocessing_protocol, facts.preprocessing(release)),
        "rai:dataAnnotationProtocol": _all(told.data_annotation_protocol, facts.annotation(release)),
        "rai:dataAnnotationPlatform": _all(told.data_annotation_platform, [facts.software(release)]),
        "rai:annotationsPerItem": _joined([told.annotations_per_item, facts.boxes_per_image(release)]),
        "rai:annotatorDemographics": told.annotator_demographics.strip(),
        "rai:machineAnnotationTools": _all(told.machine_annotation_tools, facts.machines(release)),
        "rai:dataUseCases": told.data_use_cases.strip(),
        "rai:dataBiases": told.data_biases.strip(),
        "rai:dataLimitations": told.data_limitations.strip(),
        "rai:dataSocialImpact": told.data_social_impact.strip(),
        "rai:personalSensitiveInformation": told.personal_sensitive_information.strip(),
        "rai:dataReleaseMaintenancePlan": told.data_release_maintenance_plan.strip(),
    }
    answered = {name: value for name, value in found.items() if value}
    return {
        **answered,
        "rai:hasSyntheticData": told.has_synthetic_data,
        "prov:wasDerivedFrom": _sources(release),
        "prov:wasGeneratedBy": _activities(release),
    }


def _time_frame(text: str) -> tuple[list[JsonValue], str]:
    """The days in the text, and the text itself unless the days say all of it.

    Croissant takes nothing but dates there; the sentence goes to the collection.
    """
    days: list[JsonValue] = [day for day in _DAY.findall(text) if _is_day(day)]
    rest = _DAY.sub("", text).strip(" \n/–-.,;")
    return days, f"Time frame: {text.strip()}" if rest or (text.strip() and not days) else ""


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _sources(release: Release) -> list[JsonValue]:
    """Where the images come from, by host; reads the distractors once."""
    images = [image for thing in release.objects for image in thing.images]
    captured = sum(image.origin == "captured" for image in images)
    found: list[JsonValue] = []
    if captured:
        found.append(_entity("Photographs taken for this benchmark", f"{captured} queries and positives."))
    downloaded = (image.source_url for image in images if image.origin == "downloaded")
    found += _hosts("queries and positives", downloaded)
    found += _hosts("distractors", (entry.source_url for entry in release.distractors))
    return found


def _hosts(what: str, addresses: Iterable[str]) -> Iterator[JsonValue]:
    counted = Counter(_host(_beginning(address)) for address in addresses)
    ordered = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    for host, count in ordered[:SOURCES_LISTED]:
        yield _entity(host or _NO_HOST, f"{count} {what}.")
    if rest := ordered[SOURCES_LISTED:]:
        yield _entity(f"{len(rest)} other sources", f"{sum(count for _, count in rest)} {what}.")


def _beginning(address: str) -> str:
    """Up to the path: what millions of addresses share, so that `_host` is asked seldom."""
    end = address.find("/", len("https://"))
    return address if end < 0 else address[:end]


@lru_cache(maxsize=4096)
def _host(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return (
        f"{parts.scheme}://{parts.hostname}" if parts.scheme in {"http", "https"} and parts.hostname else ""
    )


def _activities(release: Release) -> list[JsonValue]:
    """What was done to the data, by whom or what."""
    told = release.about.responsible
    steps: Mapping[str, Iterable[str]] = {
        "Collection by people": [told.data_collection.strip()],
        "Annotation and review by people": [
            told.data_annotation_protocol.strip(),
            *facts.annotation(release),
        ],
        "Release images": facts.preprocessing(release),
        "Measurement and comparison by programs": facts.machines(release),
    }
    done = ((name, _joined(sentences)) for name, sentences in steps.items())
    frozen = (
        "Freezing and export",
        f"Made with {facts.software(release)}; RELEASE.json holds every parameter.",
    )
    return [
        {"@type": "prov:Activity", "prov:label": name, "sc:description": text}
        for name, text in chain(done, [frozen])
        if text
    ]


def _entity(name: str, text: str) -> Mapping[str, JsonValue]:
    return {"@type": "prov:Entity", "prov:label": name, "sc:description": text}


def _all(written: str, known: Iterable[str]) -> list[JsonValue]:
    return [text for text in (written.strip(), *known) if text]


def _joined(texts: Iterable[str]) -> str:
    return " ".join(text.strip() for text in texts if text.strip())
