"""One to three categories on one path (paper 3.2)."""

from collections.abc import Iterator

from annotations.rules.case import Case
from annotations.rules.finding import Remark


def missing(case: Case) -> Iterator[Remark]:
    """The object sits in a category."""
    if case.object.category is None:
        yield Remark("The object sits in no category yet.", "categories")
