"""Finds images that are copies of one another, and tells them from two photographs of one scene."""

from retrieval.near_duplicates.candidate import Candidate
from retrieval.near_duplicates.fingerprint import VERSION, Fingerprint, fingerprint_image
from retrieval.near_duplicates.index import NearDuplicateIndex

__all__ = ["VERSION", "Candidate", "Fingerprint", "NearDuplicateIndex", "fingerprint_image"]
