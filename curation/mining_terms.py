"""The words that distractors are searched with: every category of a benchmark, and its extra terms."""

from dataclasses import dataclass
from typing import Any

from curation.errors import DomainError
from curation.models import Benchmark, Category, MiningRun
from retrieval.errors import RetrievalError
from retrieval.mining import Term, TextQueries, text_queries


@dataclass(frozen=True)
class CategoryTerm:
    """One word, the category it stands for, and whether it is the name of that category or an extra term."""

    text: str
    category: tuple[str, ...]
    category_id: int
    is_name: bool

    @property
    def term(self) -> Term:
        """As the library takes it."""
        return Term(self.text, self.category)


def terms_of(benchmark: Benchmark) -> list[CategoryTerm]:
    """The name of every category of any level and its extra terms, in the order of the tree."""
    rows = Category.objects.filter(benchmark=benchmark).select_related("parent__parent")
    found: list[CategoryTerm] = []
    for path, row in sorted(((tuple(row.path()), row) for row in rows), key=lambda pair: pair[0]):
        found.append(CategoryTerm(row.name, path, row.pk, is_name=True))
        found += [CategoryTerm(str(text), path, row.pk, is_name=False) for text in row.extra_terms]
    return found


def problems_of(terms: list[CategoryTerm], templates: list[str]) -> list[dict[str, str]]:
    """What keeps these terms and templates from being used, each with its code and its sentence."""
    if not terms:
        return [_problem(error) for error in _refusals([], templates)]
    found = [_problem(error) for term in terms for error in _refusals([term], templates)]
    return [one for place, one in enumerate(found) if one not in found[:place]]


def sound_terms(terms: list[CategoryTerm], templates: list[str]) -> list[dict[str, Any]]:
    """The terms as a run keeps them.

    Raises DomainError with the code and sentence of the first thing that is wrong with them.
    """
    for error in _refusals(terms, templates):
        raise DomainError(error.code, error.message) from error
    return [{"text": term.text, "category": list(term.category)} for term in terms]


def queries_of(run: MiningRun) -> TextQueries:
    """The text queries of a run, by whose numbers its files name them; the same whenever they are asked for."""
    terms = [Term(row["text"], tuple(row["category"])) for row in run.terms]
    return text_queries(terms, run.templates)


def _refusals(terms: list[CategoryTerm], templates: list[str]) -> list[RetrievalError]:
    try:
        text_queries([term.term for term in terms], templates)
    except RetrievalError as error:
        return [error]
    return []


def _problem(error: RetrievalError) -> dict[str, str]:
    return {"code": error.code, "message": error.message}
