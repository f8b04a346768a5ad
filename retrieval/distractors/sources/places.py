"""Paths as they stand in a plan: JSON that any database holds, whatever bytes a file name has."""

import os
from pathlib import Path
from urllib.parse import quote_from_bytes, unquote_to_bytes

from retrieval.distractors.errors import DistractorError, problem

_READABLE = "/ ,;:+=@()[]{}!~'"


def as_json(path: str | Path) -> str:
    """The path in ASCII; everything unusual in it as %XX."""
    return quote_from_bytes(os.fsencode(path), safe=_READABLE)


def from_json(text: str) -> str:
    """The path that `as_json` was given."""
    return os.fsdecode(unquote_to_bytes(text))


def readable(path: str | Path) -> str:
    """The path for people and tables: bytes that are no UTF-8 are spelled out."""
    return str(path).encode("utf-8", "backslashreplace").decode()


def reason_of(error: Exception) -> str:
    """What an operating system or a library says, in a few words."""
    return getattr(error, "strerror", None) or f"{error}"[:200] or type(error).__name__


def location_problem(location: str | Path, kind: str, error: Exception) -> DistractorError:
    """The error for a location that can't be opened."""
    return problem("distractors.location", location=readable(location), kind=kind, reason=reason_of(error))
