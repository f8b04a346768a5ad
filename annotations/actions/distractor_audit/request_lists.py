"""The lists of one object in one set: answered from what a worker stored, else asked for."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Count, Max

from annotations.models import TextQuery
from annotations.rules.audit import SEARCH, TEXT
from curation import jobs
from curation.errors import Conflict, DomainError
from curation.models import DistractorSet, DistractorShard, Image, Job, Object, User


@dataclass(frozen=True)
class Asked:
    """What a list is nearest to: a picture, or the text."""

    name: str
    source: str  # SHA-256 of the picture's file, or the text itself
    image: Image | None = None


@dataclass(frozen=True)
class Lists:
    """What is known now; of `asked`, those in `files` can be read, those in `missing` never will be."""

    state: str  # ready | growing (more shards are coming) | renewing | searching | failed
    asked: tuple[Asked, ...]
    encoder: str
    version: str = ""
    files: Mapping[str, str] = field(default_factory=dict)  # list -> name in the storage
    missing: Mapping[str, str] = field(default_factory=dict)  # list -> why there is none
    error: str = ""
    job: Job | None = None  # the search that runs or waits


def request_lists(obj: Object, wanted: DistractorSet, encoder: str = "", *, actor: User) -> Lists:
    """The lists as they are stored; a search is queued where what they were made of has changed.

    While shards still arrive, lists that are there are not searched again: `growing` says so.

    Raises:
        Conflict: `audit.no-descriptors`, the set was imported without an encoder.
        DomainError: `audit.encoder`, the set has no descriptors of that encoder.
    """
    chosen, asked = encoder_of(wanted, encoder), asked_of(obj)
    args = (obj.pk, wanted.pk, chosen, state_of(wanted, asked))
    last = Job.objects.filter(key=jobs.key_of(SEARCH, args)).order_by("-pk").first()
    if last is not None and last.state == Job.State.DONE:
        return _answer("ready", asked, chosen, last.result)
    stored = _older(args)
    if last is not None and last.state in (Job.State.FAILED, Job.State.DEAD, Job.State.CANCELLED):
        error = last.error or "The search was stopped. Ask for it again on the page of the jobs."
        return _answer("failed", asked, chosen, stored, error)
    if stored and wanted.state == DistractorSet.State.RUNNING:
        return _answer("growing", asked, chosen, stored)
    job = last or jobs.enqueue("distractors.nearest", *args, benchmark=obj.benchmark, user=actor)
    return replace(_answer("renewing" if stored else "searching", asked, chosen, stored), job=job)


def encoder_of(wanted: DistractorSet, name: str = "") -> str:
    """The encoder that a list is asked of: the one that is named, or the set's first."""
    if not wanted.encoders:
        raise Conflict(
            "audit.no-descriptors",
            f"The set {wanted.slug} was imported without an encoder, so nothing can be said to be near. "
            "A maintainer imports it again with one (import_distractor_set --encoder).",
        )
    if name and name not in wanted.encoders:
        known = ", ".join(wanted.encoders)
        raise DomainError(
            "audit.encoder", f"The set {wanted.slug} has descriptors of {known}, not of {name}."
        )
    return name or str(wanted.encoders[0])


def asked_of(obj: Object) -> tuple[Asked, ...]:
    """Every query picture of the object in the order they came, then its text query."""
    queries = Image.objects.present().filter(object=obj, role=Image.Role.QUERY).select_related("original")
    pictures = [Asked(str(each.public_id), each.original.sha256, each) for each in queries.order_by("pk")]
    text = TextQuery.objects.filter(object=obj).values_list("text", flat=True).first() or ""
    return (*pictures, *([Asked(TEXT, text.strip())] if text.strip() else []))


def state_of(wanted: DistractorSet, asked: tuple[Asked, ...]) -> str:
    """Changes whenever a search could find something else: a shard more, another query, another text."""
    done = DistractorShard.objects.filter(set=wanted, state=DistractorShard.State.DONE)
    shards = done.aggregate(number=Count("pk"), last=Max("finished_at"))
    last = shards["last"].isoformat() if shards["last"] is not None else ""
    facts = [shards["number"], last, [[each.name, each.source] for each in asked]]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def _older(args: tuple[Any, ...]) -> Mapping[str, Any]:
    """The result of the last search of the same object, set and encoder."""
    done = Job.objects.filter(
        kind=SEARCH, state=Job.State.DONE, args__0=args[0], args__1=args[1], args__2=args[2]
    )
    return done.order_by("-pk").values_list("result", flat=True).first() or {}


def _answer(
    state: str, asked: tuple[Asked, ...], encoder: str, result: Mapping[str, Any], error: str = ""
) -> Lists:
    """Only lists of queries as they are now: what was nearest to another text says nothing of this one."""
    stored: Mapping[str, Mapping[str, str]] = result.get("lists", {})
    current = [each for each in asked if stored.get(each.name, {}).get("source") == each.source]
    return Lists(
        state=state,
        asked=asked,
        encoder=encoder,
        version=result.get("version", ""),
        files={each.name: stored[each.name]["file"] for each in current if stored[each.name].get("file")},
        missing={
            each.name: stored[each.name]["missing"] for each in current if stored[each.name].get("missing")
        },
        error=error,
    )
