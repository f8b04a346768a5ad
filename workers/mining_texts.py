"""The first job of a run: its terms in its templates become text descriptors of every encoder."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from curation.mining_terms import queries_of
from curation.models import DistractorShard, MiningRun
from retrieval.distractors import slug_of
from retrieval.errors import RetrievalError
from retrieval.mining import texts_sha256
from retrieval.mining.kernel import describe_texts
from workers.distractor_shards import encoder_named
from workers.mining_files import store_texts
from workers.mining_rows import manifest_of, same_weights

LOOKED_AT = 16  # shards of each set whose shard.json says what they are described with


def describe_run(run: MiningRun) -> dict[str, Any]:
    """Store the text descriptors of each encoder; the facts that the next jobs need.

    Raises:
        RetrievalError: `mining.no-text-tower`, an encoder or its weights are missing, or a set has neither
            descriptors of an encoder nor images (`mining.nothing-to-encode`).
    """
    queries, encoders = queries_of(run), []
    samples = {slug: list(_first_shards(run, slug)) for slug in run.sets}
    for name in run.encoders:
        encoder = encoder_named(name)
        texts = describe_texts(encoder, queries)
        version = version_there(encoder.version, [row for rows in samples.values() for row in rows])
        for slug, rows in samples.items():
            _demand_encodable(slug, version, rows)
        store_texts(run, version, texts)
        encoders.append(
            {
                "name": name,
                "version": version,
                "dimension": int(texts.shape[1]),
                "texts_sha256": texts_sha256(texts),
            }
        )
    return {"encoders": encoders, "text_queries": len(queries), "text_queries_sha256": queries.sha256}


def _first_shards(run: MiningRun, slug: str) -> list[DistractorShard]:
    rows = run.shards.filter(shard__set__slug=slug).select_related("shard__set").order_by("pk")
    return [row.shard for row in rows[:LOOKED_AT]]


def version_there(version: str, shards: Sequence[DistractorShard]) -> str:
    """The version most of these shards are described with, when its weights are those of the encoder.

    A set that was described in half precision on a GPU needs no second description for a worker without one.
    """
    known = Counter(
        entry.version
        for row in shards
        for entry in manifest_of(row).encoders.values()
        if same_weights(entry.version) == same_weights(version)
    )
    return max(known, key=lambda each: (known[each], each == version, each), default=version)


def _demand_encodable(slug: str, version: str, shards: list[DistractorShard]) -> None:
    for row in shards:
        manifest = manifest_of(row)
        if slug_of(version) not in manifest.encoders and not manifest.images:
            message = (
                f"The shard {row.name} of the set {slug} has no descriptors of {version} and no images to "
                "describe. Leave the set or the encoder out, or bring the set in with descriptors of it."
            )
            raise RetrievalError("mining.nothing-to-encode", message)
