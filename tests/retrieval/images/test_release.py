"""The release image is what spec §6 says, and the same bytes give the same bytes."""

import hashlib
import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile

from retrieval.fingerprints.pdq import hamming, pdq_hash
from retrieval.images import Ingested, Ingestor, ReleasePipeline, read_pixels
from retrieval.images.balance import white_balanced
from retrieval.images.resize import fitted
from tests.retrieval.images.drawn import encoded, textured

PHOTOGRAPH = encoded(textured(2400, 1500, seed=4), quality=92)


@pytest.fixture(scope="module")
def photograph(ingestor: Ingestor) -> Ingested:
    return ingestor.ingest(PHOTOGRAPH)


def opened(jpeg: bytes) -> JpegImageFile:
    image = Image.open(io.BytesIO(jpeg))
    assert isinstance(image, JpegImageFile)
    return image


def test_facts_of_the_source_are_stated(photograph: Ingested) -> None:
    assert photograph.sha256 == hashlib.sha256(PHOTOGRAPH).hexdigest()
    assert photograph.byte_size == len(PHOTOGRAPH)
    assert (photograph.format, photograph.frames) == ("JPEG", 1)
    assert (photograph.width, photograph.height) == (2400, 1500)


def test_release_is_500_pixels_at_quality_90_without_subsampling(photograph: Ingested) -> None:
    reference = opened(encoded(np.zeros((8, 8, 3), dtype=np.uint8), quality=90, subsampling="4:4:4"))
    release = opened(photograph.release)
    assert release.size == photograph.release_size == (500, 313)
    assert release.quantization == reference.quantization
    assert [layer[1:3] for layer in release.layer] == [(1, 1)] * 3


def test_display_copies_are_small(photograph: Ingested) -> None:
    assert max(opened(photograph.preview).size) <= 1600
    assert max(opened(photograph.thumb).size) == 500


@pytest.mark.parametrize("size", [(1, 1), (1, 700), (700, 1), (3, 499), (500, 20), (256, 10), (1999, 3)])
def test_odd_sizes_are_taken_and_never_enlarged(size: tuple[int, int], ingestor: Ingestor) -> None:
    image = ingestor.ingest(encoded(textured(*size), "PNG"))
    assert (image.width, image.height) == size
    assert image.release_size == fitted(size, 500) == opened(image.release).size
    assert all(new <= old for new, old in zip(image.release_size, size, strict=True))
    assert opened(image.preview).size == fitted(size, 1600)


def test_without_display_there_are_no_copies_and_the_rest_is_the_same(
    photograph: Ingested, ingestor: Ingestor
) -> None:
    lean = ingestor.ingest(PHOTOGRAPH, display=False)
    assert (lean.preview, lean.thumb) == (b"", b"")
    assert (lean.release, lean.pdq) == (photograph.release, photograph.pdq)


def test_the_same_bytes_give_the_same_everything(photograph: Ingested, tmp_path: Path) -> None:
    path = tmp_path / "photograph.png"  # the name plays no part
    path.write_bytes(PHOTOGRAPH)
    with Ingestor(processes=1) as another:
        assert another.ingest(path) == photograph


def test_fingerprint_is_that_of_the_upright_image_before_white_balance(ingestor: Ingestor) -> None:
    pixels = textured(480, 320, seed=8)
    image = ingestor.ingest(encoded(pixels, "PNG"))
    expected, quality = pdq_hash(pixels)
    assert hamming(image.pdq, expected) == 0
    assert image.pdq_quality == quality


def test_white_balance_makes_the_channels_equal(ingestor: Ingestor) -> None:
    tinted = (textured(400, 300) * np.array([1.0, 0.8, 0.6])).astype(np.uint8)
    image = ingestor.ingest(encoded(tinted, "PNG"))
    means = read_pixels(image.release).reshape(-1, 3).mean(axis=0)
    assert np.ptp(means) < 2
    assert image.gains[0] < image.gains[1] < image.gains[2]
    assert np.ptp(read_pixels(image.preview).reshape(-1, 3).mean(axis=0)) > 20


def test_white_balance_can_be_left_out(unbalanced: Ingestor) -> None:
    image = unbalanced.ingest(PHOTOGRAPH)
    assert image.gains == (1.0, 1.0, 1.0)
    assert image.pipeline["white_balance"] == "none"


def test_a_red_thing_stays_red() -> None:
    red = np.zeros((4, 4, 3), dtype=np.uint8) + np.array([200, 10, 10], dtype=np.uint8)
    balanced, gains = white_balanced(red, ReleasePipeline())
    assert gains == (0.5, 2.0, 2.0)
    assert balanced[0, 0].tolist() == [100, 20, 20]


def test_a_black_image_stays_black() -> None:
    balanced, gains = white_balanced(np.zeros((2, 2, 3), dtype=np.uint8), ReleasePipeline())
    assert gains == (1.0, 1.0, 1.0)
    assert not balanced.any()


def test_pipeline_is_recorded_with_a_fingerprint_of_its_parameters(photograph: Ingested) -> None:
    pipeline = ReleasePipeline()
    assert photograph.pipeline == {**pipeline.as_dict(), "fingerprint": pipeline.fingerprint()}
    assert pipeline.fingerprint() == ReleasePipeline(quality=90).fingerprint()
    assert pipeline.fingerprint() != ReleasePipeline(quality=91).fingerprint()


def test_other_parameters_are_followed() -> None:
    with Ingestor(pipeline=ReleasePipeline(max_side=120, quality=50), processes=1) as small:
        image = small.ingest(PHOTOGRAPH)
    assert image.release_size == (120, 75)
    assert opened(image.release).quantization == opened(encoded(textured(8, 8), quality=50)).quantization
