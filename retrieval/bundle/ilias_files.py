"""The text files of the ILIAS layout that official code reads, each as path and lines."""

import json
from collections.abc import Callable, Iterator

from retrieval.bundle.naming import (
    CORE,
    CORE_TAR,
    DISTRACTORS,
    NamedImage,
    Shard,
    in_order,
    named_images,
    object_id,
    text_id,
)
from retrieval.bundle.schema import Release, ReleaseObject
from retrieval.taxonomy import tree

IMAGE_QUERIES = "image_ids/image_query_ids.txt"
TEXT_QUERIES = "image_ids/text_query_ids.txt"
POSITIVES = "image_ids/positive_ids.txt"
DISTRACTOR_IDS = "image_ids/distractor_ids.txt.gz"
CHECKSUMS = "checksums.txt"
TAXONOMY = "misc/taxonomy.json"


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


def checksums(cut: list[Shard], sha256_of: Callable[[str], str], base_url: str) -> str:
    """The lines "<sha256> <url>" of the download script: the core tar first, then the shards."""
    paths = [CORE_TAR, *(f"{DISTRACTORS}/{shard.name}" for shard in cut)]
    prefix = f"{base_url.rstrip('/')}/" if base_url else ""
    return "".join(f"{sha256_of(path)} {prefix}{path}\n" for path in paths)


def core_path(identifier: str) -> str:
    """Path in the export of something below ilias_core."""
    return f"{CORE}/{identifier}"


def _boxes(named: NamedImage) -> str:
    lines = (f"{box.x} {box.y} {box.width} {box.height}\n" for box in named.image.boxes)
    return "".join(lines)
