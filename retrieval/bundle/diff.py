"""What one version of a release says otherwise than another."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from retrieval.bundle.diff_rows import RowChanges, compare_rows
from retrieval.bundle.schema import Release, ReleaseImage, ReleaseObject, Withdrawn
from retrieval.bundle.strict_json import JsonValue, encode

T = TypeVar("T")
HEAD = ("slug", "title", "cutoff", "date", "code_version")
_ABSENT = object()


@dataclass(frozen=True, slots=True)
class Change:
    """A value under a dotted path; None where a side does not have it."""

    name: str
    old: JsonValue
    new: JsonValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something that only one version holds; `object` and `role` of an image, `name` of an object."""

    key: str
    name: str = ""
    object: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """Something that both hold, and what they say otherwise."""

    key: str
    name: str = ""
    object: str = ""
    role: str = ""
    fields: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """Objects, or images."""

    added: tuple[Entry, ...]
    removed: tuple[Entry, ...]
    changed: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class LicenceChange:
    """How many images stand under a licence, distractors included."""

    licence: str
    old: int
    new: int


@dataclass(frozen=True, slots=True)
class Version:
    """A side of the comparison."""

    slug: str
    version: str
    date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Everything two versions say otherwise, grouped.

    Images are told apart by their ids: other bytes under one id are a change of `sha256`. `withdrawn`
    are the tombstones that are new.
    """

    old: Version
    new: Version
    head: tuple[Change, ...]
    objects: Changes
    images: Changes
    distractors: RowChanges
    licences: tuple[LicenceChange, ...]
    parameters: tuple[Change, ...]
    about: tuple[Change, ...]
    subsets: tuple[Change, ...]
    left_out: tuple[Change, ...]
    withdrawn: tuple[Withdrawn, ...]

    @property
    def is_same(self) -> bool:
        """Whether both hold the same data, whatever their version, day and code."""
        groups = (self.parameters, self.about, self.subsets, self.left_out, self.withdrawn, self.licences)
        things = (self.objects, self.images, self.distractors)
        return not any(groups) and not any(group.added or group.removed or group.changed for group in things)


def diff(old: Release, new: Release) -> Difference:
    """Compare two versions; reads the distractors of each twice at most and holds 16 bytes of those that moved."""
    licences = (_licences(old), _licences(new))
    rows = compare_rows(old.distractors, new.distractors, licences)
    gone = {(entry.kind, entry.key) for entry in old.withdrawn}
    return Difference(
        old=Version(old.slug, old.version, old.date),
        new=Version(new.slug, new.version, new.date),
        head=_paths(*({name: getattr(side, name) for name in HEAD} for side in (old, new))),
        objects=_changes(_by_key(old), _by_key(new), _object_entry, _object_fields),
        images=_changes(_by_id(old), _by_id(new), _image_entry, _image_fields),
        distractors=rows,
        licences=tuple(
            LicenceChange(name, licences[0][name], licences[1][name])
            for name in sorted({*licences[0], *licences[1]})
            if licences[0][name] != licences[1][name]
        ),
        parameters=_paths(old.parameters, new.parameters),
        about=_paths(encode(old.about), encode(new.about)),
        subsets=_paths(_subsets(old), _subsets(new)),
        left_out=_paths(_left_out(old), _left_out(new)),
        withdrawn=tuple(entry for entry in new.withdrawn if (entry.kind, entry.key) not in gone),
    )


def as_json(found: Difference) -> dict[str, Any]:
    """The difference as plain JSON values, with how many there are of everything."""
    value: dict[str, Any] = encode(found)
    return {"same": found.is_same, "counts": counts(found), **value}


def counts(found: Difference) -> dict[str, Any]:
    """How much was added, removed and changed; `fields` how often each field of an image or object was."""
    fields: Counter[str] = Counter()
    for group in (found.objects, found.images):
        fields.update(change.name.partition(".")[0] for entry in group.changed for change in entry.fields)
    groups = {"objects": found.objects, "images": found.images}
    return {
        **{
            name: {word: len(getattr(group, word)) for word in ("added", "removed", "changed")}
            for name, group in groups.items()
        },
        "distractors": {word: getattr(found.distractors, word) for word in ("added", "removed", "changed")},
        "fields": dict(sorted(fields.items())),
        **{name: len(getattr(found, name)) for name in ("licences", "parameters", "about", "withdrawn")},
    }


def _changes(
    old: Mapping[str, T],
    new: Mapping[str, T],
    entry: Callable[[T], dict[str, str]],
    fields: Callable[[T], dict[str, Any]],
) -> Changes:
    both = [(thing, new[key]) for key, thing in old.items() if key in new]
    pairs = ((after, _paths(fields(before), fields(after), deep=False)) for before, after in both)
    return Changes(
        added=tuple(Entry(**entry(thing)) for key, thing in new.items() if key not in old),
        removed=tuple(Entry(**entry(thing)) for key, thing in old.items() if key not in new),
        changed=tuple(Changed(**entry(after), fields=found) for after, found in pairs if found),
    )


def _by_key(release: Release) -> dict[str, ReleaseObject]:
    return {thing.key: thing for thing in sorted(release.objects, key=lambda thing: thing.number)}


def _by_id(release: Release) -> dict[str, ReleaseImage]:
    return {image.id: image for thing in _by_key(release).values() for image in thing.images}


def _object_entry(thing: ReleaseObject) -> dict[str, str]:
    return {"key": thing.key, "name": thing.name}


def _object_fields(thing: ReleaseObject) -> dict[str, Any]:
    return {
        "number": thing.number,
        "name": thing.name,
        "text": thing.text,
        "categories": list(thing.categories.names),
        "evidence": encode(thing.evidence),
    }


def _image_entry(image: ReleaseImage) -> dict[str, str]:
    return {"key": image.id, "object": image.object_key, "role": image.role}


def _image_fields(image: ReleaseImage) -> dict[str, Any]:
    values: dict[str, Any] = encode(image)
    boxes = [[box.x, box.y, box.width, box.height] for box in image.boxes]
    del values["id"]
    return {"object": values.pop("object_key"), **values, "boxes": boxes}


def _licences(release: Release) -> Counter[str]:
    return Counter(image.licence for thing in release.objects for image in thing.images)


def _subsets(release: Release) -> dict[str, Any]:
    """Keys by their hash: a subset may have a million."""
    return {
        subset.name: {
            "count": len(subset.keys),
            "keys_sha256": hashlib.sha256("\n".join(subset.keys).encode()).hexdigest(),
            "selection": subset.selection,
        }
        for subset in release.subsets
    }


def _left_out(release: Release) -> dict[str, Any]:
    return {entry.key: [reason.code for reason in entry.reasons] for entry in release.left_out}


def _paths(old: Mapping[str, Any], new: Mapping[str, Any], *, deep: bool = True) -> tuple[Change, ...]:
    """The values that differ, by dotted path; without `deep` whole values by name."""
    before, after = (dict(_leaves(side, "") if deep else side.items()) for side in (old, new))
    names = [*before, *(name for name in after if name not in before)]
    return tuple(
        Change(name, before.get(name), after.get(name))
        for name in names
        if before.get(name, _ABSENT) != after.get(name, _ABSENT)
    )


def _leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping) and value:
        for name, entry in value.items():
            yield from _leaves(entry, f"{path}.{name}" if path else str(name))
    elif _is_list(value) and any(isinstance(entry, Mapping) for entry in value):
        for place, entry in enumerate(value):
            yield from _leaves(entry, f"{path}[{place}]")
    else:
        yield path, list(value) if _is_list(value) else value


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)
