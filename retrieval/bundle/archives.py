"""Tars and gzips whose bytes depend on their content alone: no times, no owners, sorted names."""

import gzip
import io
import tarfile
from collections.abc import Iterable, Iterator
from typing import BinaryIO, cast

from retrieval.bundle.staging import HashingFile

_MODE = 0o644
_PIECE = 1 << 20


class TarWriter:
    """Appends members to a tar of the plain POSIX kind, without holding more than a piece of one."""

    def __init__(self, target: HashingFile) -> None:
        self._target = target

    def add(self, name: str, size: int, source: BinaryIO) -> None:
        """Appends one member of `size` bytes read from `source`."""
        for piece in tar_member(name, size, source):
            self._target.write(piece)

    def add_bytes(self, name: str, data: bytes) -> None:
        """Appends one member from memory."""
        self.add(name, len(data), io.BytesIO(data))

    def close(self) -> None:
        """Writes the end of the archive."""
        self._target.write(tar_end(self._target.size))


def tar_member(name: str, size: int, source: BinaryIO) -> Iterator[bytes]:
    """Header, content and padding of one member, in pieces."""
    member = tarfile.TarInfo(name)
    member.size, member.mode, member.mtime = size, _MODE, 0
    yield member.tobuf(format=tarfile.USTAR_FORMAT, encoding="ascii")
    while piece := source.read(_PIECE):
        yield piece
    yield b"\0" * (-size % tarfile.BLOCKSIZE)


def tar_end(written: int) -> bytes:
    """What closes a tar after `written` bytes: two empty blocks, filled up to a whole record."""
    return b"\0" * (2 * tarfile.BLOCKSIZE + -(written + 2 * tarfile.BLOCKSIZE) % tarfile.RECORDSIZE)


def write_gzip_lines(target: HashingFile, lines: Iterable[str]) -> None:
    """Writes the lines as gzip text without a name or a time in its header."""
    stream = cast(BinaryIO, target)
    with gzip.GzipFile(filename="", mode="wb", fileobj=stream, mtime=0, compresslevel=9) as packed:
        for line in lines:
            packed.write(f"{line}\n".encode())
