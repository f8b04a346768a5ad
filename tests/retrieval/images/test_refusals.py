"""Bad input is refused with a code and a sentence, before it costs anything."""

import os
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from retrieval.images import REFUSALS, ImageLimits, ImageRefused, Ingestor
from tests.retrieval.images.drawn import encoded, quarters, textured

PHOTOGRAPH = encoded(textured(800, 600))


def png_claiming(width: int, height: int) -> bytes:
    """A PNG whose header promises these pixels and whose data are a few bytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 64)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


REFUSED = {
    "nothing": (b"", "image.empty"),
    "text": (b"just some text", "image.unsupported_format"),
    "web page": (b"<html><script>1</script></html>", "image.unsupported_format"),
    "vector drawing": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image.unsupported_format"),
    "PDF": (b"%PDF-1.7\n", "image.unsupported_format"),
    "PostScript": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "image.unsupported_format"),
    "portable pixmap": (encoded(quarters(), "PPM"), "image.unsupported_format"),
    "header only": (PHOTOGRAPH[:20], "image.unreadable"),
    "half a photograph": (PHOTOGRAPH[: len(PHOTOGRAPH) // 2], "image.truncated"),
    "a photograph without its last bytes": (PHOTOGRAPH[:-200], "image.truncated"),
    "half a PNG": (encoded(textured(80, 60), "PNG")[:3000], "image.truncated"),
    "half a WebP": (encoded(textured(80, 60), "WEBP")[:500], "image.unreadable"),
    "half a TIFF": (encoded(textured(80, 60), "TIFF")[:3000], "image.truncated"),
    "a bomb": (png_claiming(60_000, 60_000), "image.too_many_pixels"),
    "a bit over the limit": (png_claiming(10_001, 6_000), "image.too_many_pixels"),
    "a header without its data": (png_claiming(800, 600), "image.truncated"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_bad_bytes_are_refused(name: str, ingestor: Ingestor) -> None:
    data, code = REFUSED[name]
    with pytest.raises(ImageRefused) as refused:
        ingestor.ingest(data)
    assert refused.value.code == code
    assert refused.value.message.endswith(".")
    assert str(refused.value) == refused.value.message


def test_a_refusal_does_not_hurt_the_next_image(ingestor: Ingestor) -> None:
    for _ in range(3):
        with pytest.raises(ImageRefused):
            ingestor.ingest(PHOTOGRAPH[:-200])
        assert ingestor.ingest(PHOTOGRAPH).width == 800


def test_every_length_of_a_cut_photograph_is_refused(ingestor: Ingestor) -> None:
    for length in range(4, len(PHOTOGRAPH) - 2, len(PHOTOGRAPH) // 12):
        with pytest.raises(ImageRefused):
            ingestor.ingest(PHOTOGRAPH[:length])


def test_too_many_bytes_are_refused_before_reading(tmp_path: Path) -> None:
    huge = tmp_path / "huge.jpg"
    with huge.open("wb") as file:
        os.truncate(file.fileno(), 10_000_000_000)  # sparse: reading it would be noticed
    with Ingestor() as ingestor, pytest.raises(ImageRefused) as refused:
        ingestor.ingest(huge)
    assert refused.value.code == "image.too_many_bytes"
    assert "10,000,000,000" in refused.value.message


def test_too_many_frames_are_refused() -> None:
    frames = [quarters(16, 16) // (n + 1) for n in range(6)]
    images = [Image.fromarray(frame) for frame in frames]
    with Ingestor(ImageLimits(max_frames=5), processes=1) as strict:
        for kind in ("GIF", "PNG", "WEBP", "TIFF"):
            file = encoded(images[0], kind, save_all=True, append_images=images[1:])
            with pytest.raises(ImageRefused) as refused:
                strict.ingest(file)
            assert refused.value.code == "image.too_many_frames"


def test_the_first_frame_is_taken(unbalanced: Ingestor) -> None:
    images = [Image.fromarray(quarters(16, 16) // (n + 1)) for n in range(3)]
    image = unbalanced.ingest(encoded(images[0], "TIFF", save_all=True, append_images=images[1:]))
    assert image.frames == 3
    assert image.format == "TIFF"


@pytest.mark.parametrize("name", ["missing.jpg", "folder", "pipe"])
def test_what_is_not_a_file_is_refused(name: str, tmp_path: Path, ingestor: Ingestor) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ImageRefused) as refused:
        ingestor.ingest(tmp_path / name)
    assert refused.value.code == "image.not_a_file"
    assert name in refused.value.message
    assert str(tmp_path) not in refused.value.message


def test_every_code_is_explained_in_the_docs() -> None:
    page = Path(__file__).resolve().parents[3] / "docs" / "errors" / "images.md"
    headings = {
        line.removeprefix("## `").rstrip("`") for line in page.read_text().splitlines() if line[:3] == "## "
    }
    assert headings == set(REFUSALS)
