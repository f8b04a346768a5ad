"""Opens what `build` wrote: mapped, so that every process of a machine shares one copy."""

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.errors import RetrievalError
from retrieval.index.hashes.builder import CODES_FILE, LIMITS_FILE, MANIFEST_FILE, ROWS_FILE, VERSION, mapped
from retrieval.index.hashes.plan import CODE_BYTES, HashPlan
from retrieval.index.hashes.segment import Segment


def read_segment(folder: Path, verify: bool = False) -> tuple[Segment, dict[str, Any]]:
    """The mapped segment of a folder and its manifest; sizes are checked, SHA-256 too if asked.

    RetrievalError `index.unreadable` when it is not whole.
    """
    try:
        manifest = json.loads((folder / MANIFEST_FILE).read_text(encoding="utf-8"))
        plan = HashPlan(int(manifest["plan"]["count"]), tuple(manifest["plan"]["widths"]))
        whole = manifest["version"] == VERSION and _sizes_fit(folder, manifest, plan)
        if not whole or (verify and not _sums_fit(folder, manifest)):
            raise _unreadable(folder)
        codes = mapped(folder / CODES_FILE, np.uint64).reshape(-1, CODE_BYTES // 8)
        limits = mapped(folder / LIMITS_FILE, np.uint32)
        rows = mapped(folder / ROWS_FILE, np.uint32)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _unreadable(folder) from error
    return Segment.over(plan, codes, limits, rows), manifest


def _sizes_fit(folder: Path, manifest: dict[str, Any], plan: HashPlan) -> bool:
    expected = {
        CODES_FILE: CODE_BYTES * plan.count,
        LIMITS_FILE: 4 * plan.limits,
        ROWS_FILE: 4 * plan.count * len(plan.widths),
    }
    return all(
        (folder / name).stat().st_size == size == manifest["files"][name]["size"]
        for name, size in expected.items()
    )


def _sums_fit(folder: Path, manifest: dict[str, Any]) -> bool:
    for name, said in manifest["files"].items():
        with (folder / name).open("rb") as stream:
            if hashlib.file_digest(stream, "sha256").hexdigest() != said["sha256"]:
                return False
    return True


def _unreadable(folder: Path) -> RetrievalError:
    return RetrievalError(
        "index.unreadable", f"The hash index in {folder} is not whole. Build it again from its shards."
    )
