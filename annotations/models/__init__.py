"""What people say about the collected pictures, and what machines measure on top of it."""

from annotations.models.box import Box, BoxSet
from annotations.models.distractor_look import DistractorLook, DistractorMark
from annotations.models.measure import Measure
from annotations.models.review import Review, ReviewClaim, Submission
from annotations.models.text import TextEdit, TextQuery

__all__ = [
    "Box",
    "BoxSet",
    "DistractorLook",
    "DistractorMark",
    "Measure",
    "Review",
    "ReviewClaim",
    "Submission",
    "TextEdit",
    "TextQuery",
]
