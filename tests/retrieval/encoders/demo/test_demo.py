"""The committed weights: whole, fast, offline, and better than chance on things they never saw."""

import gzip
import socket

import numpy as np
import pytest

from retrieval.encoders import TextEncoder, build_encoder
from retrieval.encoders.demo import DEMO_MODELS
from retrieval.encoders.demo.models import VOCABULARY, tokenizer_of
from retrieval.encoders.demo.quality import pictures_of, ranks_of, scored, text_to_image
from retrieval.encoders.demo.scenes import Drawing, draw_subjects
from retrieval.encoders.demo.vocabulary import SIZE, write_vocabulary


@pytest.fixture(scope="module")
def subjects():
    return list(draw_subjects(Drawing(seed=64_000, things=48, clean=2, cluttered=0)))


@pytest.fixture
def offline(monkeypatch):
    def refused(*_):
        raise AssertionError("an encoder asked the network")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)


@pytest.mark.parametrize("name", DEMO_MODELS)
@pytest.mark.usefixtures("offline")
def test_texts_and_pictures_find_things_that_training_never_saw(name, subjects):
    encoder = build_encoder(name)
    assert isinstance(encoder, TextEncoder)
    database = pictures_of(encoder, subjects, clean=True)
    said = text_to_image(encoder, subjects, database)
    assert said.found["recall@10"] > 2 * said.chance["recall@10"]
    others = encoder.encode_images([subject.scenes[1].pixels for subject in subjects])
    seen = scored(ranks_of(others, database), len(subjects))
    assert seen.found["recall@1"] > 10 * seen.chance["recall@1"]


@pytest.mark.parametrize("name", DEMO_MODELS)
def test_descriptors_are_unit_vectors_of_one_space_and_say_whose_they_are(name):
    encoder = build_encoder(name)
    image = np.random.default_rng(1).integers(0, 256, (120, 160, 3), dtype=np.uint8)
    found = np.concatenate([encoder.encode_images([image]), encoder.encode_texts(["a mug"])])
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)
    assert found.shape == (2, encoder.dimension)
    assert encoder.name == name
    assert encoder.version.split()[0] == name


def test_the_weights_are_plain_data_of_a_few_megabytes():
    for model in DEMO_MODELS.values():
        assert 100_000 < model.weights.stat().st_size < 5_000_000
        assert model.weights.suffix == ".safetensors"


def test_the_tokenizer_has_the_beginning_of_the_vocabulary_of_open_clip(tmp_path):
    write_vocabulary(tmp_path / "vocabulary.txt.gz")
    assert gzip.decompress((tmp_path / "vocabulary.txt.gz").read_bytes()) == gzip.decompress(
        VOCABULARY.read_bytes()
    )
    for model in DEMO_MODELS.values():
        assert tokenizer_of(model).vocab_size == SIZE


def test_three_of_them_stand_in_for_an_ensemble():
    versions = {build_encoder(name).version for name in DEMO_MODELS}
    assert len(versions) == len(DEMO_MODELS) == 3


def test_ranks_count_ties_against_the_right_answer_and_chance_is_that_of_a_random_order():
    same = np.ones((4, 2), dtype=np.float32)
    assert ranks_of(same, same).tolist() == [4, 4, 4, 4]
    measured = scored(np.array([1, 2, 10, 100]), 100)
    assert measured.found["recall@1"] == 25
    assert measured.found["recall@10"] == 75
    assert measured.chance["recall@10"] == 10
    assert measured.chance["mAP"] == pytest.approx(5.187, abs=1e-3)
