"""Nothing of a file but its pixels reaches what is stored for others, and of its metadata three facts."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from PIL import ExifTags, Image

from retrieval.images import Camera, Ingested, Ingestor
from retrieval.images.metadata import captured_at
from tests.retrieval.images.drawn import encoded, jpeg_markers, textured

METADATA = {*range(0xE1, 0xF0), 0xFE}  # APP1 to APP15 and COM; APP0 is the JFIF header
SECRET = b"<script>alert('secret')</script>"


def spoken_exif() -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Nikon\0\0 \x07"
    exif[ExifTags.Base.Model] = "COOLPIX   P1" + "0" * 200
    exif[ExifTags.Base.ImageDescription] = SECRET.decode()
    details = exif.get_ifd(ExifTags.IFD.Exif)
    details[ExifTags.Base.DateTimeOriginal] = "2021:04:11 15:47:53"
    details[ExifTags.Base.OffsetTimeOriginal] = "-05:00"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 36.0)})
    return exif


@pytest.fixture(scope="module")
def talkative(ingestor: Ingestor) -> Ingested:
    """Of a photograph with EXIF, GPS, XMP, a comment, a colour profile and a web page behind its end."""
    file = encoded(
        textured(640, 400),
        exif=spoken_exif(),
        comment=SECRET,
        xmp=b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>",
        icc_profile=SECRET * 9,
    )
    return ingestor.ingest(file + b"<html>" + SECRET + b"</html>")


@pytest.mark.parametrize("name", ["release", "preview", "thumb"])
def test_derived_images_carry_pixels_only(name: str, talkative: Ingested) -> None:
    jpeg = getattr(talkative, name)
    markers, trailing = jpeg_markers(jpeg)
    assert not METADATA & set(markers)
    assert trailing == 0
    for forbidden in (b"secret", b"script", b"Nikon", b"Exif", b"GPS"):
        assert forbidden not in jpeg


def test_camera_is_cleaned_and_limited(talkative: Ingested) -> None:
    assert talkative.camera.make == "Nikon"
    assert talkative.camera.model.startswith("COOLPIX P10")
    assert len(talkative.camera.model) == 100
    zone = timezone(timedelta(hours=-5))
    assert talkative.camera.captured_at == datetime(2021, 4, 11, 15, 47, 53, tzinfo=zone)


def test_an_image_without_metadata_has_an_empty_camera(ingestor: Ingestor) -> None:
    assert ingestor.ingest(encoded(textured(40, 30))).camera == Camera()


@pytest.mark.parametrize(
    ("moment", "offset", "expected"),
    [
        ("2020:01:02 03:04:05", "", datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("2020:01:02 03:04:05", "+99:00", datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("0000:00:00 00:00:00", "", None),
        ("2020-01-02T03:04:05", "", None),
        ("", "", None),
    ],
)
def test_only_a_real_time_is_taken(moment: str, offset: str, expected: datetime | None) -> None:
    assert captured_at(moment, offset) == expected
