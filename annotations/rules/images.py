"""An object has something to ask with and something to find (paper 3.1)."""

from collections.abc import Iterator

from annotations.rules.case import Case
from annotations.rules.finding import Remark
from curation.models import Image


def no_query(case: Case) -> Iterator[Remark]:
    """At least one picture is a query."""
    if not any(picture.image.role == Image.Role.QUERY for picture in case.pictures):
        yield Remark("The object has no query: one picture of it on a clean background is needed.", "images")


def no_positive(case: Case) -> Iterator[Remark]:
    """At least one picture is a positive."""
    if not any(picture.image.role == Image.Role.POSITIVE for picture in case.pictures):
        yield Remark("The object has no positive: one picture of it in hard conditions is needed.", "images")
