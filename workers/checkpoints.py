"""Model checkpoints: where they come from, and their SHA-256 where the makers' file is known."""

import hashlib
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from curation.errors import DomainError

PIECE = 1 << 20
SAM_ADDRESS = "https://dl.fbaipublicfiles.com/segment_anything/"


@dataclass(frozen=True)
class Checkpoint:
    """One file to fetch."""

    name: str
    address: str
    sha256: str

    @property
    def file_name(self) -> str:
        """Its name on disk."""
        return self.address.rpartition("/")[2]


CHECKPOINTS = {
    checkpoint.name: checkpoint
    for checkpoint in (
        Checkpoint(
            "sam:vit_b",
            SAM_ADDRESS + "sam_vit_b_01ec64.pth",
            "ec2df62732614e57411cdcf32a23ffdf28910380d03139ee0f4fcbe91eb8c912",
        ),
        Checkpoint(
            "sam:vit_l",
            SAM_ADDRESS + "sam_vit_l_0b3195.pth",
            "3adcc4315b642a4d2101128f611684e8734c41232a17c648ed1693702a49a622",
        ),
        Checkpoint(
            "sam:vit_h",
            SAM_ADDRESS + "sam_vit_h_4b8939.pth",
            "a7bf3b02f3ebf1267aba913ff637d9a2d5c33d3173bb679e46d9f338c26f262e",
        ),
    )
}


def fetch(checkpoint: Checkpoint, folder: Path, progress: Callable[[int, int], None]) -> tuple[Path, bool]:
    """Download a checkpoint unless it is there already; returns its path and whether it was fetched.

    The file appears under its name only when its SHA-256 is the right one.

    Raises:
        DomainError: `checkpoint.changed` when the bytes are not the makers'.
        OSError: the address does not answer, or the disk is full.
    """
    target = folder / checkpoint.file_name
    if target.exists() and _digest(target) == checkpoint.sha256:
        return target, False
    folder.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(target.name + ".partial")
    try:
        digest = _download(checkpoint.address, aside, progress)
        if digest != checkpoint.sha256:
            message = (
                f"What came from {checkpoint.address} has SHA-256 {digest}, not {checkpoint.sha256}. "
                "It was thrown away; try again, or ask who changed it."
            )
            raise DomainError("checkpoint.changed", message)
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)
    return target, True


def _download(address: str, aside: Path, progress: Callable[[int, int], None]) -> str:
    sha256 = hashlib.sha256()
    # The address is one of the constants above, never a person's.
    with urllib.request.urlopen(address, timeout=60) as answer, aside.open("wb") as file:  # noqa: S310
        total = int(answer.headers.get("Content-Length") or 0)
        done = 0
        while piece := answer.read(PIECE):
            file.write(piece)
            sha256.update(piece)
            done += len(piece)
            progress(done, total)
    return sha256.hexdigest()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
