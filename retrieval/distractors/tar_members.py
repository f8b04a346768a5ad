"""The members of a tar on the disk, from any member on: read from their middle, never unpacked, never followed."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

BLOCK: Final = 512
_FILES: Final = frozenset((b"0", b"\0", b"7"))
_LONG_NAME, _LONG_LINK, _PAX, _PAX_GLOBAL, _FOLDER = b"L", b"K", b"x", b"g", b"5"
_NAMING: Final = (_LONG_NAME, _PAX)
_MOST_EXTENSION: Final = 1024 * 1024
_PACKED: Final = {
    b"\x1f\x8b": "gzip data",
    b"\x28\xb5": "zstd data",
    b"BZ": "bzip2 data",
    b"\xfd7": "xz data",
}


class TarBrokenError(Exception):
    """The tar can't be read on from `offset`; `kind` is "truncated", "damaged" or "compressed"."""

    def __init__(self, kind: str, offset: int, reason: str) -> None:
        super().__init__(reason)
        self.kind, self.offset, self.reason = kind, offset, reason


class Member(NamedTuple):
    """One member: where its headers begin, where its content lies, and whether it is an ordinary file."""

    name: str
    start: int
    offset: int
    size: int
    is_file: bool


@dataclass(slots=True)
class _Extension:
    """What the headers before a member say of it."""

    name: str | None = None
    size: int | None = None


def members(handle: int, start: int = 0) -> Iterator[Member]:
    """Members from the one at byte `start` to the end; folders are passed over.

    Raises TarBrokenError where the tar ends early (a missing end of archive included) or is damaged; OSError.
    """
    length = os.fstat(handle).st_size
    position = begun = start
    said = _Extension()
    while True:
        header = os.pread(handle, BLOCK, position)
        if len(header) < BLOCK:
            raise TarBrokenError("truncated", position, "it has no end of archive")
        if not header.strip(b"\0"):
            return
        kind = header[156:157]
        size = _size(header, position)
        offset = position + BLOCK
        if kind in _NAMING:
            _extend(said, kind, _extension(handle, offset, size, position))
        elif kind not in (_LONG_LINK, _PAX_GLOBAL):
            size = size if said.size is None else said.size
            if kind != _FOLDER:
                name = _name(header) if said.name is None else said.name
                if offset + size > length:
                    raise TarBrokenError("truncated", begun, f"{name!r} is not complete")
                yield Member(name, begun, offset, size if kind in _FILES else 0, kind in _FILES)
            said = _Extension()
        position = offset + size + -size % BLOCK
        if kind not in (*_NAMING, _LONG_LINK, _PAX_GLOBAL):
            begun = position


def content(handle: int, member: Member) -> bytes:
    """The bytes of a member; raises TarBrokenError, OSError."""
    data = os.pread(handle, member.size, member.offset)
    if len(data) < member.size:
        raise TarBrokenError("truncated", member.start, f"{member.name!r} is not complete")
    return data


def _size(header: bytes, position: int) -> int:
    """The size that a header states, its checksum checked."""
    try:
        said = int(header[148:156].strip(b"\0 ") or b"0", 8)
        field = header[124:136]
        size = int.from_bytes(field[1:]) if field[0] & 0x80 else int(field.strip(b"\0 ") or b"0", 8)
    except ValueError:
        said = size = -1
    if said != sum(header[:148]) + sum(header[156:]) + 8 * ord(" ") or size < 0:
        packed = _PACKED.get(header[:2]) if position == 0 else None
        if packed:
            raise TarBrokenError("compressed", 0, packed)
        raise TarBrokenError("damaged", position, "a header has another checksum")
    return size


def _name(header: bytes) -> str:
    name = header[:100].partition(b"\0")[0]
    prefix = header[345:500].partition(b"\0")[0] if header[257:263] == b"ustar\0" else b""
    return os.fsdecode(prefix + b"/" + name if prefix else name)


def _extension(handle: int, offset: int, size: int, position: int) -> bytes:
    if size > _MOST_EXTENSION:
        raise TarBrokenError("damaged", position, f"an extended header of {size:,} bytes")
    data = os.pread(handle, size, offset)
    if len(data) < size:
        raise TarBrokenError("truncated", position, "an extended header is not complete")
    return data


def _extend(said: _Extension, kind: bytes, data: bytes) -> None:
    if kind == _LONG_NAME:
        said.name = os.fsdecode(data.rstrip(b"\0"))
        return
    for key, value in _pax_records(data):
        if key == b"path":
            said.name = os.fsdecode(value)
        elif key == b"size" and value.isdigit() and len(value) < 20:
            said.size = int(value)


def _pax_records(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Records of length, key and value; what comes after a malformed one is passed over."""
    while data:
        length, _, _ = data.partition(b" ")
        if not length.isdigit() or len(length) > 9 or not 0 < int(length) <= len(data):
            return
        record, data = data[len(length) + 1 : int(length) - 1], data[int(length) :]
        key, _, value = record.partition(b"=")
        yield key, value
