"""The layout of ILIAS (F 1.2), exactly: what the official code reads, each file as a part."""

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest
from pathlib import Path

from retrieval.bundle.layouts.distractor_tars import distractor_tars
from retrieval.bundle.manifest import ExportOptions
from retrieval.bundle.naming import (
    CORE,
    CORE_TAR,
    DISTRACTORS,
    NamedImage,
    in_order,
    named_images,
    object_id,
    shards,
    text_id,
)
from retrieval.bundle.parts import FilePart, ImagePart, Member, Part, tar_part, text_part
from retrieval.bundle.schema import Release, ReleaseObject
from retrieval.taxonomy import tree

IMAGE_QUERIES = "image_ids/image_query_ids.txt"
TEXT_QUERIES = "image_ids/text_query_ids.txt"
POSITIVES = "image_ids/positive_ids.txt"
DISTRACTOR_IDS = "image_ids/distractor_ids.txt.gz"
CHECKSUMS = "checksums.txt"
TAXONOMY = "misc/taxonomy.json"
_BARE_HEADER = b"\x1f\x8b\x08\0\0\0\0\0"  # gzip, deflate, no fields, no time


def parts(release: Release, options: ExportOptions) -> Iterator[Part]:
    """Every file but checksums.txt, which states the hashes of the others."""
    yield from _core(release)
    yield tar_part(CORE_TAR, lambda: _core_members(release))
    yield from distractor_tars(release, options.shard_size)
    for path, text in id_lists(release):
        yield text_part(path, text)
    yield _distractor_ids(release, options)
    for subset in release.subsets:
        yield text_part(f"image_ids/{subset.name}_ids.txt", "".join(f"{key}\n" for key in subset.keys))


def image_parts(release: Release) -> Iterator[ImagePart]:
    """The queries and positives as files below ilias_core."""
    for thing in in_order(release):
        for named in named_images(thing):
            yield ImagePart(core_path(named.id), named.image)


def checksums(release: Release, options: ExportOptions, sha256_of: Mapping[str, str]) -> str:
    """The lines "<sha256> <url>" of the download script: the core tar first, then the shards."""
    cut = shards(release, options.shard_size)
    paths = [CORE_TAR, *(f"{DISTRACTORS}/{shard.name}" for shard in cut)]
    prefix = f"{options.base_url.rstrip('/')}/" if options.base_url else ""
    return "".join(f"{sha256_of.get(path, 'missing')} {prefix}{path}\n" for path in paths)


def core_texts(thing: ReleaseObject) -> Iterator[tuple[str, str]]:
    """Boxes, addresses and the text query of one object: path below ilias_core, whole content."""
    yield text_id(thing), thing.text
    for named in named_images(thing):
        yield named.boxes_path, _boxes(named)
        if named.image.origin == "downloaded":
            yield named.url_path, f"{named.image.source_url}\n"


def id_lists(release: Release) -> Iterator[tuple[str, str]]:
    """The lists below image_ids/ (but the packed one) and the taxonomy: path, whole content."""
    objects = in_order(release)
    queries, positives = [], []
    for thing in objects:
        for named in named_images(thing):
            if named.image.role == "query":
                queries.append(f"{named.id},{object_id(thing)}\n")
            else:
                positives.append(f"{named.id},{float(named.image.scale or 0)!r},{named.image.clutter}\n")
    yield IMAGE_QUERIES, "".join(queries)
    yield TEXT_QUERIES, "".join(f"{text_id(thing)}\n" for thing in objects)
    yield POSITIVES, "".join(positives)
    places = ((object_id(thing), thing.categories) for thing in objects)
    yield TAXONOMY, json.dumps(tree(places), indent=2, ensure_ascii=True) + "\n"


def core_path(identifier: str) -> str:
    """Path in the export of something below ilias_core."""
    return f"{CORE}/{identifier}"


def _core(release: Release) -> Iterator[Part]:
    yield from image_parts(release)
    for thing in in_order(release):
        for path, text in core_texts(thing):
            yield text_part(core_path(path), text)


def _core_members(release: Release) -> Iterator[Member]:
    """What `_core` writes as files, sorted by path; an object's files stand together."""
    for thing in sorted(release.objects, key=object_id):
        members = [Member(core_path(named.id), named.image) for named in named_images(thing)]
        members += [Member(core_path(path), text.encode()) for path, text in core_texts(thing)]
        yield from sorted(members, key=lambda member: member.name)


def _distractor_ids(release: Release, options: ExportOptions) -> FilePart:
    def lines() -> Iterator[bytes]:
        for shard in shards(release, options.shard_size):
            for entry in release.distractors.between(shard.start, shard.stop):
                yield f"{shard.name}/{entry.key}\n".encode()

    def check(path: Path) -> str | None:
        try:
            if _is_more_than_lines(path):
                return "holds more than the packed lines: a name, a note, or bytes after their end"
            with gzip.open(path, "rb") as held:
                same = all(line == wanted for line, wanted in zip_longest(held, lines()))
        except (OSError, EOFError, zlib.error) as error:
            return f"cannot be unpacked ({error})"
        return None if same else "does not name the distractors of metadata/distractors.csv in their order"

    return FilePart(DISTRACTOR_IDS, lambda: packed_lines(lines()), check)


def _is_more_than_lines(path: Path) -> bool:
    """Whether unpacking passes over something: fields of the header, or what follows the first end."""
    with path.open("rb") as held:
        if held.read(len(_BARE_HEADER)) != _BARE_HEADER:
            return True
        held.seek(0)
        unpacker = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
        while not unpacker.eof and (piece := unpacker.unconsumed_tail or held.read(1 << 16)):
            unpacker.decompress(piece, 1 << 20)
        return bool(unpacker.unused_data or held.read(1))


def packed_lines(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines as gzip without a name or a time in its header, in pieces."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    for line in lines:
        if piece := packer.compress(line):
            yield piece
    yield packer.flush()


def _boxes(named: NamedImage) -> str:
    lines = (f"{box.x} {box.y} {box.width} {box.height}\n" for box in named.image.boxes)
    return "".join(lines)
