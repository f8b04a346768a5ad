"""The calibration as Markdown, for people, and as JSON values, for programs."""

from collections.abc import Sequence
from math import inf
from typing import Any, get_args

from retrieval.near_duplicates.calibration.picture import Source
from retrieval.near_duplicates.calibration.sweep import (
    TRIED,
    WORDS,
    Rates,
    default_of,
    false_pairs,
    limits_of,
    missed_copies,
    rates,
    sweep,
    total,
)
from retrieval.near_duplicates.calibration.trials import Trial


def as_markdown(trials: Sequence[Trial]) -> str:
    """One table per threshold: recall and precision in percent; the value in use stands in bold."""
    parts = [_table(trials, threshold) for threshold in TRIED]
    mistaken: dict[str, list[str]] = {}
    for edit, picture, other in false_pairs(trials):
        mistaken.setdefault(f"{picture} taken for {other}", []).append(edit)
    false = [f"- {pair}: {', '.join(edits)}" for pair, edits in mistaken.items()]
    missed = [f"- {picture}: {', '.join(edits)}" for picture, edits in missed_copies(trials).items()]
    parts += ["### False pairs at the values in use\n", *(false or ["None."]), ""]
    parts += ["### Missed copies at the values in use\n", *(missed or ["None."]), ""]
    return "\n".join(parts)


def as_json(trials: Sequence[Trial]) -> dict[str, Any]:
    """Every rate by threshold, value and transformation."""
    thresholds = [
        {
            "threshold": threshold,
            "default": default_of(threshold),
            "values": [
                {
                    "value": None if value == inf else value,
                    "all": total(by_edit.values()).as_dict(),
                    "transformations": {name: own.as_dict() for name, own in by_edit.items()},
                }
                for value, by_edit in sweep(trials, threshold).items()
            ],
        }
        for threshold in TRIED
    ]
    false = [
        dict(zip(("transformation", "picture", "other"), row, strict=True)) for row in false_pairs(trials)
    ]
    return {"thresholds": thresholds, "false_pairs": false, "missed": missed_copies(trials)}


def _table(trials: Sequence[Trial], threshold: str) -> str:
    columns = sweep(trials, threshold)
    bold = default_of(threshold)
    heads = [_marked(_value(value), value == bold) for value in columns]
    rows = [
        [name, *(_marked(_cell(by_edit[name]), value == bold) for value, by_edit in columns.items())]
        for name in next(iter(columns.values()))
    ]
    sums = {value: total(by_edit.values()) for value, by_edit in columns.items()}
    rows.append(["**all**", *(_marked(_cell(own), value == bold) for value, own in sums.items())])
    rows += [row for source in get_args(Source) for row in _counts(trials, source, threshold)]
    lines = [["transformation", *heads], ["---"] * (1 + len(heads)), *rows]
    body = "\n".join("| " + " | ".join(line) + " |" for line in lines)
    return f"### {WORDS[threshold]}\n\n{body}\n"


def _counts(trials: Sequence[Trial], source: Source, threshold: str) -> list[list[str]]:
    """What was found, and what was false, among the pictures of one source."""
    own = [trial for trial in trials if trial.source == source]
    if not own:
        return []
    columns = [rates(own, limits_of(threshold, value)) for value in TRIED[threshold]]
    return [
        [f"{source}: found of planted", *(f"{one.found}/{one.planted}" for one in columns)],
        [f"{source}: false of others", *(f"{one.false}/{one.others}" for one in columns)],
    ]


def _cell(own: Rates) -> str:
    return f"{_percent(own.recall)} · {_percent(own.precision)}"


def _percent(share: float | None) -> str:
    if share is None:
        return "–"
    rounded = f"{100 * share:.1f}"
    return rounded.removesuffix(".0")


def _value(value: float) -> str:
    return "none" if value == inf else f"{value:g}"


def _marked(text: str, bold: bool) -> str:
    return f"**{text}**" if bold else text
