"""What looking is worth: as it was measured here, else as it was shipped, else nothing."""

import json

import pytest

from annotations.actions.distractor_audit import worth
from annotations.actions.distractor_audit.worth import SHIPPED, Worth, store_worth, worth_of

MEASURED = {
    "query": {"20": 0.5, "100": 0.75},
    "text": {"20": 0.25},
    "verified": {"query": {"20": 0.7, "100": 0.75}},
}


@pytest.fixture
def shipped(monkeypatch):
    monkeypatch.setattr(worth, "_shipped", lambda: {"known-1": MEASURED})


def test_shares_of_verified_lists_stand_before_those_of_plain_ones(shipped):
    assert worth_of("known-1", "query") == [Worth(20, 0.7), Worth(100, 0.75)]
    assert worth_of("known-1", "text") == [Worth(20, 0.25)]


def test_nobody_knows_what_an_unmeasured_encoder_is_worth(shipped):
    assert worth_of("other-1", "query") == []
    assert worth_of("", "query") == []


def test_an_own_measurement_replaces_the_shipped_and_the_older_one(shipped):
    for share in (0.1, 0.2):
        store_worth("known-1", {"query": {"20": share}})
    assert worth_of("known-1", "query") == [Worth(20, 0.2)]
    assert worth_of("known-1", "text") == []


def test_what_is_shipped_is_whole():
    for version, measured in json.loads(SHIPPED.read_text()).items():
        assert version
        for shares in (measured["query"], *measured["verified"].values()):
            assert sorted(shares, key=int) == ["20", "100", "1000"]
            assert 0 <= shares["20"] <= shares["100"] <= shares["1000"] <= 1
