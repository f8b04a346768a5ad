"""What an exported folder consists of, declared: the writer writes it, the verifier holds it against it."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from retrieval.bundle.schema import ReleaseDistractor, ReleaseImage

Entry = ReleaseImage | ReleaseDistractor


@dataclass(frozen=True, slots=True)
class FilePart:
    """A file whose bytes follow from the release alone.

    `check` tells in half a sentence what a file says that is wrong, where the same content may have
    other bytes elsewhere (another zlib, another pyarrow); without it the bytes must be the same.
    """

    path: str
    pieces: Callable[[], Iterator[bytes]]
    check: Callable[[Path], str | None] | None = None


@dataclass(frozen=True, slots=True)
class ImagePart:
    """A file that is a published image."""

    path: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a tar: a published image, or bytes that follow from the release."""

    name: str
    content: Entry | bytes


@dataclass(frozen=True, slots=True)
class TarPart:
    """A deterministic tar; `members` starts anew at every call and holds one member at a time.

    `recipe` is the SHA-256 of everything its bytes depend on: two tars with the same one are the same.
    `images` is how many published images it holds, for the progress.
    """

    path: str
    members: Callable[[], Iterator[Member]]
    recipe: str
    images: int


Part = FilePart | ImagePart | TarPart


def text_part(path: str, text: str) -> FilePart:
    """A small file from its text."""
    return FilePart(path, lambda: iter((text.encode(),)))


def tar_part(path: str, members: Callable[[], Iterator[Member]]) -> TarPart:
    """A tar of these members; walks over them once for the recipe."""
    digest = hashlib.sha256()
    images = 0
    for member in members():
        is_image = not isinstance(member.content, bytes)
        images += is_image
        content = (
            hashlib.sha256(member.content).hexdigest()
            if isinstance(member.content, bytes)
            else member.content.sha256
        )
        digest.update(f"{member.name}\0{content}\n".encode())
    return TarPart(path, members, digest.hexdigest(), images)
