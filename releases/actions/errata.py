"""What was withdrawn of a release after it was frozen, in words that may be published."""

from dataclasses import dataclass

from releases.actions.held import held_by, in_release
from releases.models import Release, Withdrawal


@dataclass(frozen=True, slots=True, kw_only=True)
class Erratum:
    """A thing that the release holds and nobody should use any more."""

    kind: str
    key: str
    object: str
    name: str
    date: str
    reason: str
    gone_in: str | None


def errata(release: Release) -> list[Erratum]:
    """Oldest first; empty when nothing it holds was withdrawn."""
    entries = in_release(release)
    held = held_by(entries)
    later = list(
        Release.objects.filter(benchmark=release.benchmark_id, pk__gt=release.pk).order_by("pk")
        if entries
        else ()
    )
    return [_erratum(entry, set(held[entry.kind, entry.key]), later) for entry in entries]


def object_of(entry: Withdrawal) -> tuple[str, str]:
    """Key and name of the object that was withdrawn or lost a picture; empty for a distractor."""
    obj = entry.object or (entry.image.object if entry.image is not None else None)
    return (obj.key, obj.name) if obj is not None else ("", "")


def _erratum(entry: Withdrawal, held: set[int], later: list[Release]) -> Erratum:
    key, name = object_of(entry)
    return Erratum(
        kind=entry.kind,
        key=entry.key,
        object=key,
        name=name,
        date=entry.created_at.date().isoformat(),
        reason=entry.reason_public,
        gone_in=next((release.version for release in later if release.pk not in held), None),
    )
