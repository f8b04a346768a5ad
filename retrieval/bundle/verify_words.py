"""The sentences of a verification, the same for both commands."""

from collections.abc import Iterator
from pathlib import Path

from retrieval.bundle.verify import Verification

_SIGNED = {
    "": "It is not signed.",
    "unchecked": "It is signed; give the maintainers' key with --public-key to check by whom.",
}


def findings(found: Verification) -> Iterator[str]:
    """One line per problem."""
    return (f"{problem.path}: {problem.code}: {problem.message}" for problem in found.problems)


def whole(found: Verification, folder: Path) -> Iterator[str]:
    """What is said of a folder in which nothing is wrong."""
    yield (
        f"{folder} is whole: {found.files} files, {found.bytes} bytes, checked in {found.seconds:.1f} s. "
        f"SHA-256 of its manifest: {found.manifest_sha256}"
    )
    yield _SIGNED.get(found.signature, f"The signature is good: {found.signature}")


def key_text(given: str) -> str:
    """The text of a key file, or the key itself. Raises OSError when the file can't be read."""
    if given and Path(given).is_file():
        return Path(given).read_text(encoding="utf-8", errors="replace")
    return given
