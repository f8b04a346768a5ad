"""A difference between two versions for a terminal: counts first, then the first lines of each group."""

import json
from collections.abc import Iterator, Sequence

from retrieval.bundle.diff import Change, Changed, Changes, Difference, Entry, counts
from retrieval.bundle.strict_json import JsonValue

LINES = 8  # of each group, so that all of it fits a screen or two
_WIDTH = 40
_SIGNS = (("added", "+"), ("removed", "-"), ("changed", "~"))


def as_text(found: Difference) -> str:
    """Plain text with a line for each thing, ending in a line break; long groups are cut and say so."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Difference) -> Iterator[str]:
    old, new = found.old, found.new
    same_slug = old.slug == new.slug
    yield f"{old.slug}@{old.version} -> {new.version if same_slug else f'{new.slug}@{new.version}'}"
    if found.is_same:
        yield "Both hold the same data."
    number = counts(found)
    for name in ("objects", "images", "distractors"):
        told = ", ".join(f"{sign}{number[name][word]} {word}" for word, sign in _SIGNS if number[name][word])
        yield f"  {name:<12}{told or 'the same'}"
    for field, count in number["fields"].items():
        yield f"    {field}: {count}"
    for entry in found.licences:
        yield f"  {entry.licence or 'no licence'}: {entry.old} -> {entry.new} images"
    yield from _group("Objects", _of_things(found.objects))
    yield from _group("Images", _of_things(found.images))
    rows = found.distractors
    keys = (("+", rows.added_keys), ("-", rows.removed_keys), ("~", rows.changed_keys))
    total = rows.added + rows.removed + rows.changed
    yield from _group("Distractors", [f"{sign} {key}" for sign, group in keys for key in group], total)
    tombs = [
        f"{tomb.kind} {tomb.key} (last in {tomb.last_version}): {tomb.reason}" for tomb in found.withdrawn
    ]
    yield from _group("Withdrawn", tombs)
    for title, changes in (
        ("Head", found.head),
        ("Parameters", found.parameters),
        ("About", found.about),
        ("Subsets", found.subsets),
        ("Left out", found.left_out),
    ):
        yield from _group(title, [_change(change) for change in changes])


def _of_things(group: Changes) -> list[str]:
    lines = [f"+ {_name(entry)}" for entry in group.added] + [f"- {_name(entry)}" for entry in group.removed]
    for entry in group.changed:
        lines += [f"~ {_name(entry)}: {_change(change)}" for change in entry.fields]
    return lines


def _group(title: str, lines: Sequence[str], total: int | None = None) -> Iterator[str]:
    if not lines:
        return
    yield ""
    yield title
    yield from (f"  {line}" for line in lines[:LINES])
    more = (len(lines) if total is None else total) - LINES
    if more > 0:
        yield f"  ... and {more} more; --json lists them"


def _name(entry: Entry | Changed) -> str:
    if entry.object:
        return f"{entry.object} {entry.role} {entry.key}"
    return f"{entry.key} {entry.name}".strip()


def _change(change: Change) -> str:
    return f"{change.name}: {_value(change.old)} -> {_value(change.new)}"


def _value(value: JsonValue) -> str:
    if value is None:
        return "nothing"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 3]}..."
