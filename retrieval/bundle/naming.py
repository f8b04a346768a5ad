"""The names a release gives to its things in the ILIAS layout (download/README.md of ILIAS)."""

from collections.abc import Iterator
from dataclasses import dataclass

from retrieval.bundle.schema import Release, ReleaseImage, ReleaseObject

CORE = "ilias_core"
CORE_TAR = "ilias_core.tar"
DISTRACTORS = "yfcc100m"
_FOLDERS = {"query": ("query", "Q"), "positive": ("pos", "P")}


@dataclass(frozen=True, slots=True)
class NamedImage:
    """An image with its id: the path below ilias_core, such as bold_bimp_000/query/Q000_00.jpg."""

    id: str
    image: ReleaseImage

    @property
    def boxes_path(self) -> str:
        """Where the official code looks for the boxes, below ilias_core."""
        return f"{self.id.removesuffix('.jpg')}_bbox.txt"

    @property
    def url_path(self) -> str:
        """Where the address of a downloaded image is written, below ilias_core."""
        return f"{self.id.removesuffix('.jpg')}_url.txt"


@dataclass(frozen=True, slots=True)
class Shard:
    """One tar of distractors: those at the places start to stop - 1.

    The official code calls an image of it <shard name>/<key>.
    """

    name: str
    start: int
    stop: int


def object_id(thing: ReleaseObject) -> str:
    """Folder of the object: its key, with the three-digit number unless the key ends with it."""
    suffix = f"_{thing.number:03d}"
    return thing.key if thing.key.endswith(suffix) else thing.key + suffix


def text_id(thing: ReleaseObject) -> str:
    """Id of the text query: its path below ilias_core."""
    return f"{object_id(thing)}/query/T{thing.number:03d}.txt"


def named_images(thing: ReleaseObject) -> Iterator[NamedImage]:
    """The images of an object with their ids, queries first, in the order of the release."""
    for role, (folder, letter) in _FOLDERS.items():
        images = (image for image in thing.images if image.role == role)
        for index, image in enumerate(images):
            name = f"{letter}{thing.number:03d}_{index:02d}.jpg"
            yield NamedImage(f"{object_id(thing)}/{folder}/{name}", image)


def in_order(release: Release) -> list[ReleaseObject]:
    """The objects by number."""
    return sorted(release.objects, key=lambda thing: thing.number)


def shards(release: Release, size: int) -> Iterator[Shard]:
    """The distractors in their order, cut into tars of `size`; names must hold "yfcc100m" (F 1.7)."""
    count = len(release.distractors)
    for index, start in enumerate(range(0, count, size)):
        name = f"{release.slug}_{DISTRACTORS}-{index:06d}.tar"
        yield Shard(name, start, min(start + size, count))
