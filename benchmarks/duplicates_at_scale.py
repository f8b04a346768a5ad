"""Near-duplicates among millions: what brings up crops and borders, and what each way costs.

python -m benchmarks.duplicates_at_scale FOLDER [--others 1000,100000,1000000] [--photographs 24]
    [--encoder NAME] [--regions 60] [--check 5000000] [--checks 200]
    [--descriptors FOLDER] [--work FOLDER]

FOLDER holds photographs and duplicates.csv (path, duplicate_of, how). The others are drawn from the
photographs (see at_scale_others.py), hashes and descriptors included. --encoder measures any encoder that
`build_encoder` knows, such as open_clip:ViT-B-32 after `fetch_models`; --check adds the time of one check.
"""

import argparse
import itertools
import shutil
import sys
import tempfile
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from benchmarks.at_scale_check import promises, size_of, time_checks
from benchmarks.at_scale_input import Input, described, prepare
from benchmarks.at_scale_others import Others
from benchmarks.at_scale_regions import measure_regions
from benchmarks.at_scale_tiers import compact_places, descriptor_pass, hash_bits, table
from benchmarks.near_duplicates import read_collection
from retrieval.encoders import build_encoder
from retrieval.encoders.description import describer_of
from retrieval.index import IndexPlan, ShardVectors, build_index, open_index
from retrieval.index.hashes import HashIndex
from retrieval.near_duplicates.at_scale.index import CompactIndex
from retrieval.near_duplicates.at_scale.tiers import Effort

MEMORY = 6 << 30


def tiers(given: Input, chosen: argparse.Namespace, work: Path) -> list[str]:
    """The table of the tiers, then the whole chain among the largest number of others."""
    counts = [int(count) for count in chosen.others.split(",")]
    others = Others(given.pool, max(counts))
    compact = CompactIndex.build(itertools.chain([given.rows], others.compact()), work / "compact")
    hashes = HashIndex.build(itertools.chain([given.pool.hashes], others.hashes()), work / "hashes")
    bits = hash_bits(given)
    known = descriptor_pass(given, others, counts)
    places = compact_places(given, compact, counts)
    columns: dict[str, npt.NDArray[np.bool_]] = {"PDQ<=31": bits <= 31, "PDQ<=60": bits <= 60}
    for count in counts:
        columns[f"compact {count}"] = places.by_count[count] < Effort().verified
    for top in (1, 10, 100):
        for count in counts:
            columns[f"descriptor top {top} {count}"] = known.places.by_count[count] < top
    lines = table(given.questions, columns)
    lines.append(
        f"bytes per image: PDQ {size_of(work / 'hashes') / len(hashes):.0f}, compact "
        f"{compact.size / len(compact):.0f} (stored {given.rows[0].nbytes}), descriptor "
        f"{2 * given.pool.descriptors.shape[1]}"
    )
    lines += [f"among {max(counts)} others:", *promises(given, hashes, compact, known)]
    return lines


def regions(given: Input, questions: int) -> list[str]:
    """What hashes of windows would find."""
    measured = measure_regions(given, questions)
    lines = table(given.questions, {f"windows<={r}": measured.bits <= r for r in (31, 45, 60)})
    near = [f"{(measured.strangers <= r).mean():.2f}" for r in (31, 45, 60, 70)]
    return [
        f"PDQ of windows, {questions} questions only:",
        *lines,
        f"strangers within 31, 45, 60, 70 bits: {', '.join(near)}; least {measured.strangers.min()}",
        f"{32 * measured.stored} bytes and {measured.stored_ms:.0f} ms of CPU per stored image",
        f"{measured.asked_ms:.0f} ms for the {8 * measured.asked} hashes of a question",
    ]


def whole_check(given: Input, chosen: argparse.Namespace, work: Path) -> list[str]:
    """The time of a check among so many others in all three tiers."""
    pool = given.pool
    others = Others(pool, chosen.check)
    compact = CompactIndex.build(itertools.chain([given.rows], others.compact()), work / "compact")
    hashes = HashIndex.build(itertools.chain([pool.hashes], others.hashes()), work / "hashes")
    folder = chosen.descriptors or _descriptors(others, chosen, work)
    described_by = open_index(folder)
    return [
        f"one check among {chosen.check} others, {len(described_by)} descriptors of {described_by.dimension}",
        *time_checks(given, (hashes, compact, described_by), chosen.checks, described_by.dimension),
    ]


def _descriptors(others: Others, chosen: argparse.Namespace, work: Path) -> Path:
    """An index over the descriptors of all others, cut to the dimension that was asked for."""
    rows = work / "rows.npy"
    dimension = chosen.dimension
    stored = np.lib.format.open_memmap(rows, "w+", np.float16, (chosen.check, dimension))
    filled = 0
    for block in others.descriptors():
        part = block[:, :dimension].astype(np.float32)
        stored[filled : filled + len(part)] = part / np.linalg.norm(part, axis=1, keepdims=True)
        filled += len(part)
    shard = ShardVectors("drawn", [str(n) for n in range(chosen.check)], np.load(rows, mmap_mode="r"))
    build_index(IndexPlan.of(chosen.check, dimension, MEMORY), [shard], work / "descriptors", "drawn")
    rows.unlink()
    return work / "descriptors"


def main() -> int:
    """Parses the command line and prints the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--others", default="1000,100000,1000000")
    parser.add_argument("--photographs", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--encoder", default="default")
    parser.add_argument("--regions", type=int, default=0, help="questions for hashes of windows; 0: none")
    parser.add_argument("--check", type=int, default=0, help="others for the time of a check; 0: none")
    parser.add_argument("--checks", type=int, default=200)
    parser.add_argument("--dimension", type=int, default=512)
    parser.add_argument("--descriptors", type=Path, help="an index that benchmarks/search.py left behind")
    parser.add_argument("--work", type=Path, help="where indexes are built; 1.5 KB per other image")
    chosen = parser.parse_args()
    cv2.setNumThreads(1)
    collection = read_collection(chosen.folder)
    if not collection.previews:
        print(f"No photographs lie under {chosen.folder}.", file=sys.stderr)
        return 1
    describer = describer_of(build_encoder(chosen.encoder))
    if chosen.encoder not in ("default", "vlad"):
        described(collection, describer)
    given = prepare(collection, chosen.photographs, chosen.seed, describer)
    work = Path(tempfile.mkdtemp(dir=chosen.work))
    try:
        if chosen.others:
            print("\n".join(tiers(given, chosen, work)), flush=True)
        if chosen.regions:
            print("\n".join(regions(given, chosen.regions)), flush=True)
        if chosen.check:
            print("\n".join(whole_check(given, chosen, work)), flush=True)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
