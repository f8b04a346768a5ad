"""Near-duplicates on real photographs, beside a perceptual hash: what is found, what is false, what it costs.

python benchmarks/near_duplicates.py FOLDER [--photographs 24] [--seed 1] [--thresholds]

FOLDER holds photographs and, optionally, duplicates.csv (path, duplicate_of, how).
"""

import argparse
import csv
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that the file can be run by its path

from retrieval.near_duplicates import Candidate, Fingerprint, NearDuplicateIndex, fingerprint_image
from retrieval.near_duplicates.edits import HARDER, PROMISED, recompressed

SUFFIXES = {".jpg", ".jpeg", ".png", ".webp"}
PREVIEW_SIDE, PREVIEW_QUALITY = 1024, 88  # what the application keeps and fingerprints
PHASH_DISTANCE = 10  # imagededup's default

Rgb = npt.NDArray[np.uint8]
Pair = tuple[str, str]
T = TypeVar("T")


@dataclass
class Collection:
    """Photographs by path with their fingerprints, the peer's hashes and the listed pairs."""

    previews: dict[str, Rgb]
    fingerprints: dict[str, Fingerprint] = field(default_factory=dict)
    phashes: dict[str, int] = field(default_factory=dict)
    listed: list[tuple[str, str, str]] = field(default_factory=list)
    milliseconds: dict[str, float] = field(default_factory=dict)

    def groups(self) -> dict[str, str]:
        """Path to the name of its group: pairs that the list implies share one."""
        parent: dict[str, str] = {}

        def root(path: str) -> str:
            while parent.get(path, path) != path:
                path = parent[path]
            return path

        for first, second, _ in self.listed:
            parent[root(first)] = root(second)
        return {path: root(path) for path in self.previews}


def read_collection(folder: Path) -> Collection:
    """All photographs under a folder as the application would fingerprint them."""
    paths = sorted(p for p in folder.rglob("*") if p.suffix.lower() in SUFFIXES)
    found = Collection({p.relative_to(folder).as_posix(): preview(p) for p in paths})
    listed = folder / "duplicates.csv"
    if listed.is_file():
        with listed.open(encoding="utf-8", newline="") as stream:
            found.listed = [(r["path"], r["duplicate_of"], r["how"]) for r in csv.DictReader(stream)]
    found.fingerprints, found.milliseconds["fingerprint"] = timed(found.previews, fingerprint_image)
    found.phashes, found.milliseconds["PHash"] = timed(found.previews, phash)
    return found


def preview(path: Path) -> Rgb:
    """Upright, RGB, at most 1024 pixels, through JPEG quality 88."""
    with Image.open(path) as image:
        upright = ImageOps.exif_transpose(image).convert("RGB")
    upright.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE), Image.Resampling.LANCZOS)
    return recompressed(np.asarray(upright), PREVIEW_QUALITY)


def timed(images: dict[str, Rgb], compute: Callable[[Rgb], T]) -> tuple[dict[str, T], float]:
    """Results by path, and CPU milliseconds per image."""
    start = time.process_time()
    results = {path: compute(image) for path, image in images.items()}
    return results, 1000 * (time.process_time() - start) / max(1, len(images))


def phash(rgb: Rgb) -> int:
    """The 64-bit DCT hash of imagededup and ImageHash: the peer."""
    gray = cv2.resize(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), (32, 32), interpolation=cv2.INTER_AREA)
    low = cv2.dct(gray.astype(np.float32))[:8, :8]
    return int.from_bytes(np.packbits(low > np.median(low)).tobytes(), "big")


def check_all(collection: Collection) -> dict[str, list[Candidate]]:
    """Every photograph against all others."""
    index = NearDuplicateIndex(collection.fingerprints.items())
    len(index)  # read now, so that the time below is that of checks
    start = time.process_time()
    found = {p: index.check(f, exclude={p}) for p, f in collection.fingerprints.items()}
    collection.milliseconds["check"] = 1000 * (time.process_time() - start) / max(1, len(found))
    return found


def duplicates(candidates: dict[str, list[Candidate]]) -> set[Pair]:
    """Pairs suggested as duplicates from either side."""
    return {
        pair(path, c.neighbour)
        for path, found in candidates.items()
        for c in found
        if c.suggested == "duplicate"
    }


def phash_pairs(hashes: dict[str, int]) -> set[Pair]:
    """Pairs within imagededup's default distance."""
    names = sorted(hashes)
    values = np.array([hashes[n] for n in names], dtype=np.uint64)
    near = np.bitwise_count(values[:, None] ^ values[None, :]) <= PHASH_DISTANCE
    return {pair(names[i], names[j]) for i, j in np.argwhere(near).tolist() if i < j}


def pair(first: str, second: str) -> Pair:
    """The same pair in either order."""
    return (first, second) if first < second else (second, first)


def false_pairs(found: set[Pair], groups: dict[str, str]) -> list[Pair]:
    """Those that the list neither names nor implies."""
    return sorted(p for p in found if groups[p[0]] != groups[p[1]])


def recall_by_kind(found: set[Pair], listed: list[tuple[str, str, str]]) -> dict[str, tuple[int, int]]:
    """Kind of edit -> found and listed."""
    counts: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for first, second, how in listed:
        hits, total = counts[how]
        counts[how] = (hits + (pair(first, second) in found), total + 1)
    return dict(counts)


def checked_edits(
    collection: Collection, count: int, seed: int
) -> dict[str, list[tuple[str, list[Candidate], int]]]:
    """Edit -> (original, candidates of the edited copy, the peer's bits) for so many photographs."""
    rng = np.random.default_rng(seed)
    made = {first for first, _, _ in collection.listed}
    names = [name for name in collection.previews if name not in made]
    chosen = [names[i] for i in rng.permutation(len(names))[:count]]
    index = NearDuplicateIndex((n, collection.fingerprints[n]) for n in names)
    results: dict[str, list[tuple[str, list[Candidate], int]]] = defaultdict(list)
    for name in chosen:
        for edit, apply in {**PROMISED, **HARDER}.items():
            copy = np.ascontiguousarray(apply(collection.previews[name], rng))
            seen = recompressed(copy, PREVIEW_QUALITY)
            bits = (phash(seen) ^ collection.phashes[name]).bit_count()
            results[edit].append((name, index.check(fingerprint_image(seen)), bits))
    return dict(results)


def found_originals(
    checked: Iterable[tuple[str, list[Candidate], int]],
) -> int:
    """How many edited copies were suggested as duplicates of their original."""
    return sum(
        any(c.neighbour == name and c.suggested == "duplicate" for c in candidates)
        for name, candidates, _ in checked
    )


def report(collection: Collection, edits: dict[str, list[tuple[str, list[Candidate], int]]]) -> list[str]:
    """The lines of the table."""
    lines = [f"{'edit of ' + str(len(v)) + ' photographs':<40}ours  PHash" for v in list(edits.values())[:1]]
    for edit, checked in edits.items():
        peer = sum(bits <= PHASH_DISTANCE for _, _, bits in checked)
        lines.append(f"{edit:<40}{found_originals(checked):>4}  {peer:>5}")
    times = ", ".join(f"{name} {spent:.1f}" for name, spent in collection.milliseconds.items())
    return [*lines, f"CPU ms per image: {times}"]


def report_pairs(collection: Collection, candidates: dict[str, list[Candidate]]) -> list[str]:
    """The lines about the listed pairs."""
    groups, lines = collection.groups(), []
    for name, found in (
        ("ours", duplicates(candidates)),
        (f"PHash <= {PHASH_DISTANCE}", phash_pairs(collection.phashes)),
    ):
        kinds = recall_by_kind(found, collection.listed)
        hits = sum(hit for hit, _ in kinds.values())
        false = false_pairs(found, groups)
        lines.append(f"{name}: {hits} of {len(collection.listed)} listed pairs, {len(false)} false")
        lines += [f"    {kind[:60]:<62}{hit} of {total}" for kind, (hit, total) in sorted(kinds.items())]
    return lines


def report_thresholds(
    collection: Collection,
    candidates: dict[str, list[Candidate]],
    edits: dict[str, list[tuple[str, list[Candidate], int]]],
) -> list[str]:
    """What other limits of residual and drift would find, and what false pairs they would bring."""
    groups = collection.groups()
    lines = ["residual  drift  listed  false  promised edits  harder edits"]
    for residual in (0.12, 0.18, 0.24, 0.3, 0.5):
        for drift in (0.08, 0.15, 0.25, 9.0):

            def accepted(c: Candidate, residual: float = residual, drift: float = drift) -> bool:
                exact = c.inliers >= 12 and c.residual <= residual and c.drift <= drift
                whole = c.hamming <= 60 and c.drift <= max(drift, 0.35)
                return c.agreement >= 0.8 and ((exact and c.overlap >= 0.3) or whole)

            pairs = {pair(p, c.neighbour) for p, found in candidates.items() for c in found if accepted(c)}
            hits = sum(pair(a, b) in pairs for a, b, _ in collection.listed)
            shares = []
            for kinds in (PROMISED, HARDER):
                tried = [item for kind in kinds for item in edits[kind]]
                right = sum(any(c.neighbour == n and accepted(c) for c in found) for n, found, _ in tried)
                shares.append(f"{right}/{len(tried)}")
            false = len(false_pairs(pairs, groups))
            lines.append(
                f"{residual:>8}  {drift:>5}  {hits:>6}  {false:>5}  {shares[0]:>14}  {shares[1]:>12}"
            )
    return lines


def main() -> int:
    """Parses the command line and prints the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--photographs", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--thresholds", action="store_true", help="print the table over thresholds too")
    chosen = parser.parse_args()
    cv2.setNumThreads(1)
    collection = read_collection(chosen.folder)
    if not collection.previews:
        print(f"No photographs lie under {chosen.folder}.", file=sys.stderr)
        return 1
    candidates = check_all(collection)
    edits = checked_edits(collection, chosen.photographs, chosen.seed)
    print("\n".join(report_pairs(collection, candidates)))
    print("\n".join(report(collection, edits)))
    if chosen.thresholds:
        print("\n".join(report_thresholds(collection, candidates, edits)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
