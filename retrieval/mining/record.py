"""selection.json: everything that is needed to make the same choice again."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from retrieval.mining.queries import TextQueries

FORMAT: Final = "aristarch-selection-1"


def keys_text(keys: Iterable[str]) -> bytes:
    """The published keys, sorted, one a line."""
    return "".join(f"{key}\n" for key in sorted(keys)).encode()


def keys_sha256(keys: bytes) -> str:
    """Of what `keys_text` gives."""
    return hashlib.sha256(keys).hexdigest()


def asked(queries: TextQueries) -> dict[str, Any]:
    """Terms with their categories, templates, and the number and hash of the texts made of them."""
    return {
        "terms": [{"text": term.text, "category": list(term.category)} for term in queries.terms],
        "templates": list(queries.templates),
        "text_queries": len(queries),
        "text_queries_sha256": queries.sha256,
    }


def selection_text(facts: Mapping[str, Any]) -> bytes:
    """The file: the same bytes for the same facts. Raises ValueError for a number that is not finite."""
    whole = {"format": FORMAT, **facts}
    return (json.dumps(whole, indent=1, sort_keys=True, ensure_ascii=False, allow_nan=False) + "\n").encode()
