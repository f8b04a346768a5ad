"""Importing this package registers every kind of job; a house test compares them with what is enqueued."""

from workers import reaper
from workers.tasks import clutter, imports, neighbours, release, rules

__all__ = ["clutter", "imports", "neighbours", "reaper", "release", "rules"]
