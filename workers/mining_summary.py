"""What people look at before they decide: histogram, shares, agreement, and a random choice beside it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from curation.models import MiningRun
from retrieval.mining import Histogram, TextQueries, edges_of
from workers.mining_choice import Combine, Ranked, Shards, winners

MOST_TERMS = 100
JOIN = " / "


@dataclass(frozen=True, eq=False)
class Sample:
    """The images that stand for all: their scores, float64 [n], and the texts nearest to them, int32 [n]."""

    values: npt.NDArray[np.float64]
    texts: npt.NDArray[np.int32]
    images: int

    @property
    def weight(self) -> float:
        """How many images one of the sample stands for."""
        return self.images / max(len(self.values), 1)


def sample_of(run: MiningRun, shards: Shards, combine: Combine, ranked: Ranked) -> Sample:
    """Gather it from what was scored exactly."""
    values, texts = [np.zeros(0)], [np.zeros(0, dtype=np.int32)]
    for seen in shards():
        drawn = np.flatnonzero(seen.sampled)
        values.append(combine(seen.scores)[drawn])
        texts.append(winners(seen, drawn, ranked.spreads)[1])
    return Sample(np.concatenate(values), np.concatenate(texts), run.facts["images"])


def histogram_of(sample: Sample, ranked: Ranked, unit: float = 1.0) -> dict[str, Any]:
    """Counts by score: of the chosen as they are, of all below the threshold as the sample says.

    `unit`: scores are counted in these; places, which run into millions, in the number of images.
    """
    chosen = ranked.chosen["score"].to_numpy() / unit
    both, below, inside = Histogram(), Histogram(), Histogram()
    both.add(sample.values / unit)
    both.add(chosen)
    inside.add(chosen)
    below.add(sample.values[sample.values < ranked.choice.threshold] / unit)
    edges = edges_of(both)
    taken = inside.counts(edges)
    counts = [
        round(count * sample.weight) + own for count, own in zip(below.counts(edges), taken, strict=True)
    ]
    return {"edges": [edge * unit for edge in edges], "counts": counts, "chosen": taken}


def shares_of(run: MiningRun, queries: TextQueries, sample: Sample, chosen: pa.Table) -> dict[str, Any]:
    """How many of the chosen each category, term and template won, and how many a random choice would have."""
    texts = chosen["text"].to_numpy()
    mine, all_ = _by_category(queries, texts), _by_category(queries, sample.texts)
    considered = {name: round(count * sample.weight) for name, count in all_.items()}
    share = run.size / max(len(sample.values), 1)
    names = sorted(set(mine) | set(considered), key=lambda name: (-mine[name], name))
    terms = Counter(queries.terms[number].text for number in queries.term_of[texts])
    templates = Counter(queries.templates[number] for number in queries.template_of[texts])
    return {
        "category": [
            {
                "name": name,
                "chosen": mine[name],
                "considered": considered.get(name, 0),
                "random": round(all_[name] * share, 2),
            }
            for name in names
        ],
        "term": _counted(terms)[:MOST_TERMS],
        "template": _counted(templates),
    }


def compared(sample: Sample, ranked: Ranked) -> dict[str, float]:
    """Scores of the chosen beside those of a random choice, which the sample stands for."""
    chosen = ranked.chosen["score"].to_numpy()
    drawn = sample.values if len(sample.values) else np.zeros(1)
    return {
        "mean_score": float(drawn.mean()),
        "chosen_mean_score": float(chosen.mean()),
        "share_above_threshold": float((drawn >= ranked.choice.threshold).mean()),
        "sampled": len(sample.values),
    }


def _by_category(queries: TextQueries, texts: npt.NDArray[np.int32]) -> Counter[str]:
    return Counter(JOIN.join(queries.terms[number].category) for number in queries.term_of[texts])


def _counted(counts: Counter[str]) -> list[dict[str, Any]]:
    ordered: Sequence[tuple[str, int]] = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [{"name": name, "chosen": count} for name, count in ordered]
