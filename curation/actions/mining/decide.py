"""Say whether a chosen subset goes into the next release."""

from django.db import transaction
from django.utils import timezone

from curation import audit
from curation.actions.mining.advance import locked
from curation.errors import Conflict
from curation.models import Benchmark, MiningRun, User

DONE, ACCEPTED, DISCARDED = MiningRun.State.DONE, MiningRun.State.ACCEPTED, MiningRun.State.DISCARDED
ACCEPTABLE = frozenset({DONE})
DISCARDABLE = frozenset({DONE, ACCEPTED})


@transaction.atomic
def accept_run(run: MiningRun, *, actor: User | None) -> MiningRun:
    """Make it the subset of its name; the one that was until now is discarded.

    Raises:
        Conflict: `mining.not-done`.
    """
    Benchmark.objects.select_for_update().get(pk=run.benchmark_id)  # of two at once, one after the other
    row = locked(run)
    if row.state not in ACCEPTABLE:
        message = f"This run is {row.state}: only one that is done and undecided can be accepted."
        raise Conflict("mining.not-done", message)
    earlier = MiningRun.objects.accepted().filter(benchmark=row.benchmark, name=row.name)
    for other in earlier.select_for_update(of=("self",)).select_related("benchmark"):
        _decided(other, DISCARDED, actor, by=str(row.public_id))
    _decided(row, ACCEPTED, actor)
    return row


@transaction.atomic
def discard_run(run: MiningRun, *, actor: User | None) -> MiningRun:
    """Leave it out of releases; its files stay as a record.

    Raises:
        Conflict: `mining.not-done`.
    """
    row = locked(run)
    if row.state not in DISCARDABLE:
        message = f"This run is {row.state}: only one that is done can be discarded."
        raise Conflict("mining.not-done", message)
    _decided(row, DISCARDED, actor)
    return row


def _decided(row: MiningRun, state: str, actor: User | None, **data: str) -> None:
    before, row.state = row.state, state
    row.decided_by, row.decided_at = actor, timezone.now()
    row.save(update_fields=["state", "decided_by", "decided_at"])
    audit.record(
        f"curation.mining-run.{state}",
        row,
        actor=actor,
        benchmark=row.benchmark,
        name=row.name,
        before=before,
        after=state,
        keys_sha256=row.keys_sha256,
        **data,
    )
