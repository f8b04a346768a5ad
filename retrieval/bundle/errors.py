"""What the release format refuses, and one finding of a check."""

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.errors import RetrievalError


@dataclass(frozen=True, slots=True, order=True)
class BundleProblem:
    """One finding: a stable code, the thing it is about and a full sentence."""

    code: str
    where: str
    message: str


class BundleError(RetrievalError):
    """A release cannot be written or read; nothing half-made was put in its place."""


class ReleaseRefusedError(BundleError):
    """The release breaks rules of the format; `problems` holds every one of them."""

    def __init__(self, problems: Sequence[BundleProblem]) -> None:
        self.problems = tuple(problems)
        listed = " ".join(problem.message for problem in self.problems[:3])
        more = len(self.problems) - 3
        tail = f" And {more} more." if more > 0 else ""
        super().__init__(
            "bundle.refused",
            f"The release was not written because {len(self.problems)} thing(s) in it would break "
            f"the official loaders. {listed}{tail}",
        )


class ExportCancelledError(BundleError):
    """Somebody asked for the export to stop; what was written stays aside and is used again."""

    def __init__(self) -> None:
        super().__init__(
            "bundle.cancelled",
            "The export was stopped on request; start it again to continue where it stopped.",
        )
