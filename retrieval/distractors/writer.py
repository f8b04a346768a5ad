"""Writes the files of one shard as its images come, in their order."""

from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np

from retrieval.bundle.archives import TarWriter
from retrieval.bundle.staging import HashingFile
from retrieval.distractors.encoding import DescriptorsFile
from retrieval.distractors.images import Taken
from retrieval.distractors.manifest import (
    DESCRIPTORS,
    IMAGES_FILE,
    PDQ_FILE,
    FileEntry,
    Manifest,
    descriptors_file,
    file_entry,
    sync,
)
from retrieval.distractors.piece import Item
from retrieval.distractors.sources.places import readable
from retrieval.distractors.tables import REFUSED_FILE, ROWS_FILE, Refused, Row, write_rows
from retrieval.distractors.vectors import RowsFile
from retrieval.errors import RetrievalError

_BLOCK = 512
_PDQ_BYTES = 32


class ShardWriter:
    """Rows stay in memory until the end; images, hashes and descriptors go to the disk at once."""

    def __init__(self, folder: Path, name: str, *, images: bool) -> None:
        self._folder, self._name = folder, name
        self._rows: list[Row] = []
        self._refused: list[Refused] = []
        self._descriptors: list[DescriptorsFile] = []
        self._open = ExitStack()
        self._images = _ImageFiles(folder, self._open) if images else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.__exit__(kind, error, trace)

    def add_descriptors(self, descriptors: DescriptorsFile) -> None:
        """A file of descriptors that is written beside the rows."""
        self._descriptors.append(self._open.enter_context(descriptors))

    def refuse(self, key: str, item: Item, error: RetrievalError) -> None:
        """An image that is not taken in."""
        texts = (readable(text) for text in (item.location, error.code, error.message))
        self._refused.append(Refused(key, *texts))

    def accept(self, key: str, item: Item, taken: Taken | None = None) -> None:
        """The next row, with its image when it has one; raises OSError."""
        facts = self._images.add(key, taken) if self._images is not None and taken is not None else {}
        self._rows.append(
            Row(
                id=f"{self._name}/{key}",
                key=key,
                **facts,
                location=readable(item.location),
                caption=readable(item.caption),
                licence=readable(item.licence),
                author=readable(item.author),
                source_url=readable(item.source_url),
            )
        )

    def finish(self, pipeline: dict[str, str | int | float]) -> Manifest:
        """Closes and syncs every file, then writes shard.json; raises OSError."""
        images = self._images.finish() if self._images is not None else {}
        self._open.close()
        write_rows(self._folder / ROWS_FILE, self._rows, Row)
        write_rows(self._folder / REFUSED_FILE, self._refused, Refused)
        described = [descriptors_file(held.slug) for held in self._descriptors]
        names = [ROWS_FILE, REFUSED_FILE, *([PDQ_FILE] if images else []), *described]
        for name in (*names, *images):
            sync(self._folder / name)
        if self._descriptors:
            sync(self._folder / DESCRIPTORS)
        manifest = Manifest(
            name=self._name,
            accepted=len(self._rows),
            refused=len(self._refused),
            refusals=dict(sorted(Counter(row.code for row in self._refused).items())),
            images=bool(images),
            pipeline=pipeline if images else None,
            encoders={held.slug: held.entry for held in self._descriptors},
            files={name: file_entry(self._folder / name) for name in names} | images,
        )
        manifest.write(self._folder)
        return manifest


class _ImageFiles:
    """images.tar and pdq.npy."""

    def __init__(self, folder: Path, closing: ExitStack) -> None:
        self._hashing = HashingFile(closing.enter_context((folder / IMAGES_FILE).open("wb")))
        self._tar = TarWriter(self._hashing)
        self._written = 0
        self._hashes = closing.enter_context(RowsFile(folder / PDQ_FILE, _PDQ_BYTES, np.uint8))

    def add(self, key: str, taken: Taken) -> dict[str, Any]:
        """Appends both; gives what the row says of them."""
        image = taken.image
        offset = self._written + _BLOCK
        self._tar.add_bytes(f"{key}.jpg", image.release)
        self._written = offset + len(image.release) + -len(image.release) % _BLOCK
        self._hashes.append(np.frombuffer(image.pdq, np.uint8)[None, :])
        return {
            "width": image.release_size[0],
            "height": image.release_size[1],
            "source_sha256": image.sha256,
            "release_sha256": taken.release_sha256,
            "pdq_quality": image.pdq_quality,
            "offset": offset,
            "size": len(image.release),
        }

    def finish(self) -> dict[str, FileEntry]:
        """Writes the end of the tar; its size and hash."""
        self._tar.close()
        record = self._hashing.record(IMAGES_FILE)
        return {IMAGES_FILE: FileEntry(record.size, record.sha256)}
