"""Importing this package registers every kind of job; a house test compares them with what is enqueued."""

from workers import reaper
from workers.tasks import (
    clutter,
    distractor_audit,
    distractor_sets,
    imports,
    mining,
    neighbours,
    release,
    rules,
)

__all__ = [
    "clutter",
    "distractor_audit",
    "distractor_sets",
    "imports",
    "mining",
    "neighbours",
    "reaper",
    "release",
    "rules",
]
