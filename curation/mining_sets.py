"""The distractor sets that can be chosen from, and the encoders that describe them already."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Sum

from curation.actions.mining.describe_shard import stored_manifest
from curation.models import Benchmark, DistractorSet, DistractorShard
from retrieval.distractors import DistractorError

# Encoders that read texts and lie beside their code: offered everywhere. The web process does not import the
# registry, which loads torch.
OFFERED = ("demo", "demo-2", "demo-3")
WITHOUT_TEXTS = ("default", "vlad")
# what retrieval.encoders.checkpoint looks for, which would load torch here too; a test holds them equal
WEIGHTS = (".safetensors", ".pt", ".pth", ".bin")


def sets_of(benchmark: Benchmark) -> list[dict[str, Any]]:
    """{slug, images, encoders, pictured} of each set that was not cancelled and has something in it, by name.

    pictured: its images can be described by further encoders; ready descriptors have none.
    """
    rows = DistractorSet.objects.searched().filter(benchmark=benchmark).order_by("slug")
    listed = []
    for row in rows:
        done = row.shards.filter(state=DistractorShard.State.DONE, accepted__gt=0)
        images = done.aggregate(sum=Sum("accepted"))["sum"] or 0
        first = done.order_by("number").defer("piece", "refusals").select_related("set").first()
        if first is not None:
            names, pictured = _described(first, first.manifest)
            found = sorted(filter(reads_texts, {*row.encoders, *names}))
            listed.append({"slug": row.slug, "images": images, "encoders": found, "pictured": pictured})
    return listed


def encoders_of(sets: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """{name, described_sets} of each encoder that can be chosen.

    Those of the sets, those offered everywhere, and those whose weights were fetched onto this machine.
    """
    names = {*OFFERED, *_fetched(), *(name for row in sets for name in row["encoders"])}
    return [
        {"name": name, "described_sets": [row["slug"] for row in sets if name in row["encoders"]]}
        for name in sorted(names)
    ]


def reads_texts(name: str) -> bool:
    """Whether an encoder of that name may have a text tower; the worker that builds it knows for sure."""
    family = name.partition("@")[0]
    return family not in WITHOUT_TEXTS and not family.startswith("timm:")


def _fetched() -> list[str]:
    """open_clip's models with weights here; of timm's none reads texts."""
    folder = Path(settings.MODELS_ROOT) / "open_clip"
    return [f"open_clip:{path.stem}" for path in folder.glob("*") if path.suffix in WEIGHTS]


@lru_cache(maxsize=256)
def _described(shard: DistractorShard, _manifest: str) -> tuple[tuple[str, ...], bool]:
    """Names of its encoders, and whether it holds images."""
    try:
        manifest = stored_manifest(shard)
    except DistractorError:
        return (), True  # a damaged shard is told of by the run that meets it
    return tuple(entry.name for entry in manifest.encoders.values()), manifest.images
