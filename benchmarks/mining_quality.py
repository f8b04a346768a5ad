"""Whether mined distractors are hard: python -m benchmarks.mining_quality FOLDER [--distractors 200000] [--size 20000]

On the drawn benchmark of mining_crowd.py; FOLDER keeps what was described, and a killed run goes on there. Printed:
the share of the objects' categories in the mined and in random subsets, and mAP@1k of image and text queries against
each, with the size of a random subset that is as hard, as in Table 3 of ILIAS.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.mining_crowd import POSITIVES, MiningCrowd
from retrieval.encoders import Encoder, TextEncoder, build_encoder
from retrieval.mining import Block, Hardness, Posed, choose, equal_size, random_values, text_queries
from retrieval.mining.kernel import Scorer, describe_texts
from retrieval.scenes.things import KINDS

SEEDS = (1, 2, 3)
STEPS = 12  # sizes of random subsets between that of the mined one and all


@dataclass(frozen=True, eq=False)
class Subsets:
    """Which distractors are in which choice, bool [choices, N]: the mined one, random ones, growing ones."""

    members: npt.NDArray[np.bool_]
    sizes: list[int]  # of the growing ones


def main() -> int:
    """Draw what is missing, mine, measure; the exit status is 1 when the subset is not what it is for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--distractors", type=int, default=200_000)
    parser.add_argument("--objects", type=int, default=1_000)
    parser.add_argument("--size", type=int, default=20_000)
    parser.add_argument("--encoder", action="append", help="demo, demo-2, demo-3 unless given")
    chosen = parser.parse_args()
    crowd = MiningCrowd(chosen.folder, chosen.distractors, chosen.objects)
    names = chosen.encoder or ["demo", "demo-2", "demo-3"]
    crowd.described(names, os.cpu_count() or 1)
    encoders = [build_encoder(name) for name in names]
    exact = np.mean([scores(crowd, encoder) for encoder in encoders], axis=0)
    subsets = subsets_of(exact, chosen.size)
    status = told_shares(crowd, subsets)
    posed = [posed_by(crowd, encoder) for encoder in encoders]
    for encoder, asked in zip(encoders, posed, strict=True):
        for kind, questions in asked.items():
            said = {"encoder": encoder.name, "queries": kind, "size": chosen.size}
            status |= told_hardness(crowd.rows(encoder.version), subsets, said, questions)
    if len(encoders) > 1:
        for kind in [kind for kind in posed[0] if all(kind in each for each in posed)]:
            said = {"encoder": "all together", "queries": kind, "size": chosen.size}
            rows = zip(*(crowd.rows(encoder.version) for encoder in encoders), strict=True)
            questions = joined([each[kind] for each in posed])
            status |= told_hardness(map(beside, rows), subsets, said, questions)
    return status


def beside(parts: Sequence[npt.NDArray[np.floating]]) -> npt.NDArray[np.float32]:
    """Descriptors of several encoders as one row each: its products are the means of theirs."""
    return np.concatenate(parts, axis=1).astype(np.float32) / np.float32(len(parts)) ** 0.5


def joined(posed: Sequence[Posed]) -> Posed:
    """The same questions to several encoders at once."""
    first = posed[0]
    queries, positives = beside([each.queries for each in posed]), beside([each.positives for each in posed])
    return Posed(queries, first.query_objects, positives, first.positive_objects)


def scores(crowd: MiningCrowd, encoder: Encoder) -> npt.NDArray[np.float64]:
    """The exact largest similarity of every distractor to the objects' categories, float64 [N]."""
    queries = text_queries(crowd.terms)
    scorer = Scorer(describe_texts(encoder, queries), "cpu")
    return np.concatenate([scorer.exact(rows).score for rows in crowd.rows(encoder.version)])


def subsets_of(exact: npt.NDArray[np.float64], size: int) -> Subsets:
    """The mined subset, three random ones of its size, and random ones that grow until all are in."""
    names = [f"{number:07d}" for number in range(len(exact))]

    def largest(values: npt.NDArray[np.float64], count: int) -> npt.NDArray[np.bool_]:
        block = Block(names, values)
        return choose(lambda: iter([block]), count).takes(block)

    sizes = [int(each) for each in np.geomspace(size, len(exact), STEPS).round()]
    members = [largest(exact, size)]
    members += [largest(random_values(names, seed), size) for seed in SEEDS]
    members += [largest(random_values(names, 0), each) for each in sizes]
    return Subsets(np.stack(members), sizes)


def told_shares(crowd: MiningCrowd, subsets: Subsets) -> int:
    """The share of distractors of the objects' categories; 1 when mining did not double it."""
    own = crowd.is_own
    mined, *random = (float(own[members].mean()) for members in subsets.members[: 1 + len(SEEDS)])
    met = mined >= 2 * max(random)
    said = {"terms": len(crowd.terms), "all": float(own.mean()), "mined": mined, "random": random}
    print(json.dumps({**said, "doubled": met}), flush=True)
    every, *_ = (np.bincount(crowd.kinds[members], minlength=len(KINDS)) for members in subsets.members)
    print(json.dumps({"mined": dict(zip(KINDS, every.tolist(), strict=True))}), flush=True)
    return int(not met)


def told_hardness(
    blocks: Iterable[npt.NDArray[np.floating]], subsets: Subsets, said: dict[str, object], posed: Posed
) -> int:
    """mAP@1k; 1 when the mined subset is not harder than random ones by more than their spread."""
    hardness = Hardness(posed, len(subsets.members))
    first = 0
    for rows in blocks:
        hardness.add(rows, subsets.members[:, first : first + len(rows)])
        first += len(rows)
    mined, *others = (round(each, 4) for each in hardness.mean_average_precision())
    random, growing = others[: len(SEEDS)], others[len(SEEDS) :]
    met = mined < min(random) - (max(random) - min(random))
    equal = equal_size(subsets.sizes, growing, mined)
    outcome = {
        "mined": mined,
        "random": random,
        "all": growing[-1],
        "as_hard_as_random": equal,
        "harder": met,
    }
    print(json.dumps({**said, **outcome}), flush=True)
    return int(not met)


def posed_by(crowd: MiningCrowd, encoder: Encoder) -> dict[str, Posed]:
    """Image queries, and text queries where the encoder reads."""
    queries, positives = crowd.posed
    own = np.arange(len(crowd.items))
    hidden = encoder.encode_images(positives), np.repeat(own, POSITIVES)
    asked = {"image": Posed(encoder.encode_images(queries), own, *hidden)}
    if isinstance(encoder, TextEncoder):
        texts = encoder.encode_texts([item.thing.caption for item in crowd.items])
        asked["text"] = Posed(texts, own, *hidden)
    return asked


if __name__ == "__main__":
    sys.exit(main())
