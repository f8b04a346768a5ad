"""What a benchmark says about itself as a whole: from stored JSON to `About`, and what is still unanswered."""

import dataclasses
import re
from collections.abc import Mapping
from typing import Any

from curation import licences
from curation.errors import DomainError
from retrieval.bundle.about import About, Creator, Responsible
from retrieval.bundle.errors import BundleError
from retrieval.bundle.strict_json import decode, encode

ANSWERED = ("description", "creators", "licence", "url", "contact", "keywords", "state")
LONGEST = 20_000  # characters of one text
MOST = 500  # creators or keywords
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def about_of(value: object) -> About:
    """`About` from JSON in which fields may be left away; they count as not answered.

    Raises:
        DomainError: `card.invalid` naming the place of whatever is unknown, of another type or unusable.
    """
    try:
        about: About = decode(About, _filled(value), "about")
    except BundleError as error:
        raise DomainError("card.invalid", f"The card can't be taken. {error.message}") from error
    return about


def refuse_unusable(about: About) -> None:
    """DomainError `card.invalid` for the first answer that no published file could hold."""
    for where, text in _texts(encode(about), "about"):
        if len(text) > LONGEST:
            _refuse(where, f"holds {len(text)} characters; {LONGEST} are the most")
        if _CONTROL.search(text):
            _refuse(where, "holds a control character; write plain text")
    if max(len(about.creators), len(about.keywords)) > MOST:
        _refuse("about", f"names more than {MOST} creators or keywords")
    if about.licence and not licences.is_valid(about.licence):
        raise DomainError("card.invalid", licences.refusal(about.licence))
    for name in ("url", "homepage"):
        address = getattr(about, name)
        if address and not _ADDRESS.fullmatch(address):
            _refuse(f"about.{name}", "is no web address; it starts with https://")
    _refuse_unnamed(about)


def missing(about: About) -> list[str]:
    """The fields that NeurIPS and the cards ask for and that nobody answered, as `responsible.…` paths."""
    found = [name for name in ANSWERED if not _said(getattr(about, name))]
    answers = dataclasses.asdict(about.responsible)
    return found + [f"responsible.{name}" for name, value in answers.items() if not _said(value)]


def _refuse_unnamed(about: About) -> None:
    for place, creator in enumerate(about.creators):
        if not (creator.given_name.strip() or creator.family_name.strip()):
            _refuse(f"about.creators[{place}]", "has no name")
        if creator.orcid and not _ORCID.fullmatch(creator.orcid):
            _refuse(f"about.creators[{place}].orcid", "is no ORCID such as 0000-0002-1825-0097")


def _said(value: object) -> bool:
    if isinstance(value, bool):
        return True  # yes and no are both answers
    return bool(value.strip() if isinstance(value, str) else value)


def _filled(value: object) -> object:
    """The same with the fields that were left away, so that only what is wrong is refused."""
    if not isinstance(value, Mapping):
        return value
    whole: dict[str, Any] = {**encode(About()), **value}
    if isinstance(whole["responsible"], Mapping):
        whole["responsible"] = {**encode(Responsible()), **whole["responsible"]}
    if isinstance(whole["creators"], list):
        blank = {**encode(Creator(given_name="", family_name=""))}
        whole["creators"] = [
            {**blank, **entry} if isinstance(entry, Mapping) else entry for entry in whole["creators"]
        ]
    return whole


def _texts(value: Any, where: str) -> list[tuple[str, str]]:
    if isinstance(value, str):
        return [(where, value)]
    if isinstance(value, Mapping):
        return [pair for name, entry in value.items() for pair in _texts(entry, f"{where}.{name}")]
    if isinstance(value, list):
        return [pair for place, entry in enumerate(value) for pair in _texts(entry, f"{where}[{place}]")]
    return []


def _refuse(where: str, what: str) -> None:
    raise DomainError("card.invalid", f"The card can't be taken: {where} {what}.")
