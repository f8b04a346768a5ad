"""Images in a folder, however deep; their paths are their keys."""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from retrieval.distractors.errors import problem
from retrieval.distractors.listing import Listed, files_below
from retrieval.distractors.naming import piece_name
from retrieval.distractors.options import shard_size, text_option
from retrieval.distractors.piece import Item, Options, Piece
from retrieval.distractors.sources.places import as_json, from_json, location_problem, readable


class FolderSource:
    """Every file below a folder that is not hidden, in the order of their paths."""

    def plan(self, location: str, options: Options) -> list[Piece]:
        """Pieces of `shard_size` files; raises DistractorError."""
        size = shard_size(options)
        root = Path(location).absolute()
        pieces: list[Piece] = []
        try:
            files = files_below(root)
            while batch := [listed.path for listed in islice(files, size)]:
                payload: dict[str, Any] = {
                    "root": as_json(root),
                    "first": as_json(batch[0]),
                    "last": as_json(batch[-1]),
                    "names": _digest(batch),
                    "licence": text_option(options, "licence"),
                }
                pieces.append(Piece(piece_name(root.name, len(pieces)), payload, len(batch)))
        except OSError as error:
            raise location_problem(location, "a folder", error) from error
        if not pieces:
            raise problem("distractors.nothing", location=readable(location), wanted="it has no files")
        return pieces

    def read(self, piece: Piece) -> Iterator[Item]:
        """The files of a piece; raises DistractorError `distractors.changed` when they are others by now."""
        root = Path(from_json(piece.payload["root"]))
        try:
            first, last = from_json(piece.payload["first"]), from_json(piece.payload["last"])
            files = list(files_below(root, first, last))
        except OSError as error:
            raise location_problem(root, "a folder", error) from error
        if _digest(listed.path for listed in files) != piece.payload["names"]:
            reason = f"{len(files):,} files lie between {readable(first)} and {readable(last)}"
            raise problem("distractors.changed", what=readable(root), reason=reason)
        for listed in files:
            yield _item(root, listed)


def _item(root: Path, listed: Listed) -> Item:
    location = readable(listed.path)
    if not listed.inside:
        refused = problem("distractors.path-outside", path=location)
        return Item(listed.path, location, refused=refused)
    return Item(listed.path, location, root / listed.path)


def _digest(names: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for name in names:
        digest.update(name.encode("utf-8", "surrogateescape") + b"\0")
    return digest.hexdigest()
