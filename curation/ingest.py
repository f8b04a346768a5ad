"""The one ingestor of a process: it keeps its decoding child warm between pictures."""

from functools import cache
from pathlib import Path

from curation.errors import DomainError
from retrieval.images import ImageRefused, Ingested, Ingestor


@cache
def ingestor() -> Ingestor:
    """The ingestor of this process, made at first use."""
    return Ingestor()


def read(source: bytes | Path) -> Ingested:
    """Decode one file and derive everything from it.

    Raises:
        DomainError: with the code and sentence of the refusal.
    """
    try:
        return ingestor().ingest(source)
    except ImageRefused as refused:
        raise DomainError(refused.code, refused.message) from refused
