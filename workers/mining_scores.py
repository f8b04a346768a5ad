"""One pass over one shard: the scores of every encoder, beside the shard, under what determines them."""

import time
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings
from django.core.files.storage import default_storage

from curation.actions.mining.advance import ShardScored
from curation.models import MiningRun, MiningShard
from retrieval.distractors import slug_of
from retrieval.distractors.manifest import Manifest, descriptors_file
from retrieval.errors import RetrievalError
from retrieval.mining import ExactScores, Scores, read_scores, scores_address, write_scores
from retrieval.mining.kernel import Scorer, checked_rows
from workers.mining_files import APPROXIMATE, EXACT, forget, keep, on_this_machine, scores_name, texts_of
from workers.mining_reuse import bases_of, made_good
from workers.mining_rows import Facts, Rows, Watch, demand_same_bytes, described, manifest_of, rows_of

SCORERS = 4  # text descriptors a process keeps on its device: those of one run


def is_exact(run: MiningRun) -> bool:
    """Whether every image is scored exactly: places and deviations depend on all of them."""
    return run.ensemble != MiningRun.Ensemble.MEAN


def precision_of(run: MiningRun) -> str:
    """What the address of its score files says."""
    return EXACT if is_exact(run) else APPROXIMATE


def score_shard(row: MiningShard, watch: Watch) -> ShardScored:
    """Store the scores of every encoder of the run; files that are there and whole are not made again.

    Raises:
        RetrievalError: what described() and checked_rows() say, naming shard and row.
        Cancelled: the run was stopped.
    """
    begun, computed = time.monotonic(), False
    run = row.run
    for encoder in run.facts["encoders"]:
        manifest = described(row.shard, encoder, watch)
        name = scores_name(row.shard, address_of(run, manifest, encoder))
        if _is_whole(run, name, manifest.accepted):
            continue
        rows = checked_rows(
            rows_of(row.shard, manifest, encoder),
            encoder["dimension"],
            encoder=encoder["name"],
            shard=f"{row.shard.set.slug}/{row.shard.name}",
        )
        demand_same_bytes(row.shard, manifest, encoder)
        with TemporaryDirectory() as aside:
            path = Path(aside) / "scores.parquet"
            if is_exact(run):
                write_exact(path, scorer_of(run, encoder).exact(rows, watch.moved))
            else:
                write_scores(path, _scored(row, manifest, encoder, rows, watch))
            keep(name, path)
        computed = True
    return ShardScored(round(time.monotonic() - begun, 3), computed)


def _scored(row: MiningShard, manifest: Manifest, encoder: Facts, rows: Rows, watch: Watch) -> Scores:
    """From the scores of nearly the same texts where they lie beside the shard, else from all texts."""
    full = scorer_of(row.run, encoder)
    for base in bases_of(row.run, encoder):
        facts = {**encoder, "texts_sha256": base.texts_sha256}
        name = scores_name(row.shard, address_of(row.run, manifest, facts))
        if _is_whole(row.run, name, manifest.accepted):
            return made_good(base, stored_scores(name, manifest.accepted), rows, full, watch)
    return full.score(rows, watch.moved)


def address_of(run: MiningRun, manifest: Manifest, encoder: Facts) -> str:
    """The address of the scores of a shard by one encoder of the run.

    Raises RetrievalError `mining.scores-damaged` when the shard is not described by it any more.
    """
    slug = slug_of(encoder["version"])
    entry = manifest.files.get(descriptors_file(slug))
    if entry is None:
        message = f"The shard {manifest.name} has lost its descriptors of {encoder['name']}. Resume: they are made again."
        raise RetrievalError("mining.shard-missing", message)
    return scores_address(entry.sha256, encoder["texts_sha256"], precision_of(run))


def names_of(row: MiningShard) -> list[str]:
    """Where the scores of a shard lie, encoder by encoder."""
    manifest = manifest_of(row.shard)
    return [scores_name(row.shard, address_of(row.run, manifest, each)) for each in row.run.facts["encoders"]]


def scorer_of(run: MiningRun, encoder: Facts) -> Scorer:
    """The texts of a run on the device of this worker, kept between shards."""
    return _scorer(run.pk, encoder["version"], encoder["texts_sha256"])


@lru_cache(maxsize=SCORERS)
def _scorer(run_id: int, version: str, _texts_sha256: str) -> Scorer:
    return Scorer(texts_of(MiningRun.objects.get(pk=run_id), version), settings.DEVICE)


def write_exact(path: Path, scores: ExactScores) -> None:
    """Writes exact scores; the same bytes for the same scores."""
    table = pa.table({"score": scores.score, "text": scores.text})
    pq.write_table(table, path, compression="zstd", write_statistics=False)


def read_exact(path: Path, count: int) -> ExactScores:
    """What write_exact wrote.

    Raises RetrievalError `mining.scores-damaged`, as read_scores does.
    """
    try:
        table = pq.read_table(path, columns=["score", "text"])
        found = ExactScores(
            np.asarray(table["score"].to_numpy(), dtype=np.float64),
            np.asarray(table["text"].to_numpy(), dtype=np.int32),
        )
    except (OSError, ValueError, KeyError, pa.ArrowException) as error:
        raise _damaged(path, str(error)) from error
    if len(found) != count:
        raise _damaged(path, f"it has {len(found)} rows, not {count}")
    return found


def stored_scores(name: str, count: int) -> Scores:
    """The approximate scores of a shard; raises RetrievalError `mining.scores-damaged`."""
    return read_scores(_here(name), count)


def stored_exact(name: str, count: int) -> ExactScores:
    """The exact scores of a shard; raises RetrievalError `mining.scores-damaged`."""
    return read_exact(_here(name), count)


def _here(name: str) -> Path:
    try:
        return on_this_machine(name)
    except FileNotFoundError as error:
        raise _damaged(Path(name), "it is missing") from error


def _is_whole(run: MiningRun, name: str, count: int) -> bool:
    """Whether the file is there and can be read; a damaged one is removed."""
    if not default_storage.exists(name):
        return False
    try:
        if is_exact(run):
            stored_exact(name, count)
        else:
            stored_scores(name, count)
    except RetrievalError:
        forget(name)
        return False
    return True


def _damaged(path: Path, reason: str) -> RetrievalError:
    return RetrievalError(
        "mining.scores-damaged",
        f"The scores in {path} can't be used ({reason}). Resume: they are made again.",
    )
