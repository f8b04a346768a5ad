"""Where the bytes of an image lie in a folder, whichever layouts it was exported in."""

import io
from array import array
from bisect import bisect_left
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from PIL import Image

from retrieval.bundle.errors import BundleError
from retrieval.bundle.layouts.ilias import core_path
from retrieval.bundle.layouts.webdataset import FOLDER, sample_key, tar_of
from retrieval.bundle.loading.distractors import places_of
from retrieval.bundle.loading.items import BenchmarkImage
from retrieval.bundle.loading.tars import Tars
from retrieval.bundle.manifest import ExportOptions
from retrieval.bundle.naming import CORE_TAR, DISTRACTORS
from retrieval.bundle.schema import Release

Place = tuple[str, int]  # a tar and which of its members


class ImageFiles:
    """Finds images as files below ilias_core, in ilias_core.tar, or in the tars of webdataset/."""

    def __init__(self, folder: Path, content: Release, options: ExportOptions) -> None:
        self._folder = folder
        self._content = content
        self._options = options
        self._tars = Tars(folder)

    @cached_property
    def chosen(self) -> "Mapping[str, array[int]]":
        """Of each subset the places of its images among all distractors; reads the table once for each."""
        table = self._content.distractors
        return {subset.name: places_of(table, frozenset(subset.keys)) for subset in self._content.subsets}

    def loose(self, image: BenchmarkImage) -> Path | None:
        """The file that is the image, where the folder has one."""
        path = self._folder / core_path(image.id)
        return path if path.is_file() else None

    def packed(self, image: BenchmarkImage) -> tuple[str, str]:
        """The tar that holds the image, and the name it has there.

        Raises BundleError `bundle.image-absent` when the folder has neither ilias_core.tar nor that one.
        """
        if (self._folder / CORE_TAR).is_file():
            return CORE_TAR, core_path(image.id)
        path = tar_of(image.id, self._options)
        if not (self._folder / path).is_file():
            raise _absent(image.id, f"{CORE_TAR} or the tars of {FOLDER}/")
        return path, f"{sample_key(image.id)}.jpg"

    def core_bytes(self, image: BenchmarkImage) -> bytes:
        """The JPEG of a query or positive. Raises BundleError `bundle.image-absent` when no file holds it."""
        loose = self.loose(image)
        if loose is not None:
            return _file_bytes(loose)
        return self._tars.named(*self.packed(image))

    def distractor_place(self, place: int) -> Place:
        """Where the distractor of that place lies. Raises BundleError `bundle.image-absent`."""
        size = self._options.shard_size
        whole = f"{DISTRACTORS}/{self.shard_name(place)}"
        if (self._folder / whole).is_file():
            return whole, place % size
        for name, places in self.chosen.items():
            index = bisect_left(places, place)
            path = f"{FOLDER}/{name}-{index // size:06d}.tar"
            if index < len(places) and places[index] == place and (self._folder / path).is_file():
                return path, index % size
        label = f"distractor {place}"
        raise _absent(label, whole)

    def held_tars(self) -> list[str]:
        """The tars that hold distractors here; with others, their addresses are others."""
        folders = (self._folder / name for name in (DISTRACTORS, FOLDER))
        return sorted(path.name for folder in folders for path in folder.glob("*.tar"))

    def distractor_at(self, found: Place) -> tuple[str, bytes]:
        """Key and JPEG of a distractor."""
        name, data = self._tars.at(*found)
        return name.removesuffix(".jpg"), data

    def shard_name(self, place: int) -> str:
        """The tar that a distractor is named after."""
        return f"{self._content.slug}_{DISTRACTORS}-{place // self._options.shard_size:06d}.tar"


def decoded(data: bytes, label: str) -> Image.Image:
    """The picture, decoded. Raises BundleError `bundle.image-damaged` when it cannot be."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            image.load()
            return image
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise BundleError(
            "bundle.image-damaged",
            f"{label} cannot be decoded ({error}). Verify the folder and download what is damaged again.",
        ) from error


def _file_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BundleError("bundle.file", f"{path} cannot be read: {error}.") from error


def _absent(what: str, where: str) -> BundleError:
    return BundleError(
        "bundle.image-absent",
        f"The image of {what} is not in this folder; download {where} of the release into it.",
    )
