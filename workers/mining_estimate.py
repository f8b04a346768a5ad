"""What a run would take of time, memory and disk: measured by a worker before anything starts."""

import resource
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage

from curation.actions.mining.create import NewRun, demand_sound, shards_of
from curation.mining_terms import queries_of, sound_terms, terms_of
from curation.models import Benchmark, DistractorShard, MiningRun
from retrieval.distractors import slug_of
from retrieval.mining import TextQueries, texts_sha256
from retrieval.mining.kernel import Scorer, describe_texts
from workers.distractor_shards import encoder_named
from workers.mining_files import scores_name
from workers.mining_rows import Facts, manifest_of, rows_of
from workers.mining_sample import Speed, encoding_seconds, speed_of
from workers.mining_scores import address_of, is_exact
from workers.mining_texts import version_there
from workers.mining_threshold import BELOW

SCORE_BYTES = 8  # of one image by one encoder, in memory and at most on the disk
KEPT_BYTES = 160  # of one of the chosen: its row while they are sorted, and in the files of the run
PASSES = 6  # over the score files, to find the threshold and how the encoders agree
PASS_BYTES_PER_SECOND = 200e6  # of such a pass, Parquet unpacked
Progress = Callable[[int, int], None]


@dataclass
class Work:
    """What one encoder has to do: images to score and to describe, shards whose scores are there."""

    speed: Speed
    dimension: int
    to_score: int = 0
    to_encode: int = 0
    scored_shards: frozenset[int] = frozenset()

    @property
    def seconds(self) -> Mapping[str, float]:
        """Of this machine, by what it is spent on."""
        return {
            "gemm": self.to_score * self.speed.score,
            "reading": self.to_score * self.speed.read,
            "encoding": self.to_encode * self.speed.encode,
        }


def estimate_of(benchmark: Benchmark, asked: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """What is shown before a run is begun; workers are machines such as this one.

    Raises:
        DomainError: what create_run would refuse.
        RetrievalError: an encoder reads no texts, or a shard can't be read.
    """
    new = NewRun(
        size=asked["size"],
        ensemble=asked["ensemble"],
        encoders=tuple(asked["encoders"]),
        sets=tuple(asked["sets"]),
        templates=tuple(asked["templates"]),
    )
    shards = shards_of(demand_sound(benchmark, new))
    run = MiningRun(
        benchmark=benchmark,
        size=new.size,
        ensemble=new.ensemble,
        terms=sound_terms(terms_of(benchmark), list(new.templates)),
        templates=list(new.templates),
    )
    queries = queries_of(run)
    works = []
    for number, name in enumerate(dict.fromkeys(new.encoders)):
        progress(number, len(new.encoders))
        works.append(_work(run, name, queries, shards))
    return _told(run, shards, works, asked["workers"]) | {"text_queries": len(queries)}


def _work(run: MiningRun, name: str, queries: TextQueries, shards: Sequence[DistractorShard]) -> Work:
    encoder = encoder_named(name)
    texts = describe_texts(encoder, queries)
    version = version_there(encoder.version, shards[:16])
    facts: Facts = {
        "name": name,
        "version": version,
        "dimension": int(texts.shape[1]),
        "texts_sha256": texts_sha256(texts),
    }
    rows, work, scored = None, Work(Speed(0.0, 0.0, 0.0), facts["dimension"]), set()
    for shard in shards:
        manifest = manifest_of(shard)
        if slug_of(version) not in manifest.encoders:
            work.to_encode += shard.accepted
            work.to_score += shard.accepted
            if not work.speed.encode and manifest.images:
                work.speed = replace(work.speed, encode=encoding_seconds(encoder, shard, manifest))
            continue
        rows = rows_of(shard, manifest, facts) if rows is None else rows
        if default_storage.exists(scores_name(shard, address_of(run, manifest, facts))):
            scored.add(shard.pk)
        else:
            work.to_score += shard.accepted
    work.speed = replace(speed_of(Scorer(texts, settings.DEVICE), rows), encode=work.speed.encode)
    work.scored_shards = frozenset(scored)
    return work


def _told(
    run: MiningRun, shards: Sequence[DistractorShard], works: Sequence[Work], workers: Sequence[int]
) -> dict[str, Any]:
    images = sum(shard.accepted for shard in shards)
    candidates = 0 if is_exact(run) else min(images, 2 * (run.size + BELOW))
    one = [each.speed.exact if is_exact(run) else each.speed.score for each in works]
    works = [replace(each, speed=replace(each.speed, score=of)) for each, of in zip(works, one, strict=True)]
    parts = {name: sum(each.seconds[name] for each in works) for name in ("gemm", "reading", "encoding")}
    shared = sum(parts.values()) + candidates * sum(each.speed.exact for each in works)
    alone = PASSES * images * len(works) * SCORE_BYTES / PASS_BYTES_PER_SECOND
    done = frozenset.intersection(*(each.scored_shards for each in works))
    return {
        "images": images,
        "shards": len(shards),
        "shards_scored_already": len(done),
        "images_per_second": round(1 / max(sum(one), 1e-9), 1),
        "to_encode": max(each.to_encode for each in works),
        "memory_bytes": _memory(run, images, len(works)),
        "disk_bytes": sum(each.to_score * SCORE_BYTES + each.to_encode * each.dimension * 2 for each in works)
        + (run.size + BELOW) * KEPT_BYTES,
        "by_workers": [{"workers": k, "seconds": round(shared / k + alone, 1)} for k in workers],
        "bound": max(parts, key=lambda name: parts[name]),
    }


def _memory(run: MiningRun, images: int, encoders: int) -> int:
    """What this process has taken at most while it measured, and what choosing takes on top."""
    measured = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    places = SCORE_BYTES * images * encoders if run.ensemble == MiningRun.Ensemble.RANK else 0
    return measured + run.size * KEPT_BYTES + places
