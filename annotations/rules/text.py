"""One approved text query that speaks of the object only (paper 3.1)."""

import re
from collections.abc import Iterator

from annotations.rules.case import Case
from annotations.rules.finding import Remark

# Words that speak of the picture or of what stands around the object.
BACKGROUND = re.compile(
    r"\b("
    r"in the (?:back|fore)ground|against an? (?:\w+ ){0,2}(?:background|backdrop|wall)"
    r"|on (?:a|an|the) (?:\w+ ){0,2}(?:table|desk|shelf|floor|counter|chair|bed|carpet|lawn)"
    r"|(?:photo|photograph|picture|image|snapshot) of"
    r"|(?:the|this) (?:image|photo|photograph|picture) (?:shows|depicts)"
    r"|background"
    r")\b",
    re.IGNORECASE,
)


def missing(case: Case) -> Iterator[Remark]:
    """The object has a text query."""
    if case.text is None or not case.text.text.strip():
        yield Remark("The object has no text query yet.", "text")


def unapproved(case: Case) -> Iterator[Remark]:
    """A reviewer has approved the text query as it stands."""
    if case.text is not None and case.text.text.strip() and case.text.approved_by_id is None:
        yield Remark("No reviewer has approved the text query yet.", "text")


def background(case: Case) -> Iterator[Remark]:
    """The text query speaks of the object, not of the picture or what surrounds it."""
    found = BACKGROUND.search(case.text.text) if case.text is not None else None
    if found:
        yield Remark(
            f"The text query says “{found.group(0)}”; it should describe the object, not the picture or its "
            f"background.",
            "text",
        )
