"""The measurement: real encoders, exact lists, shares that a second run repeats."""

import json
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from django.core.management import CommandError, call_command

from annotations.actions.distractor_audit.nearest_file import LONGEST
from annotations.actions.distractor_audit.worth import worth_of
from retrieval.encoders.vlad import VladEncoder
from workers.audit_depth.blocks import Store, described
from workers.audit_depth.crowd import Crowd
from workers.audit_depth.search import NOWHERE, PLACES, places_of, search, shares
from workers.audit_depth.verified import inliers_of, pairs_file, verified

SMALL = Crowd(distractors=64, planted=4, seed=3)


def told(settings: Any, home: Path, *more: str) -> dict[str, Any]:
    settings.HOME = home
    out = StringIO()
    sizes = ("--distractors", "64", "--planted", "4", "--seed", "3", "--processes", "1")
    call_command("audit_depth", *sizes, "--json", *more, stdout=out)
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


def test_the_command_measures_keeps_its_work_and_repeats_it(settings: Any, tmp_path: Path) -> None:
    version = VladEncoder().version
    assert worth_of(version, "query") == [] or worth_of(version, "query")[0].depth == 20
    first = told(settings, tmp_path, "--encoder", "default", "--verify", "64", "--store")
    (measured,) = first["encoders"]
    assert (first["distractors"], first["planted"], measured["name"]) == (64, 4, "default")
    assert measured["query"]["1000"] == measured["verified"]["query"]["1000"] == 1.0
    assert measured["verified"]["query"]["20"] >= measured["query"]["20"]
    kept = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.np?")}
    assert told(settings, tmp_path, "--encoder", "default", "--verify", "64", "--processes", "2") == first
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.np?")} == kept
    shown = {str(each.depth): each.share for each in worth_of(version, "query")}
    assert shown == measured["verified"]["query"]


def test_a_table_keeps_what_other_encoders_are_worth(settings: Any, tmp_path: Path) -> None:
    table = tmp_path / "worth.json"
    table.write_text('{"other-1": {"query": {}}}')
    told(settings, tmp_path, "--verify", "0", "--table", str(table))
    kept = json.loads(table.read_text())
    assert set(kept) == {"other-1", VladEncoder().version}
    assert kept[VladEncoder().version]["distractors"] == 64
    assert set(kept[VladEncoder().version]["query"]) == {"20", "100", "1000"}


def test_an_unknown_encoder_is_refused_before_anything_is_drawn(settings: Any, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no encoder named"):
        told(settings, tmp_path, "--encoder", "none")
    assert not list(tmp_path.rglob("*.npz"))


class Grey:
    """An encoder with texts: the mean colour; every text means red."""

    name, version, dimension = "grey", "grey-1", 3

    def encode_images(self, images: Sequence[npt.NDArray[np.uint8]]) -> npt.NDArray[np.float32]:
        rows = np.array([image.mean(axis=(0, 1)) + 1 for image in images], dtype=np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)

    def encode_texts(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        return np.tile(np.array([1, 0, 0], dtype=np.float32), (len(texts), 1))


def test_lists_are_exact_and_hold_the_hidden_ones_at_their_positions(tmp_path: Path) -> None:
    store, encoder = Store(tmp_path, SMALL), Grey()
    for block in (-1, 0):
        described(store, encoder.version, block, encoder)
    rows = np.concatenate([np.load(store.rows("grey-1", block)) for block in (-1, 0)]).astype(np.float32)
    lists = search(store, "grey-1", encoder).by_kind
    assert set(lists) == {"query", "text"}
    similarities = rows[1:] @ rows[0]
    assert sorted(lists["query"][0].tolist()) == list(range(64))
    assert np.all(np.diff(similarities[lists["query"][0]]) <= 1e-6)
    places = places_of(lists["query"], SMALL)
    assert [lists["query"][0][place - 1] for place in places] == [0, 1, 2, 3]


def test_lists_are_as_long_as_those_of_the_audit() -> None:
    assert PLACES == LONGEST


def test_what_a_list_does_not_show_stands_nowhere() -> None:
    places = places_of(np.array([[2, 9, 0, 8]]), SMALL)
    assert places.tolist() == [3, NOWHERE, 1, NOWHERE]
    assert shares(places) == {"20": 0.5, "100": 0.5, "1000": 0.5}


def test_local_features_move_what_agrees_to_the_front_and_are_compared_once(tmp_path: Path) -> None:
    store = Store(tmp_path, SMALL)
    listed = np.arange(63, -1, -1)
    ordered = verified(store, 0, listed, 64)
    inliers = inliers_of(store, 0, set(range(64)))
    counts = [inliers[int(each)] for each in ordered]
    assert counts == sorted(counts, reverse=True)
    assert {int(each) for each in ordered[:2]} <= {0, 1, 2, 3}
    kept = pairs_file(store, 0).stat().st_mtime_ns
    assert verified(store, 0, listed, 10)[10:].tolist() == listed[10:].tolist()
    assert pairs_file(store, 0).stat().st_mtime_ns == kept
