"""Single cells: each check gives a code and a sentence, or None."""

import re
from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

Problem = tuple[str, str]
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER = re.compile(r"-?\d{1,9}")
_url = URLValidator(schemes=["http", "https"])


def word_problem(value: str, allowed: Iterable[str], code: str) -> Problem | None:
    """The cell is one of a few words."""
    words = list(allowed)
    if value in words:
        return None
    said = f"“{value}” is not one of them" if value else "the cell is empty"
    return code, f"Allowed are {' and '.join(words)}; {said}."


def length_problem(value: str, longest: int) -> Problem | None:
    """The cell is not longer than what is kept."""
    if len(value) <= longest:
        return None
    return "csv.too-long", f"The cell has {len(value)} characters; {longest} are allowed."


def url_problem(value: str, longest: int) -> Problem | None:
    """The cell is empty or an http(s) address."""
    if not value:
        return None
    try:
        _url(value)
    except ValidationError:
        return "csv.url", f"“{value}” is not an address that begins with http:// or https://."
    return length_problem(value, longest)


def date_of(value: str) -> date | None:
    """A date written YYYY-MM-DD; None for anything else."""
    if not _DATE.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def number_of(value: str) -> int | None:
    """A whole number; None for anything else."""
    return int(value) if _NUMBER.fullmatch(value) and value.isascii() else None
