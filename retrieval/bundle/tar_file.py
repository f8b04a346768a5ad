"""Writes one declared tar, every image in it held against what the release says."""

from collections.abc import Callable

from retrieval.bundle.archives import Target, TarWriter
from retrieval.bundle.parts import Entry, TarPart

Content = Callable[[Entry, str], bytes]


def write_tar(part: TarPart, target: Target, content: Content, step: Callable[[int], None]) -> None:
    """Writes the members of a part in their order; tells `step` of every image before it is read.

    `content` gives the bytes of an image; it hears what to call it in an error.
    """
    tar = TarWriter(target)
    for member in part.members():
        if isinstance(member.content, bytes):
            tar.add_bytes(member.name, member.content)
        else:
            step(1)
            tar.add_bytes(member.name, content(member.content, f"{member.name} in {part.path}"))
    tar.close()
