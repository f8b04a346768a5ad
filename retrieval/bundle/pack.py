"""A whole exported folder as one tar, made while it is sent: nothing is stored a second time."""

import tarfile
from collections.abc import Iterator
from pathlib import Path

from retrieval.bundle.archives import tar_end, tar_member


def packed(folder: Path, prefix: str) -> Iterator[bytes]:
    """The tar of a folder in pieces, every path below `prefix`; the same folder gives the same bytes."""
    written = 0
    for name, path in _files(folder, prefix):
        with path.open("rb") as opened:
            for piece in tar_member(name, path.stat().st_size, opened):
                written += len(piece)
                yield piece
    yield tar_end(written)


def packed_size(folder: Path, prefix: str) -> int:
    """How many bytes `packed` will give."""
    block = tarfile.BLOCKSIZE
    sizes = (path.stat().st_size for _, path in _files(folder, prefix))
    written = sum(block + size + -size % block for size in sizes)
    return written + len(tar_end(written))


def _files(folder: Path, prefix: str) -> Iterator[tuple[str, Path]]:
    paths = sorted(
        (path.relative_to(folder).as_posix(), path) for path in folder.rglob("*") if path.is_file()
    )
    return ((f"{prefix}/{name}", path) for name, path in paths)
