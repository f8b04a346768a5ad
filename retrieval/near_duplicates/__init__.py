"""Finds images that are copies of one another, and tells them from two photographs of one scene."""

from retrieval.near_duplicates.candidate import Candidate
from retrieval.near_duplicates.description import Describer, default_describer
from retrieval.near_duplicates.fingerprint import VERSION, Fingerprint, fingerprint_image, method_of
from retrieval.near_duplicates.index import NearDuplicateIndex
from retrieval.near_duplicates.searcher import Searcher, Searchers

__all__ = [
    "VERSION",
    "Candidate",
    "Describer",
    "Fingerprint",
    "NearDuplicateIndex",
    "Searcher",
    "Searchers",
    "default_describer",
    "fingerprint_image",
    "method_of",
]
