"""One list of nearest distractors as a file: written by a worker, read by the web process."""

import hashlib
import io
import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from curation.models import DistractorSet

FORMAT = 1
LONGEST = 1000  # places: twenty pages, more than anybody looks at for one query
# Places that local features put in order, some 40 ms of a worker each: it brings four times as many hidden positives
# to the first twenty places (docs/false-negatives.md), and a person's time is dearer.
VERIFIED = LONGEST


@dataclass(frozen=True)
class NearestFile:
    """Places 1..N: ids, cosines, SHA-256 of the sources ("" without), sizes of the images.

    The first places are in the order of `inliers`, as far as images were compared; the others by cosine.
    """

    ids: tuple[str, ...]
    similarities: npt.NDArray[np.float32]  # [N]
    sources: tuple[str, ...]
    sizes: npt.NDArray[np.int32]  # [N, 2] width and height of the release image; 0 without image
    inliers: npt.NDArray[np.int32]  # [N] local features that agree with the query; -1: not compared

    def __len__(self) -> int:
        return len(self.ids)


def name_of(wanted: DistractorSet, *parts: Any) -> str:
    """The name of the file that those parts determine: encoder, shards, query."""
    digest = hashlib.sha256(json.dumps([FORMAT, *parts], sort_keys=True).encode()).hexdigest()
    return f"{wanted.folder}/nearest/{digest}.npz"


def store_nearest(name: str, found: NearestFile) -> None:
    """Write the list; the same name always holds the same list."""
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        ids=np.array([each.encode() for each in found.ids], dtype=np.bytes_),
        similarities=found.similarities.astype(np.float32),
        sources=np.array([each.encode() for each in found.sources], dtype=np.bytes_),
        sizes=found.sizes.astype(np.int32),
        inliers=found.inliers.astype(np.int32),
    )
    default_storage.save(name, ContentFile(buffer.getvalue()))


def load_nearest(name: str) -> NearestFile:
    """Read a list.

    Raises:
        FileNotFoundError: it is not in the storage (any more).
    """
    with default_storage.open(name, "rb") as file, np.load(io.BytesIO(file.read())) as stored:
        return NearestFile(
            tuple(bytes(each).decode() for each in stored["ids"]),
            stored["similarities"],
            tuple(bytes(each).decode() for each in stored["sources"]),
            stored["sizes"].reshape(-1, 2),
            stored["inliers"],
        )
