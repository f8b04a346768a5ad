"""Tars whose bytes depend on their content alone: no times, no owners."""

import io
import tarfile
from collections.abc import Iterator
from typing import BinaryIO, Protocol

_MODE = 0o644
_PIECE = 1 << 20


class Target(Protocol):
    """Something to write to that knows how much it took."""

    size: int

    def write(self, data: bytes) -> int:
        """Takes all of it."""


class TarWriter:
    """Appends members to a tar of the plain POSIX kind, without holding more than one of them."""

    def __init__(self, target: Target) -> None:
        self._target = target

    def add_bytes(self, name: str, data: bytes) -> None:
        """Appends one member from memory."""
        for piece in tar_member(name, len(data), io.BytesIO(data)):
            self._target.write(piece)

    def close(self) -> None:
        """Writes the end of the archive."""
        self._target.write(tar_end(self._target.size))


def tar_member(name: str, size: int, source: BinaryIO) -> Iterator[bytes]:
    """Header, content and padding of one member, in pieces."""
    yield tar_header(name, size)
    while piece := source.read(_PIECE):
        yield piece
    yield b"\0" * (-size % tarfile.BLOCKSIZE)


def tar_header(name: str, size: int) -> bytes:
    """The 512 bytes before a member."""
    member = tarfile.TarInfo(name)
    member.size, member.mode, member.mtime = size, _MODE, 0
    return member.tobuf(format=tarfile.USTAR_FORMAT, encoding="ascii")


def tar_end(written: int) -> bytes:
    """What closes a tar after `written` bytes: two empty blocks, filled up to a whole record."""
    return b"\0" * (2 * tarfile.BLOCKSIZE + -(written + 2 * tarfile.BLOCKSIZE) % tarfile.RECORDSIZE)
