"""What is written of a choice: the list of keys, selection.json, and the tables that the page reads."""

import hashlib
import json
from typing import Any

from django.conf import settings

from curation.mining_terms import queries_of
from curation.models import MiningRun
from retrieval.distractors import slug_of
from retrieval.distractors.manifest import descriptors_file
from retrieval.mining import SCORES_VERSION, asked, keys_sha256, keys_text, selection_text
from workers.mining_files import removed_of
from workers.mining_rows import manifest_of
from workers.mining_threshold import shards_of

KEYS, SELECTION, CHOSEN, BELOW = "keys.txt", "selection.json", "chosen.parquet", "below.parquet"


def written(run: MiningRun, keys: list[str], found: dict[str, Any]) -> tuple[bytes, bytes]:
    """keys.txt and selection.json of a run: they say nothing of when, where or by how many it was made."""
    listed = keys_text(keys)
    facts = {
        "name": run.name,
        "kind": run.kind,
        "size": run.size,
        "seed": run.seed if run.kind == MiningRun.Kind.RANDOM else None,
        "ensemble": run.ensemble if run.kind == MiningRun.Kind.HARD else None,
        "encoders": run.facts.get("encoders", []),
        "sets": sets_of(run),
        "counts": {"considered": run.facts["images"], "chosen": len(keys)},
        "keys_sha256": keys_sha256(listed),
        "scores_version": SCORES_VERSION,
        "code_version": str(settings.SPECTACULAR_SETTINGS["VERSION"]),
        **(asked(queries_of(run)) if run.kind == MiningRun.Kind.HARD else {}),
        **found,
    }
    return listed, selection_text(facts)


def sets_of(run: MiningRun) -> list[dict[str, Any]]:
    """The sets it chose from: their images and shards, and a hash of what they are described with."""
    rows, removed = shards_of(run), removed_of(run)
    slugs = [slug_of(each["version"]) for each in run.facts.get("encoders", [])]
    listed = []
    for slug in run.sets:
        mine = [row.shard for row in rows if row.shard.set.slug == slug]
        digest = hashlib.sha256()
        for shard in mine:
            files = manifest_of(shard).files
            told = [files[descriptors_file(each)].sha256 for each in slugs] or [files["rows.parquet"].sha256]
            digest.update(json.dumps([shard.name, *told]).encode())
        listed.append(
            {
                "slug": slug,
                "images": sum(shard.accepted for shard in mine),
                "shards": len(mine),
                "removed": len(removed.get(slug, ())),
                "content_sha256": digest.hexdigest(),
            }
        )
    return listed
