"""Whatever the samples of a file mean, eight bits of sRGB come out."""

import numpy as np
import pytest
from PIL import Image, ImageCms

from retrieval.images import Ingestor, read_pixels
from tests.retrieval.images.drawn import encoded, quarters, shows_quarters

RAMP = np.tile(np.linspace(0, 1, 64), (16, 1))


def greys(ingestor: Ingestor, file: bytes) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """The middle row of the release image as grey levels; fails when it is coloured."""
    pixels = read_pixels(ingestor.ingest(file).release).astype(np.int64)
    assert np.ptp(pixels, axis=2).max() <= 4
    return np.asarray(pixels[8].mean(axis=1), dtype=np.int64)


@pytest.mark.parametrize(
    ("samples", "kind"),
    [
        ((RAMP * 65535).astype(np.uint16), "PNG"),
        ((RAMP * 65535).astype(np.uint16), "TIFF"),
        ((RAMP * 65535).astype(np.int32), "TIFF"),
        (RAMP.astype(np.float32), "TIFF"),
        ((RAMP * 255).astype(np.float32), "TIFF"),
        ((RAMP * 255).astype(np.uint8), "PNG"),
    ],
    ids=["16-bit PNG", "16-bit TIFF", "32-bit TIFF", "float to 1", "float to 255", "8-bit"],
)
def test_a_grey_ramp_stays_a_ramp(
    samples: "np.ndarray[tuple[int, int], np.dtype[np.uint8]]", kind: str, unbalanced: Ingestor
) -> None:
    levels = greys(unbalanced, encoded(Image.fromarray(samples), kind))
    assert np.abs(levels - RAMP[8] * 255).max() <= 5


def test_floats_that_are_not_numbers_do_not_hurt(unbalanced: Ingestor) -> None:
    samples = RAMP.astype(np.float32)
    samples[0, :5] = [np.nan, np.inf, -np.inf, 0.5, 1.0]
    assert unbalanced.ingest(encoded(Image.fromarray(samples), "TIFF")).width == 64


@pytest.mark.parametrize("mode", ["P", "RGBA", "CMYK", "YCbCr"])
def test_colour_models_come_out_in_their_colours(mode: str, unbalanced: Ingestor) -> None:
    kind = {"P": "PNG", "RGBA": "PNG", "CMYK": "TIFF", "YCbCr": "TIFF"}[mode]
    image = Image.fromarray(quarters()).convert(mode)
    assert shows_quarters(read_pixels(unbalanced.ingest(encoded(image, kind)).release))


def test_cmyk_jpeg_is_not_inverted(unbalanced: Ingestor) -> None:
    file = encoded(Image.fromarray(quarters()).convert("CMYK"), "JPEG", quality=95)
    assert shows_quarters(read_pixels(unbalanced.ingest(file).release))


def test_lab_is_converted(unbalanced: Ingestor) -> None:
    to_lab = ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB"
    )
    lab = ImageCms.applyTransform(Image.fromarray(quarters()), to_lab)
    assert lab is not None
    assert shows_quarters(read_pixels(unbalanced.ingest(encoded(lab, "TIFF")).release))


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF", "AVIF"])
def test_what_is_transparent_becomes_white(kind: str, unbalanced: Ingestor) -> None:
    pixels = np.zeros((32, 32, 4), dtype=np.uint8)
    pixels[:16] = (0, 0, 0, 255)
    release = read_pixels(unbalanced.ingest(encoded(Image.fromarray(pixels), kind)).release)
    assert release[4, 16].max() < 20
    assert release[28, 16].min() > 235


def test_a_transparent_palette_colour_becomes_white(unbalanced: Ingestor) -> None:
    image = Image.new("P", (32, 32), 1)
    image.putpalette([0, 0, 0, 200, 20, 20])
    image.paste(0, (0, 0, 32, 16))
    release = read_pixels(unbalanced.ingest(encoded(image, "GIF", transparency=0)).release)
    assert release[4, 16].min() > 235
    assert abs(int(release[28, 16, 0]) - 200) < 12


def test_one_bit_images_are_black_and_white(unbalanced: Ingestor) -> None:
    image = Image.fromarray((RAMP > 0.5).astype(np.uint8) * 255).convert("1")
    levels = greys(unbalanced, encoded(image, "TIFF", compression="group4"))
    assert levels[2] < 20
    assert levels[-3] > 235


def linear_profile() -> bytes:
    """A valid RGB profile like sRGB, but with a linear response: the same numbers are lighter."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    curve = profile.index(b"para", 132)
    # a parametric curve of type 0, Y = X ** 1.0 (ICC.1:2010, 10.15)
    gamma_one = b"para\0\0\0\0" + b"\0\0\0\0" + (65536).to_bytes(4, "big")
    changed = profile[:curve] + gamma_one + profile[curve + len(gamma_one) :]
    # under its own name it would count as sRGB
    return changed.replace("sRGB".encode("utf-16-be"), "Line".encode("utf-16-be"))


def test_a_colour_profile_is_applied(unbalanced: Ingestor) -> None:
    grey = np.full((32, 32, 3), 100, dtype=np.uint8)
    plain = read_pixels(unbalanced.ingest(encoded(grey)).release)
    profiled = read_pixels(unbalanced.ingest(encoded(grey, icc_profile=linear_profile())).release)
    assert abs(int(plain[16, 16, 1]) - 100) <= 1
    assert int(profiled[16, 16, 1]) > 150  # linear 100/255 is sRGB 168


@pytest.mark.parametrize("profile", [b"not a profile", b"\0" * 200, b"\xff" * 4000])
def test_a_broken_profile_is_ignored(profile: bytes, unbalanced: Ingestor) -> None:
    assert shows_quarters(read_pixels(unbalanced.ingest(encoded(quarters(), icc_profile=profile)).release))
