"""An image is turned upright once, whatever says which way is up."""

import numpy as np
import pillow_heif
import pytest
from PIL import PngImagePlugin

from retrieval.images import Ingestor, read_pixels
from tests.retrieval.images.drawn import (
    encoded,
    quarters,
    shows_quarters,
    stored_for,
    textured,
    with_orientation,
)

ORIENTATIONS = range(1, 9)
XMP = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description tiff:Orientation="{}"/></x:xmpmeta>'


@pytest.mark.parametrize("orientation", ORIENTATIONS)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_exif_orientation_is_applied_once(kind: str, orientation: int, unbalanced: Ingestor) -> None:
    stored = stored_for(quarters(), orientation)
    image = unbalanced.ingest(encoded(stored, kind, exif=with_orientation(orientation)))
    assert (image.width, image.height) == (96, 64)
    for jpeg in (image.release, image.preview, image.thumb):
        assert shows_quarters(read_pixels(jpeg))


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_a_photograph_that_is_decoded_smaller_keeps_its_full_size(
    orientation: int, unbalanced: Ingestor
) -> None:
    stored = stored_for(quarters(2400, 1600), orientation)
    image = unbalanced.ingest(encoded(stored, exif=with_orientation(orientation)))
    assert (image.width, image.height) == (2400, 1600)
    assert image.release_size == (500, 333)
    assert shows_quarters(read_pixels(image.release))


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_an_invalid_orientation_counts_as_upright(orientation: int, unbalanced: Ingestor) -> None:
    image = unbalanced.ingest(encoded(quarters(), exif=with_orientation(orientation)))
    assert (image.width, image.height) == (96, 64)
    assert shows_quarters(read_pixels(image.release))


def test_damaged_exif_does_not_cost_the_pixels(unbalanced: Ingestor) -> None:
    image = unbalanced.ingest(encoded(quarters(), exif=b"Exif\0\0MM\0*\xff\xff\xff\xff" + b"\x13" * 40))
    assert shows_quarters(read_pixels(image.release))


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_xmp_orientation_of_a_png_is_applied(orientation: int, unbalanced: Ingestor) -> None:
    info = PngImagePlugin.PngInfo()
    info.add_itxt("XML:com.adobe.xmp", XMP.format(orientation))
    image = unbalanced.ingest(encoded(stored_for(quarters(), orientation), "PNG", pnginfo=info))
    assert (image.width, image.height) == (96, 64)
    assert shows_quarters(read_pixels(image.release))


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_avif_is_turned_by_its_own_properties_once(orientation: int, unbalanced: Ingestor) -> None:
    stored = stored_for(quarters(), orientation)
    image = unbalanced.ingest(encoded(stored, "AVIF", quality=90, exif=with_orientation(orientation)))
    assert (image.width, image.height) == (96, 64)
    assert shows_quarters(read_pixels(image.release))


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_heic_is_turned_by_its_own_properties_once(orientation: int, unbalanced: Ingestor) -> None:
    pillow_heif.register_heif_opener()
    stored = stored_for(quarters(), orientation)
    file = encoded(stored, "HEIF", quality=90, exif=with_orientation(orientation).tobytes())
    assert b"irot" in file or b"imir" in file or orientation == 1
    image = unbalanced.ingest(file)
    assert (image.width, image.height) == (96, 64)
    assert shows_quarters(read_pixels(image.release))


def test_turning_does_not_change_the_release_pixels_much(unbalanced: Ingestor) -> None:
    pixels = textured(1300, 900)
    plain = unbalanced.ingest(encoded(pixels, "PNG")).release
    turned = unbalanced.ingest(encoded(stored_for(pixels, 6), "PNG", exif=with_orientation(6))).release
    assert np.array_equal(read_pixels(plain), read_pixels(turned))
