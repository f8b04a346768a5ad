"""A folder from parts and bytes, as plainly as it can be written."""

import tarfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from retrieval.bundle.parts import FilePart, ImagePart, Part, TarPart
from tests.retrieval.bundle.drawn import Drawn


def write_parts(parts: Iterable[Part], drawn: Drawn, folder: Path) -> Path:
    """Writes every part; images by the bytes the release was drawn with."""
    for part in parts:
        path = folder / part.path
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(part, FilePart):
            path.write_bytes(b"".join(part.pieces()))
        elif isinstance(part, ImagePart):
            path.write_bytes(drawn.read(part.entry))
        else:
            _write_tar(part, drawn, path)
    return folder


def _write_tar(part: TarPart, drawn: Drawn, path: Path) -> None:
    with tarfile.open(path, "w", format=tarfile.USTAR_FORMAT) as tar:
        for member in part.members():
            content = member.content
            data = content if isinstance(content, bytes) else drawn.read(content)
            info = tarfile.TarInfo(member.name)
            info.size = len(data)
            tar.addfile(info, BytesIO(data))
