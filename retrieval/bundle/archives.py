"""Tars and gzips whose bytes depend on their content alone: no times, no owners, sorted names."""

import gzip
import io
import tarfile
from collections.abc import Iterable
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
        member = tarfile.TarInfo(name)
        member.size, member.mode, member.mtime = size, _MODE, 0
        self._target.write(member.tobuf(format=tarfile.USTAR_FORMAT, encoding="ascii"))
        while piece := source.read(_PIECE):
            self._target.write(piece)
        self._fill(tarfile.BLOCKSIZE)

    def add_bytes(self, name: str, data: bytes) -> None:
        """Appends one member from memory."""
        self.add(name, len(data), io.BytesIO(data))

    def close(self) -> None:
        """Writes the end of the archive."""
        self._target.write(b"\0" * (2 * tarfile.BLOCKSIZE))
        self._fill(tarfile.RECORDSIZE)

    def _fill(self, block: int) -> None:
        self._target.write(b"\0" * (-self._target.size % block))


def write_gzip_lines(target: HashingFile, lines: Iterable[str]) -> None:
    """Writes the lines as gzip text without a name or a time in its header."""
    stream = cast(BinaryIO, target)
    with gzip.GzipFile(filename="", mode="wb", fileobj=stream, mtime=0, compresslevel=9) as packed:
        for line in lines:
            packed.write(f"{line}\n".encode())
