"""Terms and templates become text queries (ILIAS, section 3.3 and appendix A)."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.mining.errors import problem
from retrieval.mining.templates import TEMPLATES

PLACE = "{}"
MARKS = "{}*"  # a term that holds one would open a second place; "*" is how the paper prints it


@dataclass(frozen=True, slots=True)
class Term:
    """A word for a category, and the names of that category from coarse to fine."""

    text: str
    category: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class TextQueries:
    """Each text once; `term_of` and `template_of` int32 [T] say what it was made of."""

    terms: tuple[Term, ...]
    templates: tuple[str, ...]
    texts: tuple[str, ...]
    term_of: npt.NDArray[np.int32]
    template_of: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.texts)

    @property
    def sha256(self) -> str:
        """Of the texts in their order: what was asked."""
        return hashlib.sha256(json.dumps(self.texts, ensure_ascii=True).encode()).hexdigest()


def text_queries(terms: Sequence[Term], templates: Sequence[str] = TEMPLATES) -> TextQueries:
    """Every term in every template, term by term; of equal texts the first stands for all.

    Raises RetrievalError `mining.no-terms`, `mining.term-empty`, `mining.term-template-character`,
    `mining.no-templates` and `mining.template`.
    """
    clean = tuple(Term(_sound(term), term.category) for term in terms)
    if not clean:
        raise problem("mining.no-terms")
    if not templates:
        raise problem("mining.no-templates", count=len(TEMPLATES))
    for template in templates:
        if template.count(PLACE) != 1 or len(template.replace(PLACE, "")) != _plain(template):
            raise problem("mining.template", template=template, places=template.count(PLACE))
    made: dict[str, tuple[int, int]] = {}
    for number, term in enumerate(clean):
        for place, template in enumerate(templates):
            made.setdefault(template.replace(PLACE, term.text), (number, place))
    origin = np.array(list(made.values()), dtype=np.int32).reshape(-1, 2)
    return TextQueries(clean, tuple(templates), tuple(made), origin[:, 0].copy(), origin[:, 1].copy())


def _sound(term: Term) -> str:
    text = " ".join(term.text.split())
    if not text:
        raise problem("mining.term-empty", category=" / ".join(term.category) or "?")
    for mark in MARKS:
        if mark in text:
            raise problem("mining.term-template-character", term=text, character=mark)
    return text


def _plain(template: str) -> int:
    """How many letters of a template are no braces."""
    return sum(letter not in PLACE for letter in template)
