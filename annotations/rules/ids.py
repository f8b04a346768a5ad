"""Names that the official ILIAS loaders read back whole (F 1.6–1.7)."""

from collections.abc import Iterator

from annotations.rules.case import Case
from annotations.rules.finding import Remark
from curation.models.object import SAFE_KEY, UNSAFE_PARTS
from retrieval.taxonomy import is_unsafe


def unsafe(case: Case) -> Iterator[Remark]:
    """The object's id and its categories hold nothing that those loaders cut at or look for."""
    key = case.object.key
    if not SAFE_KEY.fullmatch(key):
        yield Remark(f"The id {key} may hold only lower-case letters, digits and underscores.", "about")
    for part in UNSAFE_PARTS:
        if part in key:
            yield Remark(
                f"The id {key} holds “{part}”, by which evaluations tell queries from positives.", "about"
            )
    for name in case.object.category.path() if case.object.category is not None else ():
        if is_unsafe(name):
            yield Remark(
                f"The category “{name}” may not hold “-” or “,”, nor begin or end with a space.", "categories"
            )
