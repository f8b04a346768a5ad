"""Builds one shard on this machine and puts its files into the storage."""

import os
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from django.conf import settings

from curation.actions.distractor_sets.finish_shard import ShardOutcome
from curation.distractor_store import store_folder
from curation.ingest import ingestor
from curation.models import DistractorSet, DistractorShard
from retrieval.distractors import Piece, ShardResult, ShardTools, build_shard, source_named
from retrieval.distractors.errors import DistractorError
from retrieval.encoders import Encoder, EncoderOptions, build_encoder
from workers.base import Cancelled, Running
from workers.distractor_compact import store_compact
from workers.steering import Steering

SHARD_JSON = "shard.json"


@cache
def encoder_named(name: str) -> Encoder:
    """The encoder of that name, kept in memory by this process.

    Raises:
        RetrievalError: there is no such encoder, or its checkpoint is missing.
    """
    return build_encoder(name, EncoderOptions(models_dir=settings.MODELS_ROOT, device=settings.DEVICE))


def make_shard(shard: DistractorShard, running: Running) -> ShardOutcome:
    """Build the shard in a folder of this machine and store it; the same bytes whoever does it, and how often.

    Raises:
        Cancelled: its set was paused or cancelled; nothing was stored.
        RetrievalError: the source of the shard can't be read, or an encoder is missing.
    """
    found, begun = shard.set, time.monotonic()
    piece = Piece(shard.name, shard.piece["payload"], shard.piece["expected"])
    going = DistractorSet.objects.filter(pk=shard.set_id, state=DistractorSet.State.RUNNING)
    steering = Steering(running, going.exists)
    encoders = [encoder_named(name) for name in found.encoders]
    tools = ShardTools(ingestor(), encoders, steering.progress, steering.cancelled)
    with building_folder(shard) as folder:
        try:
            result = build_shard(piece, source_named(found.kind), folder, tools)
        except DistractorError as error:
            if error.code == "distractors.cancelled":
                raise Cancelled from error
            raise
        store_compact(shard, folder)
        manifest = store_folder(shard.folder, folder, SHARD_JSON)
    return _outcome(result, manifest, time.monotonic() - begun)


def _outcome(result: ShardResult, manifest: str, seconds: float) -> ShardOutcome:
    return ShardOutcome(
        result.accepted, result.refused, dict(result.refusals), result.size, manifest, round(seconds, 3)
    )


@contextmanager
def building_folder(shard: DistractorShard) -> Iterator[Path]:
    """An empty folder for this try alone; what tries of dead processes left of this shard is removed."""
    room = Path(settings.HOME) / "building" / socket.gethostname()
    room.mkdir(parents=True, exist_ok=True)
    for left in room.glob(f"{shard.pk}.*"):
        if not _lives(int(left.suffix[1:])):
            shutil.rmtree(left, ignore_errors=True)
    folder = room / f"{shard.pk}.{os.getpid()}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _lives(process: int) -> bool:
    if process == os.getpid():
        return False  # an earlier try of this very process
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
