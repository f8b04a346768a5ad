"""How distractors are packed otherwise: webdataset's TarWriter with SHA-256, and zip with deflate."""

import hashlib
import tarfile
import zipfile
from pathlib import Path

import webdataset

from benchmarks.export_input import Source


def tar_writer(source: Source, out: Path) -> list[str]:
    """What the documentation of webdataset shows, and the lines of SHA256SUMS for images and tars.

    Every image is read, hashed and given to TarWriter as bytes; every finished tar is read and hashed.
    """
    out.mkdir()
    lines = []
    for start in range(0, len(source.files), source.per_shard):
        path = out / f"shard-{start // source.per_shard:06d}.tar"
        with webdataset.TarWriter(str(path), mtime=0) as sink:
            for file in source.files[start : start + source.per_shard]:
                data = file.path.read_bytes()
                lines.append(f"{hashlib.sha256(data).hexdigest()}  {file.key}.jpg")
                sink.write({"__key__": file.key, "jpg": data})
        with path.open("rb") as opened:
            lines.append(f"{hashlib.file_digest(opened, 'sha256').hexdigest()}  {path.name}")
    return lines


def zip_deflate(source: Source, out: Path) -> None:
    """What annotation tools do for "download with images": one zip, deflated, without hashes."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in source.files:
            packed.write(file.path, f"{file.key}.jpg")


def members(folder: Path) -> list[tuple[str, str]]:
    """Name and SHA-256 of every member of the tars below a folder, in order, read by tarfile."""
    found = []
    for path in sorted(folder.rglob("*.tar")):
        with tarfile.open(path) as opened:
            for member in opened:
                held = opened.extractfile(member)
                found.append((member.name, hashlib.sha256(held.read() if held else b"").hexdigest()))
    return found


def zipped(path: Path) -> list[tuple[str, str]]:
    """The same of a zip."""
    with zipfile.ZipFile(path) as opened:
        return [(name, hashlib.sha256(opened.read(name)).hexdigest()) for name in opened.namelist()]
