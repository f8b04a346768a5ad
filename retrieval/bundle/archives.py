"""Tars and gzips whose bytes depend on their content alone: no times, no owners, sorted names."""

import gzip
import io
import tarfile
from collections.abc import Iterable
from typing import BinaryIO, cast

from retrieval.bundle.staging import HashingFile

_MODE = 0o644


class TarWriter:
    """Appends members to a tar of the plain POSIX kind, without holding more than one of them."""

    def __init__(self, target: HashingFile) -> None:
        stream = cast(BinaryIO, target)  # "w|" only ever calls write
        self._tar = tarfile.open(fileobj=stream, mode="w|", format=tarfile.USTAR_FORMAT)

    def add(self, name: str, size: int, source: BinaryIO) -> None:
        """Appends one member of `size` bytes read from `source`."""
        member = tarfile.TarInfo(name)
        member.size, member.mode, member.mtime = size, _MODE, 0
        member.uid = member.gid = 0
        member.uname = member.gname = ""
        self._tar.addfile(member, source)

    def add_bytes(self, name: str, data: bytes) -> None:
        """Appends one member from memory."""
        self.add(name, len(data), io.BytesIO(data))

    def close(self) -> None:
        """Writes the end of the archive."""
        self._tar.close()


def write_gzip_lines(target: HashingFile, lines: Iterable[str]) -> None:
    """Writes the lines as gzip text without a name or a time in its header."""
    stream = cast(BinaryIO, target)
    with gzip.GzipFile(filename="", mode="wb", fileobj=stream, mtime=0, compresslevel=9) as packed:
        for line in lines:
            packed.write(f"{line}\n".encode())
