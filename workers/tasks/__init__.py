"""Importing this package registers every kind of job; a house test compares them with what is enqueued."""

from workers import reaper
from workers.tasks import clutter, neighbours, release, rules

__all__ = ["clutter", "neighbours", "reaper", "release", "rules"]
