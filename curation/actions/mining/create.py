"""Begin a choice of distractors: what it is made of is written down, and the workers have it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Sum

from curation import audit
from curation.actions.mining.advance import go_on
from curation.errors import DomainError
from curation.mining_sets import reads_texts, sets_of
from curation.mining_terms import sound_terms, terms_of
from curation.models import Benchmark, DistractorSet, DistractorShard, MiningRun, MiningShard, User
from retrieval.bundle.preflight import is_subset_name
from retrieval.distractors import WITHOUT_IMAGES
from retrieval.mining import ENSEMBLES, TEMPLATES

LONGEST_NAME = 40
AT_ONCE = 2000
SEEDS = 2**63


@dataclass(frozen=True)
class NewRun:
    """What is to be chosen; without sets all that can be released, without templates those of ILIAS."""

    size: int
    name: str = "mini"
    kind: str = MiningRun.Kind.HARD
    seed: int = 0
    ensemble: str = MiningRun.Ensemble.MEAN
    encoders: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()
    templates: tuple[str, ...] = TEMPLATES


def create_run(benchmark: Benchmark, new: NewRun, *, actor: User | None) -> MiningRun:
    """Write the run with its terms and shards as they are now, and queue its first job.

    Raises:
        DomainError: `mining.name`, `mining.kind`, `mining.seed`, `mining.ensemble`, `mining.no-encoder`,
            `mining.set-unknown`, `mining.set-cancelled`, `mining.nothing-to-mine`, `mining.size`,
            `mining.nothing-to-encode`, and what text_queries says of the terms and templates.
    """
    sets, hard = demand_sound(benchmark, new), new.kind == MiningRun.Kind.HARD
    terms = sound_terms(terms_of(benchmark), list(new.templates)) if hard else []
    with transaction.atomic():
        run = MiningRun.objects.create(
            benchmark=benchmark,
            name=new.name,
            kind=new.kind,
            size=new.size,
            seed=new.seed,
            ensemble=new.ensemble,
            encoders=list(dict.fromkeys(new.encoders)) if hard else [],
            sets=[row.slug for row in sets],
            terms=terms,
            templates=list(new.templates) if hard else [],
            phase=MiningRun.Phase.TEXTS if hard else MiningRun.Phase.SELECTING,
            created_by=actor,
        )
        rows = (MiningShard(run=run, shard=shard, manifest=shard.manifest) for shard in shards_of(sets))
        MiningShard.objects.bulk_create(rows, batch_size=AT_ONCE)
        data = {"name": run.name, "kind": run.kind, "size": run.size, "encoders": run.encoders}
        audit.record("curation.mining-run.created", run, actor=actor, benchmark=benchmark, **data)
        go_on(run)
    return run


def shards_of(sets: Sequence[DistractorSet]) -> list[DistractorShard]:
    """Their shards with images or descriptors in them, set by set in the order of the source."""
    rows = DistractorShard.objects.filter(
        set__in=sets, state=DistractorShard.State.DONE, accepted__gt=0
    ).select_related("set")
    return list(rows.defer("piece", "refusals").order_by("set__slug", "number"))


def demand_sound(benchmark: Benchmark, new: NewRun) -> list[DistractorSet]:
    """The sets it chooses from, by name.

    Raises DomainError with the reason, when it can't be chosen.
    """
    _demand_name(new)
    if new.kind not in MiningRun.Kind.values:
        raise _refused("kind", f'There is no kind of choice "{new.kind}". Choose hard or random.')
    if not 0 <= new.seed < SEEDS:
        raise _refused("seed", f"A seed is a whole number from 0 to {SEEDS - 1}, which {new.seed} is not.")
    if new.ensemble not in ENSEMBLES:
        known = ", ".join(ENSEMBLES)
        raise _refused("ensemble", f'There is no ensemble named "{new.ensemble}". Choose one of {known}.')
    if new.kind == MiningRun.Kind.HARD and not new.encoders:
        message = "No encoder was named. Choose at least one that reads texts, such as demo."
        raise _refused("no-encoder", message)
    sets = _sets_named(benchmark, new.sets)
    _demand_size(new.size, sets)
    if new.kind == MiningRun.Kind.HARD:
        _demand_encodable(benchmark, new, sets)
    return sets


def _demand_name(new: NewRun) -> None:
    if not is_subset_name(new.name):
        message = (
            f'"{new.name}" can\'t name a subset: it becomes a file name of the release. Use lower-case letters, '
            'digits and underscores, without "pos" and "quer", which loaders search names for.'
        )
        raise _refused("name", message)
    if len(new.name) > LONGEST_NAME:
        raise _refused("name", f"The name of a subset has at most {LONGEST_NAME} characters.")


def _sets_named(benchmark: Benchmark, slugs: Sequence[str]) -> list[DistractorSet]:
    known = {row.slug: row for row in DistractorSet.objects.filter(benchmark=benchmark)}
    for slug in slugs:
        if slug not in known:
            there = ", ".join(sorted(known)) or "none yet"
            message = f'{benchmark} has no distractor set "{slug}". Sets here: {there}.'
            raise _refused("set-unknown", message)
        if known[slug].state == DistractorSet.State.CANCELLED:
            message = f'The distractor set "{slug}" was cancelled; nothing is chosen from it. Leave it out.'
            raise _refused("set-cancelled", message)
    live = [row for row in known.values() if row.state != DistractorSet.State.CANCELLED]
    # what has no images can't be released, and what was chosen from it neither: only who names it gets it
    offered = [row for row in live if row.kind not in WITHOUT_IMAGES] or live
    wanted = [known[slug] for slug in set(slugs)] if slugs else offered
    return sorted(wanted, key=lambda row: row.slug)


def _demand_encodable(benchmark: Benchmark, new: NewRun, sets: Sequence[DistractorSet]) -> None:
    """Ready descriptors of other encoders, without images, can't be described by those that are asked for."""
    chosen = {row.slug for row in sets}
    for known in sets_of(benchmark):
        for name in filter(reads_texts, new.encoders):
            if known["slug"] in chosen and not known["pictured"] and name not in known["encoders"]:
                message = (
                    f'The set "{known["slug"]}" has no descriptors of {name} and no images to describe. '
                    "Leave the set or the encoder out, or bring the set in with descriptors of it."
                )
                raise _refused("nothing-to-encode", message)


def _demand_size(size: int, sets: Sequence[DistractorSet]) -> None:
    done = DistractorShard.objects.filter(set__in=sets, state=DistractorShard.State.DONE)
    there = (done.aggregate(sum=Sum("accepted"))["sum"] or 0) - sum(row.removals.count() for row in sets)
    if there < 1:
        message = (
            "There is no distractor to choose from: no shard of these sets is done. Bring distractors in "
            "first (manage.py import_distractor_set), or wait for the workers."
        )
        raise _refused("nothing-to-mine", message)
    if not 1 <= size <= there:
        message = f"{size:,} can't be chosen from {there:,} distractors. Ask for 1 to {there:,}."
        raise _refused("size", message)


def _refused(word: str, message: str) -> DomainError:
    return DomainError(f"mining.{word}", message)
