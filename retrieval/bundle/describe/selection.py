"""selection.json: which distractors the subsets hold and how they were chosen."""

import hashlib
import json

from retrieval.bundle.schema import Release, Subset
from retrieval.bundle.strict_json import canonical

SELECTION = "selection.json"


def selection_json(release: Release) -> str:
    """Every subset by name; the hash is that of its keys, one per line."""
    subsets = [_subset(entry) for entry in release.subsets]
    head = {"slug": release.slug, "version": release.version, "subsets": subsets}
    return json.dumps(head, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _subset(entry: Subset) -> dict[str, object]:
    digest = hashlib.sha256()
    for key in entry.keys:
        digest.update(f"{key}\n".encode())
    return {
        "name": entry.name,
        "distractors": len(entry.keys),
        "keys_sha256": digest.hexdigest(),
        # sorted: a database gives names back in an order of its own
        "selection": json.loads(canonical(entry.selection)),
    }
