"""Signs a folder that was verified just now."""

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from retrieval.bundle.errors import BundleError
from retrieval.bundle.manifest import SUMS
from retrieval.bundle.reader import read_head
from retrieval.bundle.signature import SIGNATURE, SecretKey, comment_of, sign
from retrieval.bundle.verify import verify


@dataclass(frozen=True, slots=True)
class Signed:
    """What was signed: the signature's file, the hash of SHA256SUMS and the trusted comment."""

    path: Path
    manifest_sha256: str
    comment: str


def sign_folder(
    folder: Path, secret: SecretKey, progress: Callable[[int, int], None] = lambda done, total: None
) -> Signed:
    """Writes SHA256SUMS.minisig in one step, after the whole folder was verified.

    Raises BundleError `signature.not-whole` when anything in it is wrong, naming the first finding.
    """
    found = verify(folder, progress)
    problems = [problem for problem in found.problems if problem.path != SIGNATURE]  # it is replaced
    if problems:
        raise BundleError(
            "signature.not-whole",
            f"{folder} was not signed, because {len(problems)} thing(s) in it are wrong; the first: "
            f"{problems[0].message} Export the release again.",
        )
    sums = (folder / SUMS).read_bytes()
    manifest = hashlib.sha256(sums).hexdigest()
    if manifest != found.manifest_sha256:
        raise BundleError("signature.not-whole", f"{SUMS} was changed while it was checked; start again.")
    head = read_head(folder)
    comment = comment_of(str(head["slug"]), str(head["version"]))
    path = folder / SIGNATURE
    _replace(path, sign(sums, secret, comment))
    return Signed(path, manifest, comment)


def _replace(path: Path, text: str) -> None:
    beside = path.with_name(f"{path.name}.partial")
    try:
        with beside.open("w", encoding="utf-8", newline="") as opened:
            opened.write(text)
            opened.flush()
            os.fsync(opened.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
