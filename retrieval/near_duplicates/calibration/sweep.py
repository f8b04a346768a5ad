"""Precision and recall of the verdict by transformation, one threshold moved at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from retrieval.near_duplicates.calibration.trials import Trial
from retrieval.near_duplicates.verdict import DEFAULTS, Limits

NONE: Final = float("inf")
TRIED: Final[dict[str, tuple[float, ...]]] = {
    "hamming": (0, 16, 31, 45, 60, 75, 90),
    "residual": (0.06, 0.12, 0.18, 0.24, 0.3, 0.5, NONE),
    "drift": (0.04, 0.08, 0.15, 0.25, 0.5, NONE),
    "whole_drift": (0.1, 0.15, 0.2, 0.25, 0.35, 0.5, 1.0, NONE),
    "agreement": (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95),
    "inliers": (6, 8, 12, 16, 24),
}
WORDS: Final[dict[str, str]] = {
    "hamming": "PDQ radius, bits",
    "residual": "residual, pixels",
    "drift": "drift of a part, pixels",
    "whole_drift": "drift of a whole, pixels",
    "agreement": "agreement, share of the pixels",
    "inliers": "inliers",
}


@dataclass(frozen=True)
class Rates:
    """Copies found of those planted, and how many other pictures were taken for the original."""

    found: int
    planted: int
    false: int
    others: int

    @property
    def recall(self) -> float | None:
        """Share of the planted copies that were found; None if none was planted."""
        return self.found / self.planted if self.planted else None

    @property
    def precision(self) -> float | None:
        """Share of right ones among all that were called duplicates; None if nothing was."""
        called = self.found + self.false
        return self.found / called if called else None

    def as_dict(self) -> dict[str, Any]:
        """Counts and shares as JSON values."""
        return {
            "found": self.found,
            "planted": self.planted,
            "false": self.false,
            "others": self.others,
            "recall": self.recall,
            "precision": self.precision,
        }


def default_of(threshold: str) -> float:
    """The value that the studio uses."""
    return float(getattr(DEFAULTS, threshold))


def limits_of(threshold: str, value: float) -> Limits:
    """The defaults with one threshold moved; ValueError for an unknown one."""
    if threshold not in TRIED:
        message = f"There is no threshold named {threshold}."
        raise ValueError(message)
    moved: dict[str, Any] = {threshold: value}
    return replace(DEFAULTS, **moved)


def rates(trials: Iterable[Trial], limits: Limits) -> Rates:
    """What the verdict makes of the trials under these limits."""
    found = planted = false = others = 0
    for trial in trials:
        called = trial.comparison.is_duplicate(limits)
        if trial.copy:
            planted += 1
            found += called
        else:
            others += 1
            false += called
    return Rates(found, planted, false, others)


def by_transformation(trials: Sequence[Trial]) -> dict[str, list[Trial]]:
    """The trials of each transformation, in the order they were planted."""
    grouped: dict[str, list[Trial]] = {}
    for trial in trials:
        grouped.setdefault(trial.transformation, []).append(trial)
    return grouped


def sweep(trials: Sequence[Trial], threshold: str) -> dict[float, dict[str, Rates]]:
    """Value of the threshold -> transformation -> rates."""
    grouped = by_transformation(trials)
    return {
        value: {name: rates(own, limits_of(threshold, value)) for name, own in grouped.items()}
        for value in TRIED[threshold]
    }


def total(parts: Iterable[Rates]) -> Rates:
    """The rates of all transformations together."""
    listed = list(parts)
    return Rates(
        sum(part.found for part in listed),
        sum(part.planted for part in listed),
        sum(part.false for part in listed),
        sum(part.others for part in listed),
    )


def missed_copies(trials: Iterable[Trial]) -> dict[str, list[str]]:
    """Picture -> transformations whose copy the defaults do not find."""
    missed: dict[str, list[str]] = {}
    for trial in trials:
        if trial.copy and not trial.comparison.is_duplicate(DEFAULTS):
            missed.setdefault(trial.picture, []).append(trial.transformation)
    return missed


def false_pairs(trials: Iterable[Trial]) -> list[tuple[str, str, str]]:
    """(transformation, picture, other) of those called duplicates by the defaults and planted by nobody."""
    return [
        (trial.transformation, trial.picture, trial.other)
        for trial in trials
        if not trial.copy and trial.comparison.is_duplicate(DEFAULTS)
    ]
