"""Tars whose bytes depend on their content alone: no times, no owners."""

import tarfile
from collections.abc import Iterator
from typing import BinaryIO, Protocol

_MODE = 0o644
_PIECE = 1 << 20
_NAME_BYTES = 100
_SIZE, _CHECKSUM = slice(124, 136), slice(148, 156)


class Target(Protocol):
    """Something to write to that knows how much it took."""

    size: int

    def write(self, data: bytes) -> int:
        """Takes all of it."""


class TarWriter:
    """Appends members to a tar of the plain POSIX kind, handing them on a mebibyte at a time.

    Each piece is written and hashed in one go, without the interpreter: what lets threads do so at once.
    """

    def __init__(self, target: Target) -> None:
        self._target = target
        self._waiting: list[bytes] = []
        self._waiting_bytes = 0

    def add_bytes(self, name: str, data: bytes) -> None:
        """Appends one member from memory."""
        padding = bytes(-len(data) % tarfile.BLOCKSIZE)
        self._waiting += (tar_header(name, len(data)), data, padding)
        self._waiting_bytes += tarfile.BLOCKSIZE + len(data) + len(padding)
        if self._waiting_bytes >= _PIECE:
            self._hand_on()

    def close(self) -> None:
        """Writes the end of the archive."""
        self._hand_on()
        self._target.write(tar_end(self._target.size))

    def _hand_on(self) -> None:
        self._target.write(b"".join(self._waiting))
        self._waiting.clear()
        self._waiting_bytes = 0


def tar_member(name: str, size: int, source: BinaryIO) -> Iterator[bytes]:
    """Header, content and padding of one member, in pieces."""
    yield tar_header(name, size)
    while piece := source.read(_PIECE):
        yield piece
    yield b"\0" * (-size % tarfile.BLOCKSIZE)


def tar_header(name: str, size: int) -> bytes:
    """The 512 bytes before a member. Raises ValueError for a name or size that a plain tar can't hold."""
    encoded = name.encode("ascii")
    if len(encoded) > _NAME_BYTES or size > _LARGEST or name.endswith("/"):
        return _library_header(name, size)
    digits = b"%011o" % size
    checksum = _BARE_SUM + sum(encoded) + sum(digits)
    return b"".join(
        (encoded.ljust(_NAME_BYTES, b"\0"), _BEFORE_SIZE, digits, _BEFORE_SUM, b"%06o" % checksum, _AFTER_SUM)
    )


def tar_end(written: int) -> bytes:
    """What closes a tar after `written` bytes: two empty blocks, filled up to a whole record."""
    return b"\0" * (2 * tarfile.BLOCKSIZE + -(written + 2 * tarfile.BLOCKSIZE) % tarfile.RECORDSIZE)


def _library_header(name: str, size: int) -> bytes:
    member = tarfile.TarInfo(name)
    member.size, member.mode, member.mtime = size, _MODE, 0
    return member.tobuf(format=tarfile.USTAR_FORMAT, encoding="ascii")


# Every header is that of an empty file without a name, but for name, size and their share of the
# checksum, which counts its own field as eight blanks: five times faster than tarfile, which makes it anew.
_BARE = _library_header("", 0)
_LARGEST = 0o77777777777
_BEFORE_SIZE = _BARE[_NAME_BYTES : _SIZE.start]
_BEFORE_SUM = _BARE[_SIZE.stop - 1 : _CHECKSUM.start]
_AFTER_SUM = _BARE[_CHECKSUM.start + 6 :]
_BARE_SUM = int(_BARE[_CHECKSUM].rstrip(b"\0 "), 8) - 11 * ord("0")
