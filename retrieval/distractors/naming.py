"""Names of shards, keys and encoders: none holds a "." or a "/", so that "<shard>/<key>" is one thing only."""

import hashlib
import re
from pathlib import PurePosixPath

LONGEST_KEY = 80  # "<key>.jpg" fits into a plain tar, "<shard>/<key>" into 200 characters
LONGEST_NAME = 56
LONGEST_SLUG = 100
LONGEST_PUBLISHED = 90  # "<key>.jpg" of it fits into a plain tar too
_DIGITS = 20  # 80 bits: of 100 million shortened keys no two are the same
_CLEAN = re.compile(r"[A-Za-z0-9_-]+")
_OTHER = re.compile(r"[^A-Za-z0-9_-]+")
_ENDS_ONCE = re.compile(r"(?:(?!-\d{5,}_).)*-\d{5,}")  # as piece_name ends, and "-00000_" nowhere within


def slug_of(version: str) -> str:
    """The file name of an encoder's descriptors: its version, safe for any file system and never ambiguous."""
    return _safe(version, LONGEST_SLUG)


def key_of(name: str) -> str:
    """The key of an image by its name in the source, without its ending.

    A clean name stays as it is; any other is told apart from its likes by 8 digits of its SHA-256.
    """
    path = PurePosixPath(name)
    return _safe(name.removesuffix(path.suffix), LONGEST_KEY)


def _safe(text: str, longest: int) -> str:
    if _CLEAN.fullmatch(text) and len(text) <= longest:
        return text
    digest = hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:8]
    readable = _OTHER.sub("_", text).strip("_")[: longest - 9]
    return f"{readable}_{digest}" if readable else digest


def published_key(set_slug: str, shard_name: str, key: str) -> str:
    """The key under which releases publish a distractor of a set: "<set>_<shard>_<key>", at most 90 characters.

    One that is too long, or that could be read as another set, shard and key, ends in 20 digits of the
    SHA-256 of "<set>/<shard>/<key>" instead.
    """
    told = f"{set_slug}_{shard_name}_{key}"
    if len(told) <= LONGEST_PUBLISHED and "_" not in set_slug and _ENDS_ONCE.fullmatch(shard_name):
        return told
    digest = hashlib.sha256(f"{set_slug}/{shard_name}/{key}".encode()).hexdigest()[:_DIGITS]
    return f"{told[: LONGEST_PUBLISHED - _DIGITS - 1]}_{digest}"


def may_publish(set_slug: str, shard_name: str, published: str) -> bool:
    """Whether that published key can be of a distractor of this shard, told from its beginning."""
    head = f"{set_slug}_{shard_name}_"[: LONGEST_PUBLISHED - _DIGITS - 1]
    return published.startswith(head)


class Names:
    """Gives every name once: what comes again gets the first free number behind it."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._next: dict[str, int] = {}

    def once(self, name: str) -> str:
        """The name, or name_2, name_3 … when it is taken."""
        number = self._next.get(name, 2)
        given = name
        while given in self._taken:
            given = f"{name}_{number}"
            number += 1
        self._next[name] = number
        self._taken.add(given)
        return given


def is_clean(name: str) -> bool:
    """Whether this could be a key or the name of a shard."""
    return _CLEAN.fullmatch(name) is not None


def piece_name(stem: str, number: int) -> str:
    """The name of the piece of that number: readable, at most 60 characters."""
    return f"{_safe(stem, LONGEST_NAME - 6)}-{number:05d}"
