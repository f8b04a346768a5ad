import io

import numpy as np
import pytest

from retrieval.errors import RetrievalError
from retrieval.fingerprints.drawn_textures import draw_textured_image
from retrieval.near_duplicates import VERSION, Fingerprint, fingerprint_image


@pytest.fixture(scope="module")
def fingerprint():
    return fingerprint_image(draw_textured_image(8))


def test_bytes_and_back_keep_every_part(fingerprint):
    read = Fingerprint.from_bytes(fingerprint.to_bytes())
    assert (read.pdq, read.pdq_quality, read.local.frame) == (
        fingerprint.pdq,
        fingerprint.pdq_quality,
        fingerprint.local.frame,
    )
    np.testing.assert_array_equal(read.pdq_dihedral, fingerprint.pdq_dihedral)
    np.testing.assert_array_equal(read.local.descriptors, fingerprint.local.descriptors)
    np.testing.assert_array_equal(read.local.points, fingerprint.local.points)
    np.testing.assert_array_equal(read.words, fingerprint.words)
    np.testing.assert_array_equal(read.signatures, fingerprint.signatures)
    np.testing.assert_array_equal(read.thumbnail, fingerprint.thumbnail)
    np.testing.assert_allclose(read.descriptors, fingerprint.descriptors, atol=1e-3)
    assert read.encoder == fingerprint.encoder


def test_a_fingerprint_is_smaller_than_a_hundred_kilobytes(fingerprint):
    assert len(fingerprint.to_bytes()) < 100_000


def test_the_same_pixels_give_the_same_bytes(fingerprint):
    assert fingerprint_image(draw_textured_image(8)).to_bytes() == fingerprint.to_bytes()


def test_a_fingerprint_of_another_version_asks_to_be_made_anew(fingerprint):
    with np.load(io.BytesIO(fingerprint.to_bytes())) as stored:
        parts = {**stored, "version": np.array(VERSION + "-older")}
    buffer = io.BytesIO()
    np.savez(buffer, **parts)
    with pytest.raises(RetrievalError, match="anew") as refusal:
        Fingerprint.from_bytes(buffer.getvalue())
    assert refusal.value.code == "fingerprint.outdated"


@pytest.mark.parametrize("damage", [b"", b"not a fingerprint", b"PK\x03\x04 torn"])
def test_bytes_that_are_no_fingerprint_are_refused(damage):
    with pytest.raises(RetrievalError) as refusal:
        Fingerprint.from_bytes(damage)
    assert refusal.value.code == "fingerprint.unreadable"


def test_a_torn_fingerprint_is_refused(fingerprint):
    with pytest.raises(RetrievalError) as refusal:
        Fingerprint.from_bytes(fingerprint.to_bytes()[:20_000])
    assert refusal.value.code == "fingerprint.unreadable"
