"""Samples of a tar as webdataset defines them: neighbours that share a name up to the first dot."""

import json
from collections.abc import Iterator
from typing import Any, Final

from retrieval.distractors.errors import DistractorError, problem
from retrieval.distractors.piece import Item
from retrieval.distractors.sources.places import readable
from retrieval.distractors.tar_members import Member, TarBrokenError, content, members

_IMAGES: Final = ("jpg", "jpeg", "png", "webp", "heic", "heif", "avif", "tif", "tiff", "bmp", "gif")
_MOST_BYTES: Final = {"json": 4 * 1024 * 1024, "txt": 1024 * 1024}
_MOST_IMAGE: Final = 64 * 1024 * 1024
Sample = tuple[str, list[tuple[str, Member]]]


def samples(handle: int, start: int = 0) -> Iterator[Sample]:
    """Key and members (by ending) of each sample; raises TarBrokenError, OSError."""
    key, held = "", list[tuple[str, Member]]()
    try:
        for member in members(handle, start):
            folder, slash, name = member.name.rpartition("/")
            stem, _, ending = name.partition(".")
            if held and folder + slash + stem != key:
                yield key, held
                held = []
            key = folder + slash + stem
            held.append((ending.lower(), member))
    except TarBrokenError as error:  # nobody knows whether the last sample was complete
        offset = held[0][1].start if held else error.offset
        raise TarBrokenError(error.kind, offset, error.reason) from error
    if held:
        yield key, held


def item_of(handle: int, tar: str, sample: Sample) -> Item:
    """The image of a sample with what its json and txt say; raises TarBrokenError, OSError."""
    key, held = sample
    location = readable(f"{tar}/{key}")
    try:
        images = [member for ending, member in held if ending in _IMAGES]
        if not all(member.is_file for _, member in held):
            link = next(member for _, member in held if not member.is_file)
            raise problem("distractors.tar-link", member=readable(link.name))
        said = _said(handle, dict(held))
        status = said.get("status", "success")
        if status != "success":
            raise problem("distractors.download-failed", reason=said.get("error_message") or status)
        if not images:
            listed = ", ".join(ending or "a file without an ending" for ending, _ in held[:5])
            raise problem("distractors.no-image", members=readable(listed))
        data = _content(handle, images[0], _MOST_IMAGE)
    except DistractorError as refused:
        return Item(key, location, refused=refused)
    return Item(
        key,
        location,
        data,
        caption=_text(said, "caption"),
        licence=_text(said, "license", "licence"),
        author=_text(said, "author", "creator"),
        source_url=_text(said, "url", "source_url"),
    )


def _said(handle: int, held: dict[str, Member]) -> dict[str, Any]:
    """What json and txt tell; raises DistractorError for a json that can't be read: it holds the licence."""
    said: dict[str, Any] = {}
    if "json" in held:
        try:
            said = json.loads(_content(handle, held["json"], _MOST_BYTES["json"]))
        except (ValueError, RecursionError) as error:
            raise problem("distractors.metadata", member=readable(held["json"].name), reason=error) from error
        if not isinstance(said, dict):
            raise problem(
                "distractors.metadata", member=readable(held["json"].name), reason="it is no JSON object"
            )
    if "txt" in held and not said.get("caption"):
        caption = _content(handle, held["txt"], _MOST_BYTES["txt"]).decode("utf-8", "replace").strip()
        said = {**said, "caption": caption}
    return said


def _content(handle: int, member: Member, most: int) -> bytes:
    if member.size > most:
        raise problem(
            "distractors.member-too-large", member=readable(member.name), size=member.size, limit=most
        )
    return content(handle, member)


def _text(said: dict[str, Any], *names: str) -> str:
    found = next((said[name] for name in names if said.get(name) is not None), "")
    return found if isinstance(found, str) else json.dumps(found)
