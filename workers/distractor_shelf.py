"""Shards and indexes of sets as files of this machine: where they are built, fetched to and opened from."""

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, overload

import numpy as np
import numpy.typing as npt
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from curation.distractor_store import fetch, is_local, local_folder, put, sha256_of
from curation.models import DistractorIndex, DistractorSet, DistractorShard
from retrieval.distractors import Shard, slug_of
from retrieval.distractors.manifest import PDQ_FILE, SHARD_JSON, descriptors_file
from retrieval.distractors.tables import ROWS_FILE
from retrieval.index.shard_vectors import ShardVectors


def done_shards(found: DistractorSet) -> list[DistractorShard]:
    """Those with images or descriptors in them, in the order of the source."""
    rows = found.shards.filter(state=DistractorShard.State.DONE, accepted__gt=0)
    return list(rows.select_related("set").defer("piece", "refusals").order_by("number"))


def opened(row: DistractorShard, *files: str) -> Shard:
    """The shard with rows and these files on this machine."""
    return Shard.open(local_folder(row.folder, SHARD_JSON, row.manifest, [ROWS_FILE, *files]))


def hashes_of(row: DistractorShard) -> npt.NDArray[np.uint8]:
    """PDQ of its images uint8 [N, 32], mapped; none for ready descriptors."""
    return opened(row, PDQ_FILE).hashes


class ShardNames(Sequence[str]):
    """Ids of a shard, read when they are walked through and not kept: a set may have ten thousand shards."""

    def __init__(self, folder: Path, places: npt.NDArray[np.int64] | None, count: int) -> None:
        self._folder, self._places, self._count = folder, places, count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[str]:
        names = Shard.open(self._folder).names
        return iter(names if self._places is None else [names[place] for place in self._places])

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        return list(self)[place]


def vectors_of(row: DistractorShard, version: str) -> ShardVectors | None:
    """Names and descriptors of one encoder; None where it has none.

    Images without features have no direction and are left out.
    """
    slug = slug_of(version)
    shard = opened(row, descriptors_file(slug))
    if slug not in shard.manifest.encoders:
        return None
    vectors = shard.descriptors(slug)
    places = np.flatnonzero(vectors.any(axis=1))
    if len(places) == len(vectors):
        return ShardVectors(row.name, ShardNames(shard.folder, None, len(vectors)), vectors)
    return ShardVectors(row.name, ShardNames(shard.folder, places, len(places)), vectors[places])


@dataclass(frozen=True)
class Shelf:
    """Where an index lies under one name: in the storage for everybody, in a folder here to be mapped."""

    name: str

    @property
    def folder(self) -> Path:
        """The folder of this machine; in a local storage it is the storage's own."""
        if is_local():
            return Path(default_storage.path(self.name))
        return Path(settings.HOME) / "indexes" / self.name

    def share(self) -> None:
        """Put what was built here where every worker finds it; the list of its files goes last."""
        files = {
            path.relative_to(self.folder).as_posix(): {
                "size": path.stat().st_size,
                "sha256": sha256_of(path),
            }
            for path in sorted(self.folder.rglob("*"))
            if path.is_file()
        }
        if not is_local():
            for file in files:
                put(f"{self.name}/{file}", self.folder / file)
        listed = json.dumps({"files": files}, sort_keys=True, indent=1).encode()
        if default_storage.exists(self._list):
            default_storage.delete(self._list)
        default_storage.save(self._list, ContentFile(listed))

    def fetch(self) -> Path:
        """The folder here, fetched from the storage if need be.

        Raises:
            OSError: it is not in the storage, or not with the bytes that were put there.
        """
        if is_local() or self.folder.exists():
            return self.folder
        with default_storage.open(self._list, "rb") as opened_list:
            files: dict[str, Any] = json.loads(opened_list.read())["files"]
        staged = self.folder.with_name(f".{self.folder.name}.{os.getpid()}")
        shutil.rmtree(staged, ignore_errors=True)
        for file, known in files.items():
            fetch(f"{self.name}/{file}", staged / file, known["sha256"])
        try:
            staged.rename(self.folder)
        except OSError:
            shutil.rmtree(staged, ignore_errors=True)  # another process of this machine was quicker
        return self.folder

    def clear(self) -> None:
        """Remove it from the storage and from here; searches that have it mapped go on."""
        if not default_storage.exists(self._list):
            return
        with default_storage.open(self._list, "rb") as listed:
            files = json.loads(listed.read())["files"]
        shutil.rmtree(self.folder, ignore_errors=True)
        for file in files:
            default_storage.delete(f"{self.name}/{file}")
        default_storage.delete(self._list)

    @property
    def _list(self) -> str:
        return f"{self.name}.json"


def shelf_of(row: DistractorIndex) -> Shelf:
    """That of a built index."""
    return Shelf(row.folder)
