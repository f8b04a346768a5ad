"""Tars as img2dataset writes them: samples of jpg, txt and json, and a table of what was not downloaded."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from retrieval.distractors.errors import DistractorError, problem
from retrieval.distractors.listing import files_below
from retrieval.distractors.naming import Names, piece_name
from retrieval.distractors.options import flag, shard_size, text_option
from retrieval.distractors.piece import Item, Options, Piece
from retrieval.distractors.sources.failures import failures
from retrieval.distractors.sources.places import as_json, from_json, location_problem, readable, reason_of
from retrieval.distractors.sources.samples import item_of, samples
from retrieval.distractors.tar_members import TarBrokenError


class WebdatasetSource:
    """Every .tar below a folder (or one tar), each cut into pieces of `shard_size` samples.

    A damaged tar makes one shard that fails; the others are not touched by it.
    """

    def plan(self, location: str, options: Options) -> list[Piece]:
        """Reads the headers of every tar once; raises DistractorError."""
        size = shard_size(options)
        root = Path(location).absolute()
        said = {"licence": text_option(options, "licence"), "salvage": flag(options, "salvage")}
        names = Names()
        pieces: list[Piece] = []
        for tar, label in _tars(root, location):
            for number, cut in enumerate(_cuts(tar, size)):
                name = names.once(piece_name(label.removesuffix(".tar"), number))
                payload = {"tar": as_json(tar), "label": as_json(label), **cut, **said}
                pieces.append(Piece(name, payload, payload.pop("expected")))
        if not pieces:
            raise problem("distractors.nothing", location=readable(location), wanted="it has no .tar file")
        return pieces

    def read(self, piece: Piece) -> Iterator[Item]:
        """The samples of a piece; raises DistractorError where the tar is not what it was or is damaged."""
        payload = piece.payload
        tar, label = Path(from_json(payload["tar"])), from_json(payload["label"])
        with _opened(tar) as handle:
            length = os.fstat(handle).st_size
            if length != payload["size"]:
                raise problem(
                    "distractors.changed",
                    what=readable(tar),
                    reason=f"it has {length:,} bytes instead of {payload['size']:,}",
                )
            try:
                found = samples(handle, payload["offset"])
                for sample in islice(found, payload["samples"] or None):
                    yield item_of(handle, label, sample)
            except TarBrokenError as error:
                if not payload["salvage"]:
                    raise _broken(tar, error) from error
                yield _break(label, error)
            except OSError as error:
                raise _unreadable(tar, error) from error
        if payload["failures"]:
            yield from failures(_table_beside(tar), label)


def _tars(root: Path, location: str) -> Iterator[tuple[Path, str]]:
    """Each tar with its path inside the source."""
    if root.is_file():
        yield root, root.name
        return
    try:
        for listed in files_below(root):
            if listed.path.endswith(".tar"):
                if not listed.inside:
                    raise problem("distractors.path-outside", path=readable(root / listed.path))
                yield root / listed.path, listed.path
    except OSError as error:
        raise location_problem(location, "a folder of tars", error) from error


def _cuts(tar: Path, size: int) -> Iterator[dict[str, Any]]:
    """Where each piece of a tar begins. The last one reads to the end, and so finds what is damaged there."""
    starts, counts, length = [0], [0], 0
    try:
        with _opened(tar) as handle:
            length = os.fstat(handle).st_size
            for _, held in samples(handle):
                if counts[-1] == size:
                    starts.append(held[0][1].start)
                    counts.append(0)
                counts[-1] += 1
    except (TarBrokenError, DistractorError, OSError):
        pass  # whoever reads the last piece hears of it, as the error of one shard
    for number, (start, count) in enumerate(zip(starts, counts, strict=True), start=1):
        last = number == len(starts)
        yield {
            "offset": start,
            "samples": 0 if last else count,
            "size": length,
            "failures": last and _table_beside(tar).is_file(),
            "expected": count,
        }


def _table_beside(tar: Path) -> Path:
    """Where img2dataset says what it could not download."""
    return tar.with_suffix(".parquet")


@contextmanager
def _opened(tar: Path) -> Iterator[int]:
    try:
        handle = os.open(tar, os.O_RDONLY | os.O_NONBLOCK)
    except OSError as error:
        raise _unreadable(tar, error) from error
    try:
        yield handle
    finally:
        os.close(handle)


def _unreadable(tar: Path, error: OSError) -> DistractorError:
    return problem("distractors.unreadable", what=readable(tar), reason=reason_of(error))


def _broken(tar: Path, error: TarBrokenError) -> DistractorError:
    name = readable(tar)
    if error.kind == "compressed":
        return problem("distractors.tar-compressed", tar=name, found=error.reason)
    if error.kind == "truncated":
        return problem("distractors.tar-truncated", tar=name, offset=error.offset)
    return problem("distractors.tar-damaged", tar=name, offset=error.offset, reason=error.reason)


def _break(label: str, error: TarBrokenError) -> Item:
    """What stands in the list of refusals for the part of a tar that is lost."""
    refused = problem("distractors.salvaged", tar=readable(label), offset=error.offset, reason=error.reason)
    return Item(f"{label}/lost", readable(label), refused=refused)
