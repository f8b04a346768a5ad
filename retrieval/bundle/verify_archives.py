"""Whether a tar holds exactly the files it should, each whole."""

import hashlib
import tarfile
from collections.abc import Iterator
from itertools import zip_longest
from typing import IO

from retrieval.bundle.archives import TarWriter
from retrieval.bundle.image_bytes import decoding_problem
from retrieval.bundle.parts import Member, TarPart
from retrieval.bundle.verify_files import Held
from retrieval.bundle.verify_types import Problem

_LARGEST_MEMBER = 1 << 28
_BROKEN = (OSError, EOFError, tarfile.TarError, UnicodeDecodeError)


def tar_problems(held: Held, part: TarPart) -> Iterator[Problem]:
    """The first member that is not the expected one, every image that can't be decoded, odd bytes."""
    path = part.path
    anew = _Digest()
    tar = TarWriter(anew)
    try:
        for found, member in zip_longest(_members(held, path), part.members()):
            if found is None or member is None or found[0] != member.name:
                yield _other(path, found[0] if found is not None else None, member)
                return
            data = found[1].read()
            tar.add_bytes(member.name, data)
            problem = _member_problem(path, member, data)
            if problem is not None:
                yield problem
    except _BROKEN as error:
        yield Problem("verify.unreadable", path, f"{path} cannot be read through: {error}.")
        return
    tar.close()
    if anew.sha256() != held.listed.get(path):
        message = f"{path} holds the right files, but is not the tar that this release makes of them."
        yield Problem("verify.contradiction", path, message)


def _other(path: str, found: str | None, member: Member | None) -> Problem:
    wanted = member.name if member is not None else "its end"
    message = f"{path} has {found or 'its end'} where the tables in metadata/ want {wanted}."
    return Problem("verify.contradiction", path, message)


def _member_problem(path: str, member: Member, data: bytes) -> Problem | None:
    if isinstance(member.content, bytes):
        if member.content == data:
            return None
        message = f"{member.name} in {path} does not say what the tables in metadata/ say."
        return Problem("verify.contradiction", path, message)
    said = decoding_problem(data, member.content)
    return Problem("verify.image", path, f"{member.name} in {path} {said}.") if said else None


def _members(held: Held, path: str) -> Iterator[tuple[str, IO[bytes]]]:
    with tarfile.open(held.folder / path, mode="r:") as tar:
        for member in tar:
            opened = tar.extractfile(member) if member.size <= _LARGEST_MEMBER else None
            if opened is None:
                message = f"{member.name} is not a file of a sensible size"
                raise tarfile.TarError(message)
            yield member.name, opened
            tar.members.clear()  # type: ignore[attr-defined]  # tarfile remembers every member: a hundred thousand of them are too many


class _Digest:
    """Takes what a tar would be and keeps its hash."""

    def __init__(self) -> None:
        self.size = 0
        self._hash = hashlib.sha256()

    def write(self, data: bytes) -> int:
        """Hashes it."""
        self._hash.update(data)
        self.size += len(data)
        return len(data)

    def sha256(self) -> str:
        """In hexadecimal digits."""
        return self._hash.hexdigest()
