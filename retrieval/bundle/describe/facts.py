"""What the tool itself knows of how a release was made, in sentences, from its parameters alone."""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from retrieval.bundle.schema import Release

_DEMO = re.compile(r"demo(-\d+)?([@:/+\s].*)?")


def made_with_demo_encoder(release: Release) -> bool:
    """Whether a demonstration encoder, which only stands in for a real one, had a part in this release."""
    told: list[Any] = [release.parameters, *(subset.selection for subset in release.subsets)]
    return any(_DEMO.fullmatch(name) for name in _encoders(told, asked=False))


def preprocessing(release: Release) -> list[str]:
    """How the pixels of the release images came about."""
    return [_pipeline(entry) for entry in _listed(release.parameters, "image_pipelines")]


def machines(release: Release) -> list[str]:
    """The programs that measured or compared something."""
    said = [_segmenter(entry) for entry in _listed(release.parameters, "clutter")]
    said += [_fingerprint(entry) for entry in _listed(release.parameters, "fingerprints")]
    for subset in release.subsets:
        names = sorted(set(_encoders([subset.selection], asked=False)))
        by = f" with the encoders {', '.join(names)}" if names else ""
        said.append(f"The subset {subset.name} of {len(subset.keys)} distractors was chosen{by}; selection.json "
                    "holds all of its parameters.")  # fmt: skip
    return said


def annotation(release: Release) -> list[str]:
    """Who decided what, as the tool enforces it."""
    said = []
    reviews = release.parameters.get("reviews_needed")
    if isinstance(reviews, int) and not isinstance(reviews, bool):
        said.append(
            f"Each object was approved by {reviews} reviewer{'' if reviews == 1 else 's'} other than the person "
            "who collected it before it could be released."
        )
    rules = release.parameters.get("rules")
    if isinstance(rules, Mapping) and rules:
        said.append(f"Rules checked before freezing, named in RELEASE.json: {len(rules)}.")
    return said


def software(release: Release) -> str:
    """Which version of the tool froze the release."""
    return f"Aristarch {release.code_version}" if release.code_version else "Aristarch"


def boxes_per_image(release: Release) -> str:
    """How many boxes the images have."""
    counts = [len(image.boxes) for thing in release.objects for image in thing.images]
    if not counts:
        return ""
    least, most = min(counts), max(counts)
    number = f"{least} to {most} boxes" if least < most else f"{least} {'box' if least == 1 else 'boxes'}"
    return (
        f"Every query and positive has {number}, {sum(counts)} in all on {len(counts)} images; every object has "
        "one text query."
    )


def _pipeline(entry: Mapping[str, Any]) -> str:
    if not {"max_side", "quality", "white_balance"} <= set(entry):
        return f"Release images were made with these parameters: {_parameters(entry)}."
    return (
        "Release images are upright, in sRGB, without metadata, at most "
        f"{entry['max_side']} pixels on the larger side, white balance {entry['white_balance']}, "
        f"JPEG of quality {entry['quality']} (all parameters: {_parameters(entry)})."
    )


def _segmenter(entry: Mapping[str, Any]) -> str:
    name = " ".join(str(entry[key]) for key in ("segmenter", "segmenter_version") if entry.get(key))
    rest = {key: value for key, value in entry.items() if key not in {"segmenter", "segmenter_version"}}
    return (
        f"Clutter is the number of segments outside the boxes, counted by the segmenter {name or 'not named'} "
        f"(parameters: {_parameters(rest)})."
    )


def _fingerprint(entry: Mapping[str, Any]) -> str:
    encoder = f" and the encoder {entry['encoder']}" if entry.get("encoder") else ""
    return (
        f"Near-duplicates were searched with the fingerprint {entry.get('version') or 'not named'}{encoder}."
    )


def _listed(parameters: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """The mappings under that name, where one alone may stand for a list of one."""
    value = parameters.get(name)
    entries = value if isinstance(value, list | tuple) else [value]
    return [entry for entry in entries if isinstance(entry, Mapping)]


def _encoders(value: Any, *, asked: bool) -> Iterator[str]:
    """Every text under a name that speaks of encoders."""
    if isinstance(value, str):
        return iter((value,) if asked and value else ())
    if isinstance(value, Mapping):
        found = ((entry, asked or "encoder" in str(name).lower()) for name, entry in value.items())
        return chain.from_iterable(_encoders(entry, asked=deep) for entry, deep in found)
    if isinstance(value, list | tuple):
        return chain.from_iterable(_encoders(entry, asked=asked) for entry in value)
    return iter(())


def _parameters(value: Mapping[str, Any]) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
