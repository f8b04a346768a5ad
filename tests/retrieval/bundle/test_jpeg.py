"""Metadata, comments, cuts and trailing bytes in a JPEG are found from its markers."""

import io

import pytest
from PIL import Image

from retrieval.bundle.jpeg import head_problem, jpeg_problem
from tests.retrieval.bundle.drawn import picture

SIZE = (40, 30)


def saved(**options: object) -> bytes:
    target = io.BytesIO()
    with Image.open(io.BytesIO(picture(3))) as image:
        image.save(target, "JPEG", **options)
    return target.getvalue()


@pytest.mark.parametrize(
    "options", [{}, {"quality": 90, "subsampling": 0}, {"progressive": True}, {"optimize": True}]
)
def test_a_plain_jpeg_passes(options: dict[str, object]) -> None:
    assert jpeg_problem(saved(**options), *SIZE) is None


@pytest.mark.parametrize(
    "options",
    [
        {"exif": b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"},
        {"comment": b"hello"},
        {"icc_profile": b"x" * 200},
        {"xmp": b"<x/>"},
    ],
)
def test_metadata_is_found(options: dict[str, object]) -> None:
    assert "metadata" in (jpeg_problem(saved(**options), *SIZE) or "")


def test_a_comment_between_two_scans_is_found() -> None:
    data = saved(progressive=True)
    second_scan = data.rindex(b"\xff\xda")
    hidden = data[:second_scan] + b"\xff\xfe\x00\x06home" + data[second_scan:]
    assert "metadata" in (jpeg_problem(hidden, *SIZE) or "")


@pytest.mark.parametrize("keep", [1, 100, 700, -2, -1])
def test_a_cut_is_found(keep: int) -> None:
    assert jpeg_problem(picture(3)[:keep], *SIZE) is not None


@pytest.mark.parametrize("tail", [b"\0", b"PK\x03\x04", b"\xff\xd9"])
def test_trailing_bytes_are_found(tail: bytes) -> None:
    assert "after its end" in (jpeg_problem(picture(3) + tail, *SIZE) or "")


def test_another_size_is_found() -> None:
    assert "40x30 pixels, not 30x40" in (jpeg_problem(picture(3), 30, 40) or "")


def test_the_head_tells_metadata_cuts_tails_and_another_size() -> None:
    assert head_problem(picture(3), *SIZE) is None
    assert head_problem(saved(progressive=True), *SIZE) is None
    assert "metadata" in (head_problem(saved(comment=b"hello"), *SIZE) or "")
    assert "metadata" in (head_problem(saved(icc_profile=b"x" * 200), *SIZE) or "")
    assert "40x30 pixels, not 30x40" in (head_problem(picture(3), 30, 40) or "")
    assert head_problem(picture(3) + b"PK", *SIZE) is not None


@pytest.mark.parametrize("keep", range(0, 609, 7))
def test_a_head_cut_anywhere_is_no_head(keep: int) -> None:
    assert head_problem(picture(3)[:keep] + b"\xff\xd9", *SIZE) is not None
