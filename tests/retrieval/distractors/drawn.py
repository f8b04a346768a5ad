"""Images, tars and an encoder for the tests of shards."""

import io
import json
import tarfile
from pathlib import Path

import numpy as np

from tests.retrieval.images.drawn import encoded, textured


def picture(seed: int, kind: str = "JPEG") -> bytes:
    return encoded(textured(96 + seed, 64, seed), kind)


def sample(key: str, seed: int, **said: object) -> dict[str, bytes]:
    """The members of a sample as img2dataset writes them."""
    about = {
        "key": key,
        "status": "success",
        "url": f"http://images.test/{key}",
        "caption": f"no. {seed}",
        **said,
    }
    return {
        f"{key}.jpg": picture(seed),
        f"{key}.json": json.dumps(about).encode(),
        f"{key}.txt": str(about["caption"]).encode(),
    }


def tar(path: Path, members: dict[str, bytes], kind: int = tarfile.GNU_FORMAT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(path, "w", format=kind) as archive:
        for name, data in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return path


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its path."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


class MeanColours:
    """An encoder whose answers can be checked by hand: the mean of each channel, to length one."""

    def __init__(self, version: str = "means@1") -> None:
        self.name, self.version, self.dimension = "means", version, 3
        self.batches: list[int] = []

    def encode_images(self, images):
        self.batches.append(len(images))
        means = np.array([image.mean(axis=(0, 1)) for image in images], dtype=np.float32)
        return means / np.linalg.norm(means, axis=1, keepdims=True)
