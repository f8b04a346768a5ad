"""The tars that a release is made of: as tarfile writes them, and whole whatever their members."""

import io
import random
import tarfile

import pytest

from retrieval.bundle.archives import TarWriter, tar_header


class Kept(io.BytesIO):
    """A target in memory."""

    @property
    def size(self) -> int:
        return self.tell()


def library_header(name: str, size: int) -> bytes:
    member = tarfile.TarInfo(name)
    member.size, member.mode, member.mtime = size, 0o644, 0
    return member.tobuf(format=tarfile.USTAR_FORMAT, encoding="ascii")


@pytest.mark.parametrize("size", [0, 1, 511, 512, 60_000, 8**11 - 1])
@pytest.mark.parametrize(
    "name", ["a", "a.jpg", "ilias_core/x_000/pos/P000_00.jpg", "n" * 100, "d/" * 60 + "n"]
)
def test_a_header_is_the_one_of_the_standard_library(name: str, size: int) -> None:
    assert tar_header(name, size) == library_header(name, size)


@pytest.mark.parametrize(
    ("name", "size", "said"),
    [("n" * 101, 1, "name is too long"), ("é", 1, "ascii"), ("a", 8**11, "overflow")],
)
def test_what_a_plain_tar_cannot_hold_is_refused(name: str, size: int, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        tar_header(name, size)


def test_a_tar_is_read_back_as_it_was_written_whatever_the_sizes() -> None:
    chance = random.Random(4)
    sizes = [0, 1, 511, 512, 513, 3_000_000, *(chance.randrange(200_000) for _ in range(40))]
    written = {f"m{place:03d}": chance.randbytes(size) for place, size in enumerate(sizes)}
    target = Kept()
    tar = TarWriter(target)  # type: ignore[arg-type]  # a size that counts what was written
    for name, data in written.items():
        tar.add_bytes(name, data)
    tar.close()
    assert target.tell() % tarfile.RECORDSIZE == 0
    target.seek(0)
    with tarfile.open(fileobj=target) as opened:
        held = {member.name: opened.extractfile(member).read() for member in opened}  # type: ignore[union-attr]
    assert held == written
