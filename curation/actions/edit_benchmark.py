"""Change the goal and the rules of a benchmark."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from curation import audit, jobs, licences
from curation.errors import DomainError
from curation.models import Benchmark, Object, User

EDITABLE = ("title", "goal_objects", "licences", "severities", "reviews_needed")
SEVERITIES = frozenset({"error", "warning", "off"})


@transaction.atomic
def edit_benchmark(benchmark: Benchmark, changes: Mapping[str, Any], *, actor: User) -> Benchmark:
    """Save the named fields (any of EDITABLE) and have the rules of every object looked at again.

    Raises:
        DomainError: `rights.licence`, `benchmark.severity` or `benchmark.reviews` for what can't be taken.
    """
    _refuse_unusable(changes)
    locked = Benchmark.objects.select_for_update().get(pk=benchmark.pk)
    names = [name for name in EDITABLE if name in changes and changes[name] != getattr(locked, name)]
    if not names:
        return locked
    before = {name: getattr(locked, name) for name in names}
    for name in names:
        setattr(locked, name, changes[name])
    locked.save(update_fields=names)
    after = {name: changes[name] for name in names}
    audit.record(
        "curation.benchmark.edited", locked, actor=actor, benchmark=locked, before=before, after=after
    )
    if {"licences", "severities"} & set(names):
        objects = Object.objects.filter(benchmark=locked).values_list("pk", flat=True)
        jobs.enqueue_all("rules.check", objects, benchmark=locked, user=actor)
    return locked


def _refuse_unusable(changes: Mapping[str, Any]) -> None:
    for licence in changes.get("licences", []):
        if not licences.is_valid(licence):
            raise DomainError("rights.licence", licences.refusal(licence))
    for code, severity in changes.get("severities", {}).items():
        if severity not in SEVERITIES:
            message = f'The severity "{severity}" of {code} is unknown: say error, warning or off.'
            raise DomainError("benchmark.severity", message)
    if changes.get("reviews_needed", 1) not in {1, 2}:
        raise DomainError("benchmark.reviews", "Either one or two reviewers stand behind each object.")
