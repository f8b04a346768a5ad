"""An exported folder, opened: everything in it under its name, images when they are asked for."""

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from PIL import Image

from retrieval.bundle.about import About
from retrieval.bundle.errors import BundleError
from retrieval.bundle.loading.distractors import DistractorSequence
from retrieval.bundle.loading.files import ImageFiles, decoded
from retrieval.bundle.loading.hugging_face import hf_split
from retrieval.bundle.loading.items import BenchmarkImage, BenchmarkObject, Distractor, TextQuery
from retrieval.bundle.loading.objects import loaded_objects
from retrieval.bundle.loading.samples import DistractorSamples, ImageSamples, Samples, TextSamples
from retrieval.bundle.loading.torch_data import torch_split
from retrieval.bundle.manifest import ExportOptions
from retrieval.bundle.reader import read_head, read_options, read_release
from retrieval.bundle.schema import Release
from retrieval.bundle.verify import Verification, verify
from retrieval.geometry import Box

SPLITS = ("queries", "positives", "texts", "distractors")


def open_release(folder: str | Path) -> "OpenRelease":
    """The release in an exported folder, of any layout.

    Reads the tables of objects and images; distractors and pixels are read when they are asked for.
    Raises BundleError when the folder is no release, or a table in it cannot be read.
    """
    place = Path(folder).absolute()
    if not place.is_dir():
        raise BundleError("bundle.no-folder", f"There is no folder {place}; unpack the release there first.")
    return OpenRelease(place)


class OpenRelease:
    """A release to train and evaluate on. May be pickled: only its folder travels."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.content: Release = read_release(folder)
        self.content_sha256 = str(read_head(folder).get("content_sha256", ""))
        self.objects: tuple[BenchmarkObject, ...] = loaded_objects(self.content)
        options: ExportOptions = read_options(folder)
        self._files = ImageFiles(folder, self.content, options)

    def __reduce__(self) -> tuple[type["OpenRelease"], tuple[Path]]:
        return OpenRelease, (self.folder,)

    def __repr__(self) -> str:
        return (
            f"<{self.content.slug} {self.content.version}: {len(self.objects)} objects, "
            f"{len(self.queries)} queries, {len(self.positives)} positives, {len(self.distractors)} distractors>"
        )

    @property
    def about(self) -> About:
        """Who made it, under which licence, and what they say about it."""
        return self.content.about

    @cached_property
    def queries(self) -> tuple[BenchmarkImage, ...]:
        """The image queries, by object."""
        return tuple(image for thing in self.objects for image in thing.queries)

    @cached_property
    def positives(self) -> tuple[BenchmarkImage, ...]:
        """The positives, by object."""
        return tuple(image for thing in self.objects for image in thing.positives)

    @cached_property
    def texts(self) -> tuple[TextQuery, ...]:
        """The text queries, one per object."""
        return tuple(thing.text for thing in self.objects)

    @cached_property
    def boxes(self) -> Mapping[str, tuple[Box, ...]]:
        """The boxes of every query and positive, by its id."""
        return {image.id: image.boxes for image in (*self.queries, *self.positives)}

    @cached_property
    def distractors(self) -> DistractorSequence:
        """The distractors, in the order of the release."""
        return DistractorSequence(self.content.distractors, self._files.shard_name)

    @cached_property
    def subsets(self) -> Mapping[str, DistractorSequence]:
        """The named choices of the distractors, such as a mini version; reads the table once for each."""
        table, name = self.content.distractors, self._files.shard_name
        return {
            subset: DistractorSequence(table, name, places) for subset, places in self._files.chosen.items()
        }

    def object_of(self, query: BenchmarkImage | TextQuery | str) -> BenchmarkObject:
        """The object that a query (or its id) asks for. Raises BundleError `bundle.unknown-id`."""
        identifier = query if isinstance(query, str) else query.object
        thing = self._by_id.get(identifier.partition("/")[0])
        if thing is None:
            raise BundleError(
                "bundle.unknown-id", f"{identifier!r} is no query and no object of this release."
            )
        return thing

    @cached_property
    def _by_id(self) -> Mapping[str, BenchmarkObject]:
        return {thing.id: thing for thing in self.objects}

    def positives_of(self, query: BenchmarkImage | TextQuery | str) -> tuple[BenchmarkImage, ...]:
        """The ground truth of an image or text query: every image that shows its object."""
        return self.object_of(query).positives

    def image(self, item: BenchmarkImage | Distractor) -> Image.Image:
        """The picture of a query, a positive or a distractor, decoded.

        Raises BundleError: `bundle.image-absent` when the folder does not hold it, and
        `bundle.image-damaged` when it cannot be decoded.
        """
        return decoded(self.image_bytes(item), item.id)

    def image_bytes(self, item: BenchmarkImage | Distractor) -> bytes:
        """The JPEG of a query, a positive or a distractor, as it was published."""
        if isinstance(item, BenchmarkImage):
            return self._files.core_bytes(item)
        return self._files.distractor_at(self._files.distractor_place(item.place))[1]

    def samples(self, split: str) -> Samples:
        """One split as plain samples by index: `queries`, `positives`, `texts`, `distractors` or a subset.

        Raises BundleError `bundle.split` for another name.
        """
        labels = {thing.id: number for number, thing in enumerate(self.objects)}
        if split == "texts":
            return TextSamples(self.texts, labels)
        if split in ("queries", "positives"):
            images = self.queries if split == "queries" else self.positives
            return ImageSamples(images, labels, self._files)
        if split == "distractors":
            return DistractorSamples(self.distractors, self._files)
        if split in {subset.name for subset in self.content.subsets}:
            return DistractorSamples(self.subsets[split], self._files)
        known = ", ".join((*SPLITS, *(subset.name for subset in self.content.subsets)))
        raise BundleError("bundle.split", f"There is no split {split!r}; this release has: {known}.")

    def torch_dataset(self, split: str, transform: Callable[[Image.Image], Any] | None = None) -> Any:
        """A map-style torch.utils.data.Dataset of a split (see `samples`), for any number of workers.

        `transform` turns a PIL image into what the model takes; it must be picklable for spawned workers.
        Raises BundleError `bundle.extra-missing` where torch is not installed.
        """
        return torch_split(self.samples(split), transform)

    def hf_dataset(self, split: str) -> Any:
        """A datasets.Dataset of a split; its column `image` is an Image feature that is decoded when asked for.

        Images stay in the folder, which must not be moved while the dataset is used. Raises BundleError
        `bundle.extra-missing` where datasets is not installed.
        """
        return hf_split(self.samples(split), self.folder, self.content_sha256, split)

    def verify(self, public_key: str = "") -> Verification:
        """Checks every file of the folder; `ok` only when nothing at all is wrong.

        With a public key of minisign (its file's text, or its line) a good signature is demanded.
        """
        return verify(self.folder, public_key=public_key)
