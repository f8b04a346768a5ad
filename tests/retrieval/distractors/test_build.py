"""A shard is made of its piece alone: not of threads, restarts or what befalls a decoder."""

import json
import os
import signal
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from retrieval.bundle.archives import tar_header
from retrieval.distractors import (
    SOURCES,
    DistractorError,
    Item,
    Piece,
    Shard,
    ShardTools,
    add_descriptors,
    build_shard,
    check_shard,
)
from retrieval.errors import RetrievalError
from retrieval.images import Ingestor
from tests.retrieval.distractors.drawn import MeanColours, files, picture


class Given:
    """A source of items that a test hands over."""

    def __init__(self, *items: Item) -> None:
        self._items = items

    def plan(self, location, options):
        return [Piece("given-00000", {}, len(self._items))]

    def read(self, piece):
        yield from self._items


def test_a_shard_holds_the_release_images_with_hashes_rows_and_refusals(build, photos):
    (shard,) = build("folder", photos, licence="CC0-1.0")
    assert [row.location for row in shard.rows(0, 6)] == [
        "0.jpg",
        "1.jpg",
        "2.jpg",
        "3.jpg",
        "b/4.png",
        "b/5.jpg",
    ]
    assert shard.names[0] == f"{shard.name}/0"
    assert {row.licence for row in shard.rows(0, 6)} == {"CC0-1.0"}
    assert shard.hashes.shape == (6, 32)
    assert [(refused.location, refused.code) for refused in shard.refused()] == [
        ("b/notes.txt", "image.unsupported_format")
    ]
    assert shard.manifest.refusals == {"image.unsupported_format": 1}
    assert check_shard(shard.folder) == []


def test_images_are_those_of_the_pipeline_that_uploads_go_through(build, photos, ingestor):
    (shard,) = build("folder", photos)
    upload = ingestor.ingest(photos / "3.jpg")
    place = shard.find(f"{shard.name}/3")
    assert shard.image(place) == upload.release
    assert shard.hashes[place].tobytes() == upload.pdq
    row = shard.row(place)
    assert (row.width, row.height) == upload.release_size
    assert (row.source_sha256, row.pdq_quality) == (upload.sha256, upload.pdq_quality)
    assert shard.manifest.pipeline == upload.pipeline


def test_the_tar_is_a_plain_one(build, photos):
    (shard,) = build("folder", photos)
    offset, size = shard.span(0)
    data = (shard.folder / "images.tar").read_bytes()
    assert data[offset - 512 : offset] == tar_header("0.jpg", size)


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_the_bytes_are_the_same_with_any_number_of_threads(photos, tmp_path, ingestor, threads):
    piece = SOURCES["folder"].plan(str(photos), {})[0]
    encoders = [MeanColours()]
    first = build_shard(piece, SOURCES["folder"], tmp_path / "a", ShardTools(ingestor, encoders, threads=3))
    second = build_shard(
        piece, SOURCES["folder"], tmp_path / "b", ShardTools(ingestor, encoders, threads=threads)
    )
    assert first == second
    assert files(tmp_path / "a") == files(tmp_path / "b")


def test_a_decoder_that_is_killed_changes_nothing(photos, tmp_path, ingestor):
    piece = SOURCES["folder"].plan(str(photos), {})[0]
    build_shard(piece, SOURCES["folder"], tmp_path / "calm", ShardTools(ingestor))
    with Ingestor(processes=1) as own:

        def kill(_done: int, _expected: int) -> None:
            for pid in own.process_ids():
                os.kill(pid, signal.SIGKILL)

        build_shard(piece, SOURCES["folder"], tmp_path / "killed", ShardTools(own, progress=kill))
    assert files(tmp_path / "calm") == files(tmp_path / "killed")


def test_what_an_interrupted_run_left_is_replaced(build, photos, tmp_path, tools):
    (shard,) = build("folder", photos)
    wanted = files(shard.folder)
    (shard.folder / "images.tar").write_bytes(b"half")
    (shard.folder / "shard.json").unlink()
    (shard.folder / "shard.json.partial").write_text("{")
    build_shard(SOURCES["folder"].plan(str(photos), {})[0], SOURCES["folder"], shard.folder, tools)
    assert files(shard.folder) == wanted


def test_a_folder_of_something_else_is_not_touched(photos, tmp_path, tools):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.tex").write_text("years of work")
    (tmp_path / "mine" / "images.tar").write_text("mine too")
    piece = SOURCES["folder"].plan(str(photos), {})[0]
    with pytest.raises(DistractorError) as caught:
        build_shard(piece, SOURCES["folder"], tmp_path / "mine", tools)
    assert caught.value.code == "distractors.folder-in-use"
    assert files(tmp_path / "mine") == {"thesis.tex": b"years of work", "images.tar": b"mine too"}


def test_a_cancelled_shard_stands_for_nothing(photos, tmp_path, ingestor):
    piece = SOURCES["folder"].plan(str(photos), {})[0]
    asked = iter([False, False, True])
    with pytest.raises(DistractorError) as caught:
        build_shard(
            piece, SOURCES["folder"], tmp_path / "s", ShardTools(ingestor, cancelled=lambda: next(asked))
        )
    assert caught.value.code == "distractors.cancelled"
    with pytest.raises(DistractorError) as caught:
        Shard.open(tmp_path / "s")
    assert caught.value.code == "distractors.shard-missing"


def test_progress_counts_every_image_of_the_piece(photos, tmp_path, ingestor):
    piece = SOURCES["folder"].plan(str(photos), {})[0]
    heard = []
    build_shard(
        piece, SOURCES["folder"], tmp_path / "s", ShardTools(ingestor, progress=lambda *at: heard.append(at))
    )
    assert heard == [(number, 7) for number in range(1, 8)]


def test_images_of_one_name_get_keys_of_their_own(tmp_path, tools):
    items = [Item("same.jpg", f"place {n}", picture(n)) for n in range(3)]
    source = Given(*items)
    build_shard(source.plan("", {})[0], source, tmp_path / "s", tools)
    shard = Shard.open(tmp_path / "s")
    assert list(shard.names) == ["given-00000/same", "given-00000/same_2", "given-00000/same_3"]
    assert [row.location for row in shard.rows(0, 3)] == ["place 0", "place 1", "place 2"]


def test_a_refused_image_keeps_its_name_from_the_next(tmp_path, tools):
    source = Given(Item("same.jpg", "a", b"damaged"), Item("same.jpg", "b", picture(1)))
    build_shard(source.plan("", {})[0], source, tmp_path / "s", tools)
    shard = Shard.open(tmp_path / "s")
    assert [refused.key for refused in shard.refused()] == ["same"]
    assert list(shard.names) == ["given-00000/same_2"]


def test_a_shard_of_which_everything_is_refused_is_a_shard(tmp_path, tools):
    source = Given(Item("a", "a", b""), Item("b", "b", b"nothing"))
    result = build_shard(
        source.plan("", {})[0], source, tmp_path / "s", replace(tools, encoders=[MeanColours()])
    )
    assert (result.accepted, result.refused) == (0, 2)
    shard = Shard.open(tmp_path / "s")
    assert shard.hashes.shape == (0, 32)
    assert shard.descriptors(next(iter(shard.manifest.encoders))).shape == (0, 3)
    assert list(shard.names) == []
    assert check_shard(tmp_path / "s") == []


def test_texts_that_are_no_unicode_are_spelled_out(tmp_path, tools):
    source = Given(Item("a", "caf\udce9", picture(1), caption="\ud800 lone"))
    build_shard(source.plan("", {})[0], source, tmp_path / "s", tools)
    row = Shard.open(tmp_path / "s").row(0)
    assert (row.location, row.caption) == ("caf\\udce9", "\\ud800 lone")


def test_a_decoder_that_can_not_be_started_stops_the_shard(photos, tmp_path, monkeypatch):
    """It is no fault of the images, so none of them is listed as refused."""
    monkeypatch.setattr("sys.executable", str(tmp_path / "no-python"))
    piece = SOURCES["folder"].plan(str(photos), {})[0]
    with Ingestor(processes=1) as broken, pytest.raises(RetrievalError) as caught:
        build_shard(piece, SOURCES["folder"], tmp_path / "s", ShardTools(broken))
    assert caught.value.code == "image.decoder_unavailable"
    assert not (tmp_path / "s" / "shard.json").exists()


def test_items_with_neither_image_nor_descriptor_are_refused(tmp_path, tools):
    source = Given(Item("a", "a"), Item("b", "b", picture(1)))
    build_shard(source.plan("", {})[0], source, tmp_path / "s", tools)
    assert [refused.code for refused in Shard.open(tmp_path / "s").refused()] == ["distractors.no-image"]


def test_adding_an_encoder_may_be_watched_and_stopped(photos, tmp_path, tools):
    piece = SOURCES["folder"].plan(str(photos), {})[0]
    build_shard(piece, SOURCES["folder"], tmp_path / "s", tools)
    before = files(tmp_path / "s")["shard.json"]
    with pytest.raises(DistractorError) as caught:
        add_descriptors(tmp_path / "s", MeanColours(), cancelled=lambda: True)
    assert caught.value.code == "distractors.cancelled"
    assert files(tmp_path / "s")["shard.json"] == before
    heard = []
    add_descriptors(tmp_path / "s", MeanColours(), progress=lambda *at: heard.append(at))
    assert heard == [(number, 6) for number in range(1, 7)]
    assert check_shard(tmp_path / "s") == []


def test_a_long_piece_is_encoded_in_batches_of_one_size(tmp_path, ingestor):
    encoder = MeanColours()
    source = Given(*(Item(f"{n}", f"{n}", picture(n % 5)) for n in range(70)))
    tools = ShardTools(ingestor, [encoder])
    build_shard(source.plan("", {})[0], source, tmp_path / "s", tools)
    assert encoder.batches == [32, 32, 6]


def test_descriptors_are_those_of_the_release_images(photos, tmp_path, ingestor):
    piece = SOURCES["folder"].plan(str(photos), {})[0]
    encoder = MeanColours()
    build_shard(piece, SOURCES["folder"], tmp_path / "s", ShardTools(ingestor, [encoder]))
    shard = Shard.open(tmp_path / "s")
    (slug,) = shard.manifest.encoders
    stored = shard.descriptors(slug)
    assert stored.dtype == np.float16
    assert np.allclose(np.linalg.norm(stored.astype(np.float32), axis=1), 1, atol=1e-3)
    assert shard.manifest.encoders[slug].version == "means@1"


def test_an_encoder_that_is_added_later_gives_what_it_would_have_given_at_once(photos, tmp_path, ingestor):
    piece = SOURCES["folder"].plan(str(photos), {})[0]
    one, other = MeanColours("one"), MeanColours("other")
    build_shard(piece, SOURCES["folder"], tmp_path / "both", ShardTools(ingestor, [one, other]))
    build_shard(piece, SOURCES["folder"], tmp_path / "later", ShardTools(ingestor, [one]))
    add_descriptors(tmp_path / "later", other)
    assert files(tmp_path / "later") == files(tmp_path / "both")
    assert add_descriptors(tmp_path / "later", other).sha256 == Shard.open(tmp_path / "both").manifest.sha256


@pytest.mark.parametrize("answer", [np.zeros((6, 4), np.float32), np.full((6, 3), np.nan, np.float32)])
def test_an_encoder_that_answers_nonsense_stops_the_shard(photos, tmp_path, ingestor, answer):
    class Broken(MeanColours):
        def encode_images(self, images):
            return answer

    piece = SOURCES["folder"].plan(str(photos), {})[0]
    with pytest.raises(DistractorError) as caught:
        build_shard(piece, SOURCES["folder"], tmp_path / "s", ShardTools(ingestor, [Broken()]))
    assert caught.value.code == "distractors.encoder-answer"


def test_a_place_that_can_not_be_written_is_said_in_one_sentence(photos, tmp_path, tools):
    (tmp_path / "file").write_text("in the way")
    piece = SOURCES["folder"].plan(str(photos), {})[0]
    with pytest.raises(DistractorError) as caught:
        build_shard(piece, SOURCES["folder"], tmp_path / "file" / "shard", tools)
    assert caught.value.code == "distractors.disk"


def test_the_result_is_what_the_manifest_says(photos, tmp_path, tools):
    piece = SOURCES["folder"].plan(str(photos), {})[0]
    result = build_shard(piece, SOURCES["folder"], tmp_path / "s", tools)
    held = files(tmp_path / "s")
    assert result.size == sum(len(data) for data in held.values())
    assert json.loads(held["shard.json"])["accepted"] == result.accepted == 6
    assert result.manifest == Shard.open(Path(tmp_path / "s")).manifest.sha256
