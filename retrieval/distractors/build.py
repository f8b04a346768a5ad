"""Makes one shard of one piece: the same bytes for the same piece, however often it is interrupted."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from retrieval.distractors.ahead import Ahead, in_order
from retrieval.distractors.disk import disk_errors, emptied
from retrieval.distractors.encoding import BATCH, DescriptorsFile, EncodedImages
from retrieval.distractors.errors import problem
from retrieval.distractors.images import Taken, taken
from retrieval.distractors.manifest import EncoderEntry, Manifest
from retrieval.distractors.naming import Names, key_of
from retrieval.distractors.piece import Item, Piece, Source
from retrieval.distractors.writer import ShardWriter
from retrieval.encoders.encoder import Encoder
from retrieval.errors import RetrievalError
from retrieval.images import Ingestor

_MOST_THREADS: Final = 4
_BYTES_AHEAD: Final = 128 * 1024 * 1024
_SMALLEST_LENGTH: Final = 1e-6
Keyed = tuple[str, Item]


@dataclass(frozen=True, slots=True)
class ShardTools:
    """What building needs from outside; `progress` hears (done, expected), `cancelled` is asked per image.

    `threads` decode at once (as many as the ingestor has processes when 0).
    """

    ingestor: Ingestor
    encoders: Sequence[Encoder] = ()
    progress: Callable[[int, int], None] | None = None
    cancelled: Callable[[], bool] | None = None
    threads: int = 0


@dataclass(frozen=True, slots=True)
class ShardResult:
    """What came out: numbers, number of refusals by code, bytes of all files, SHA-256 of shard.json."""

    accepted: int
    refused: int
    refusals: dict[str, int] = field(default_factory=dict)
    size: int = 0
    manifest: str = ""


def build_shard(piece: Piece, source: Source, out: Path, tools: ShardTools) -> ShardResult:
    """Writes the shard into the folder `out`, shard.json last; what a killed run left there is replaced.

    Images that can't be taken are counted and listed. Raises DistractorError when the piece as such can't be
    read, the disk refuses or somebody cancels; then there is no shard.json, and nothing stands for the shard.
    """
    with disk_errors(out):
        emptied(out)
        building = _described if "encoder" in piece.payload else _decoded
        return result_of(building(piece, source, out, tools))


def result_of(manifest: Manifest) -> ShardResult:
    """What a manifest says of its shard."""
    return ShardResult(
        manifest.accepted, manifest.refused, dict(manifest.refusals), manifest.size, manifest.sha256
    )


def _decoded(piece: Piece, source: Source, out: Path, tools: ShardTools) -> Manifest:
    threads = tools.threads or min(_MOST_THREADS, os.cpu_count() or 1)
    encoded = [EncodedImages(encoder, out) for encoder in tools.encoders]

    def work(keyed: Keyed) -> tuple[Keyed, Taken | RetrievalError]:
        key, item = keyed
        told = key, replace(item, data=None)  # its bytes are not kept until its turn has come
        if item.refused is not None or item.data is None:
            return told, item.refused or problem("distractors.no-image", members="a descriptor")
        return told, taken(tools.ingestor, item.data, pixels=bool(encoded))

    ahead = Ahead(threads, 2 * threads + (BATCH if encoded else 0), _BYTES_AHEAD)
    with ShardWriter(out, piece.name, images=True) as writer:
        for each in encoded:
            writer.add_descriptors(each.file)
        for (key, item), outcome in in_order(work, _items(piece, source, tools), ahead, _weight):
            if isinstance(outcome, RetrievalError):
                writer.refuse(key, item, outcome)
                continue
            writer.accept(key, item, outcome)
            if outcome.pixels is not None:
                for each in encoded:
                    each.add(outcome.pixels)
        for each in encoded:
            each.flush()
        pipeline = tools.ingestor.pipeline
        return writer.finish({**pipeline.as_dict(), "fingerprint": pipeline.fingerprint()})


def _weight(keyed: Keyed) -> int:
    data = keyed[1].data
    return len(data) if isinstance(data, bytes) else 0


def _described(piece: Piece, source: Source, out: Path, tools: ShardTools) -> Manifest:
    """Descriptors that are there already, held against what a descriptor may be."""
    with ShardWriter(out, piece.name, images=False) as writer:
        descriptors = DescriptorsFile(out, EncoderEntry(**piece.payload["encoder"]))
        writer.add_descriptors(descriptors)
        for key, item in _items(piece, source, tools):
            unit = _unit(item)
            if isinstance(unit, RetrievalError):
                writer.refuse(key, item, unit)
            else:
                writer.accept(key, item)
                descriptors.append(unit[None, :])
        return writer.finish({})


def _unit(item: Item) -> npt.NDArray[np.float32] | RetrievalError:
    if item.refused is not None or item.descriptor is None:
        return item.refused or problem("distractors.no-image", members="nothing")
    length = float(np.linalg.norm(item.descriptor.astype(np.float64)))
    if not np.isfinite(length):
        return problem("distractors.descriptor-not-finite")
    if length < _SMALLEST_LENGTH:
        return problem("distractors.descriptor-zero")
    return np.asarray(item.descriptor / length, dtype=np.float32)


def _items(piece: Piece, source: Source, tools: ShardTools) -> Iterator[Keyed]:
    """The items with the keys that they have in the shard; stops when somebody cancels."""
    names = Names()
    licence = str(piece.payload.get("licence", ""))
    for number, item in enumerate(source.read(piece), start=1):
        if tools.cancelled is not None and tools.cancelled():
            raise problem("distractors.cancelled")
        yield names.once(key_of(item.key)), _licensed(item, licence)
        if tools.progress is not None:
            tools.progress(number, piece.expected)


def _licensed(item: Item, licence: str) -> Item:
    """The item under the licence of the set, where it states none itself."""
    return replace(item, licence=licence) if licence and not item.licence else item
