"""The WebDataset layout: tars whose samples all have the same members, of the same types.

Hugging Face takes the columns from the first five samples of a tar and drops what appears only later
(F 5.2), so nothing here is left out or null: no address is "", and a query, whose clutter and scale
nobody measures, has clutter -1 and scale -1.0.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, groupby
from typing import TypeVar

from retrieval.bundle.layouts.distractor_tars import distractor_tars
from retrieval.bundle.layouts.subset_tars import subset_tars
from retrieval.bundle.manifest import ExportOptions
from retrieval.bundle.naming import NamedImage, in_order, named_images, object_id, text_id
from retrieval.bundle.parts import Member, Part, TarPart, tar_part
from retrieval.bundle.schema import Release, ReleaseImage, ReleaseObject
from retrieval.bundle.strict_json import JsonValue, canonical

FOLDER = "webdataset"
QUERIES, POSITIVES, TEXTS = "queries", "positives", "texts"
RESERVED = frozenset((QUERIES, POSITIVES, TEXTS))  # no subset may be called so
_NAMES = {"Q": QUERIES, "P": POSITIVES, "T": TEXTS}  # by the letter that an id starts its name with
NOT_MEASURED = -1
ImageSample = tuple[ReleaseObject, NamedImage]
Sample = TypeVar("Sample")


def parts(release: Release, options: ExportOptions) -> Iterator[Part]:
    """Tars of queries, positives and texts, those of the distractors, and those of the subsets."""
    objects = in_order(release)
    images = [(thing, named) for thing in objects for named in named_images(thing)]
    queries = [sample for sample in images if sample[1].image.role == "query"]
    positives = [sample for sample in images if sample[1].image.role == "positive"]
    texts = partial(_text_members, release.about.language)
    size = options.objects_per_tar
    yield from _tars(QUERIES, groupby(queries, lambda sample: sample[0].number // size), _image_members)
    yield from _tars(POSITIVES, groupby(positives, lambda sample: sample[0].number // size), _image_members)
    yield from _tars(TEXTS, groupby(objects, lambda thing: thing.number // size), texts)
    yield from distractor_tars(release, options.shard_size)
    yield from subset_tars(release, options.shard_size, FOLDER)


def sample_key(identifier: str) -> str:
    """Key of a sample from its ILIAS id: bold_bimp__P000_07 for bold_bimp_000/pos/P000_07.jpg.

    Without '.' and '/', where readers cut keys, and unique over all tars, for the ids are. The number
    stands once, so that the longest object key still fits the 100 bytes of a name in a plain tar.
    """
    folder, _, name = identifier.split("/")
    stem = name.partition(".")[0]
    return f"{folder.removesuffix(f'_{_number(stem)}')}__{stem}"


def tar_of(identifier: str, options: ExportOptions) -> str:
    """Path of the tar that holds the sample of an ILIAS id."""
    stem = identifier.rpartition("/")[2].partition(".")[0]
    return _path(_NAMES[stem[0]], int(_number(stem)) // options.objects_per_tar)


def ilias_id(key: str) -> str:
    """ILIAS id of the sample with that key; it also stands in the sample's json."""
    thing, _, stem = key.rpartition("__")
    folder = "pos" if stem.startswith("P") else "query"
    suffix = "txt" if stem.startswith("T") else "jpg"
    return f"{thing}_{_number(stem)}/{folder}/{stem}.{suffix}"


def _number(stem: str) -> str:
    """Number of the object in P000_07 or T000."""
    return stem[1:].partition("_")[0]


def _tars(
    name: str,
    groups: Iterable[tuple[int, Iterator[Sample]]],
    members_of: Callable[[Sample], Iterator[Member]],
) -> Iterator[TarPart]:
    """Tars of the samples of neighbouring object numbers: what one object changes stays in its tar."""
    for index, samples in groups:
        yield tar_part(_path(name, index), partial(_members, tuple(samples), members_of))


def _path(name: str, index: int) -> str:
    return f"{FOLDER}/{name}-{index:06d}.tar"


def _members(samples: Sequence[Sample], members_of: Callable[[Sample], Iterator[Member]]) -> Iterator[Member]:
    return chain.from_iterable(map(members_of, samples))


def _image_members(sample: ImageSample) -> Iterator[Member]:
    thing, named = sample
    key = sample_key(named.id)
    boxes: list[JsonValue] = [(box.x, box.y, box.width, box.height) for box in named.image.boxes]
    yield Member(f"{key}.jpg", named.image)
    yield Member(f"{key}.bbox.json", canonical(boxes))
    facts = {"id": named.id, **_object_facts(thing), **_image_facts(named.image)}
    yield Member(f"{key}.json", canonical(facts))


def _text_members(language: str, thing: ReleaseObject) -> Iterator[Member]:
    identifier = text_id(thing)
    key = sample_key(identifier)
    facts = {"id": identifier, **_object_facts(thing), "language": language}
    yield Member(f"{key}.txt", thing.text.encode())
    yield Member(f"{key}.json", canonical(facts))


def _object_facts(thing: ReleaseObject) -> dict[str, JsonValue]:
    return {
        "object": thing.key,
        "object_id": object_id(thing),
        "object_name": thing.name,
        "coarse": thing.categories.coarse,
        "mid": thing.categories.mid,
        "fine": thing.categories.fine,
    }


def _image_facts(image: ReleaseImage) -> dict[str, JsonValue]:
    names = ("role", "sha256", "width", "height", "licence", "author", "origin", "source_url", "camera")
    facts: dict[str, JsonValue] = {name: getattr(image, name) for name in names}
    facts["image"] = image.id
    facts["scale"] = float(NOT_MEASURED if image.scale is None else image.scale)
    facts["clutter"] = NOT_MEASURED if image.clutter is None else image.clutter
    return facts
