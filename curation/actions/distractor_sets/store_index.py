"""Put a built index in the place of the earlier one."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from curation import audit
from curation.models import DistractorIndex, DistractorSet


@dataclass(frozen=True)
class BuiltIndex:
    """What was built: kind ("hashes", or how descriptors are searched), encoder version, where it lies, what it holds."""

    kind: str
    encoder: str
    folder: str
    shards: int
    rows: int
    manifest: dict[str, Any]


@transaction.atomic
def store_index(found: DistractorSet, built: BuiltIndex) -> DistractorIndex:
    """Make it the current one of its encoder; the same index built twice is one row."""
    DistractorSet.objects.select_for_update().get(
        pk=found.pk
    )  # two that are built at once: one after the other
    earlier = DistractorIndex.objects.filter(set=found, encoder=built.encoder, current=True)
    same = earlier.filter(folder=built.folder, kind=built.kind, shards=built.shards).first()
    if same is not None:
        return same
    earlier.update(current=False)
    row = DistractorIndex.objects.create(
        set=found,
        kind=built.kind,
        encoder=built.encoder,
        folder=built.folder,
        shards=built.shards,
        rows=built.rows,
        manifest=built.manifest,
    )
    audit.record(
        "curation.distractor-index.built",
        row,
        actor=None,
        benchmark=found.benchmark,
        set=found.slug,
        kind=built.kind,
        rows=built.rows,
    )
    return row
