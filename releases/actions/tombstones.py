"""What stands in a release for things that an earlier one held and no later one may."""

from curation.models import Benchmark
from releases.actions.held import held_by
from releases.models import Withdrawal
from retrieval.bundle.schema import Withdrawn


def tombstones(benchmark: Benchmark) -> tuple[Withdrawn, ...]:
    """One for each withdrawn thing that a release held, in the order of kind and key.

    They follow from the withdrawals, which last: so every later version carries them too.
    """
    entries = list(Withdrawal.objects.filter(benchmark=benchmark).order_by("kind", "key"))
    held = held_by(entries)
    versions = dict(benchmark.releases.values_list("pk", "version")) if held else {}
    return tuple(
        Withdrawn(
            kind=entry.kind,  # type: ignore[arg-type]  # one of the choices
            key=entry.key,
            last_version=versions[held[entry.kind, entry.key][-1]],
            date=entry.created_at.date().isoformat(),
            reason=entry.reason_public,
        )
        for entry in entries
        if (entry.kind, entry.key) in held
    )
