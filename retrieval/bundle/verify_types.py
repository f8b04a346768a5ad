"""One finding of a verification."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A stable code, the path below the folder and a full sentence."""

    code: str
    path: str
    message: str
