"""Two releases of one benchmark compared."""

from curation.errors import DomainError
from releases.actions.content import content_of
from releases.models import Release
from retrieval.bundle.diff import Difference, diff


class NotComparable(DomainError):
    """Both can be seen, but a comparison would say nothing."""

    status = 422


def comparable(old: Release, new: Release) -> None:
    """Raises NotComparable `diff.other-benchmark`."""
    if old.benchmark_id != new.benchmark_id:
        message = f"{old} and {new} are releases of two benchmarks; choose two versions of one."
        raise NotComparable("diff.other-benchmark", message)


def compare(old: Release, new: Release) -> Difference:
    """What `new` says otherwise than `old`, from their frozen rows."""
    comparable(old, new)
    return diff(content_of(old), content_of(new))
