"""The inverted file over compact features: built, opened, grown, asked."""

import json

import numpy as np
import pytest

from benchmarks.at_scale_others import Others
from retrieval.errors import RetrievalError
from retrieval.near_duplicates import fingerprint_image
from retrieval.near_duplicates.at_scale import compact_features
from retrieval.near_duplicates.at_scale.index import MANIFEST, CompactIndex
from retrieval.near_duplicates.edits import bordered, cropped, resized


def files_of(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_crops_to_60_percent_bring_up_their_originals_first(crowd):
    rng = np.random.default_rng(4)
    crops = [fingerprint_image(cropped(picture, 0.6, rng)) for picture in crowd.pictures]
    found = [crowd.tiers.compact.candidates(crop, 1) for crop in crops]
    right = [bool(best) and best[0].position == number for number, best in enumerate(found)]
    assert sum(right) >= 9


def test_a_mirrored_copy_is_known_as_such(crowd):
    found = crowd.tiers.compact.candidates(
        fingerprint_image(np.ascontiguousarray(crowd.pictures[3][:, ::-1]))
    )
    assert (found[0].position, found[0].mirrored) == (3, True)


def test_a_stored_crop_is_brought_up_by_its_original(crowd):
    rng = np.random.default_rng(5)
    index = CompactIndex()
    index.add(crowd.others)
    index.add(np.stack([compact_features(cropped(picture, 0.5, rng)) for picture in crowd.pictures]))
    first = [index.candidates(print_)[0].position - len(crowd.others) for print_ in crowd.prints]
    assert first == list(range(len(crowd.pictures)))


def test_rows_that_are_added_are_found_at_once(crowd):
    index = CompactIndex()
    for number, row in enumerate(crowd.rows):
        index.add(row[None])
        assert index.candidates(crowd.prints[number])[0].position == number
    assert len(index) == len(crowd.rows)


def test_hidden_positions_are_passed_over(crowd):
    found = crowd.tiers.compact.candidates(crowd.prints[2], hidden={2})
    assert 2 not in {shared.position for shared in found}


def test_the_same_rows_give_the_same_bytes_and_answers_however_they_are_cut(crowd, tmp_path):
    rows = np.concatenate([crowd.rows, crowd.others])
    whole = CompactIndex.build([rows], tmp_path / "whole", per_segment=1000)
    parts = CompactIndex.build(np.array_split(rows, 7), tmp_path / "parts", per_segment=1000)
    assert files_of(tmp_path / "whole") == files_of(tmp_path / "parts")
    assert len(whole) == len(parts) == len(rows)
    late = CompactIndex.build([rows[:2100]], tmp_path / "late", per_segment=1000)
    late.add(rows[2100:])
    for print_ in crowd.prints[:3]:
        answer = crowd.tiers.compact.candidates(print_)
        assert whole.candidates(print_) == parts.candidates(print_) == late.candidates(print_) == answer


def test_an_index_that_is_there_is_replaced(crowd, tmp_path):
    CompactIndex.build([crowd.others], tmp_path / "index")
    assert len(CompactIndex.build([crowd.rows], tmp_path / "index")) == len(crowd.rows)
    assert [path.name for path in tmp_path.iterdir()] == ["index"]


def test_fewer_features_per_image_take_less_room_and_still_find_copies(crowd, tmp_path):
    full = CompactIndex.build([crowd.others, crowd.rows], tmp_path / "full")
    small = CompactIndex.build([crowd.others, crowd.rows], tmp_path / "small", per_image=24)
    assert (
        sum(len(s.signatures) for s in small.segments) == sum(len(s.signatures) for s in full.segments) // 2
    )
    shrunk = fingerprint_image(resized(crowd.pictures[1], 0.5, 0.5))
    assert small.candidates(shrunk)[0].position == len(crowd.others) + 1


def test_an_index_that_is_not_whole_is_refused(crowd, tmp_path):
    CompactIndex.build([crowd.rows], tmp_path / "index")
    (tmp_path / "index" / "00000" / "images.npy").unlink()
    with pytest.raises(RetrievalError) as refusal:
        CompactIndex.open(tmp_path / "index")
    assert refusal.value.code == "index.unreadable"


def test_features_of_another_version_are_refused(crowd, tmp_path):
    CompactIndex.build([crowd.rows], tmp_path / "index")
    manifest = tmp_path / "index" / MANIFEST
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"features": "0-older"}))
    with pytest.raises(RetrievalError) as refusal:
        CompactIndex.open(tmp_path / "index")
    assert refusal.value.code == "compact.outdated"


def test_rows_of_another_shape_are_refused():
    with pytest.raises(RetrievalError) as refusal:
        CompactIndex().add(np.zeros((3, 7), dtype=np.uint8))
    assert refusal.value.code == "index.shape"


def test_a_picture_without_features_brings_nothing_up(crowd):
    plain = fingerprint_image(np.full((200, 200, 3), 90, dtype=np.uint8))
    assert crowd.tiers.compact.candidates(plain) == []


def test_a_border_does_not_hide_a_copy(crowd):
    found = crowd.tiers.compact.candidates(fingerprint_image(bordered(crowd.pictures[6])))
    assert found[0].position == 6


def test_the_others_of_the_benchmark_are_the_same_whatever_was_asked_before(crowd):
    few = np.concatenate(list(Others(crowd.pool, len(crowd.others)).compact()))
    assert few.tobytes() == crowd.others.tobytes()
