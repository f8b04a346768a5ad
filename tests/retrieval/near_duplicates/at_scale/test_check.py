"""The whole check among others: who is proposed, who is compared, what is said."""

from dataclasses import replace

import numpy as np
import pytest

from retrieval.near_duplicates import NearDuplicateIndex, fingerprint_image
from retrieval.near_duplicates.at_scale import Effort, check_against, fingerprint_of_stored
from retrieval.near_duplicates.edits import PROMISED, cropped, recompressed


@pytest.mark.parametrize("edit", sorted(PROMISED))
def test_every_promised_edit_is_called_a_duplicate_of_its_original(crowd, edit):
    rng = np.random.default_rng(8)
    for number in (1, 5, 8):
        copy = np.ascontiguousarray(PROMISED[edit](crowd.pictures[number], rng))
        best = check_against(fingerprint_image(copy), crowd.tiers)[0]
        assert (best.neighbour, best.suggested) == (str(number), "duplicate")


def test_the_verdict_is_the_one_of_the_index_that_keeps_everything(crowd):
    copy = fingerprint_image(cropped(crowd.pictures[4], 0.7, np.random.default_rng(9)))
    full = NearDuplicateIndex((str(n), print_) for n, print_ in enumerate(crowd.prints))
    ours, exact = check_against(copy, crowd.tiers)[0], full.check(copy)[0]
    assert np.array_equal(ours.transform, exact.transform)
    assert np.array_equal(ours.matches, exact.matches)
    empty = np.zeros((0, 4))
    assert replace(ours, transform=None, matches=empty) == replace(exact, transform=None, matches=empty)


def test_no_more_are_compared_than_the_effort_allows(crowd):
    crowd.fetched.clear()
    check_against(crowd.prints[0], crowd.tiers, Effort(verified=2, described=2))
    assert len(crowd.fetched) == 2


def test_one_thread_says_the_same_as_two(crowd):
    copy = fingerprint_image(recompressed(crowd.pictures[7], 30))
    one = [c.neighbour for c in check_against(copy, crowd.tiers, Effort(threads=1))]
    assert one == [c.neighbour for c in check_against(copy, crowd.tiers, Effort(threads=2))]
    assert one[0] == "7"


def test_hidden_positions_are_never_compared(crowd):
    crowd.fetched.clear()
    found = check_against(crowd.prints[2], crowd.tiers, hidden={2})
    assert 2 not in crowd.fetched
    assert "2" not in {candidate.neighbour for candidate in found}


@pytest.mark.parametrize("tier", ["hashes", "compact"])
def test_each_of_the_two_main_tiers_finds_a_copy_alone(crowd, tier):
    alone = {"hashes": None, "compact": None, "descriptors": None} | {tier: getattr(crowd.tiers, tier)}
    copy = fingerprint_image(recompressed(crowd.pictures[3], 40))
    assert check_against(copy, replace(crowd.tiers, **alone))[0].neighbour == "3"


def test_the_descriptor_tier_brings_up_what_looks_alike(crowd):
    alone = replace(crowd.tiers, hashes=None, compact=None)
    copy = fingerprint_image(recompressed(crowd.pictures[3], 80))
    assert [c.neighbour for c in check_against(copy, alone)] == ["3"]


def test_a_distractor_without_a_picture_is_passed_over(crowd):
    blind = replace(crowd.tiers, fetch=lambda position: None)
    assert check_against(crowd.prints[1], blind) == []


def test_a_set_that_another_encoder_described_is_still_checked(crowd):
    elsewhere = [replace(p, encoder="another", descriptors=p.descriptors[:, :7]) for p in crowd.prints]
    known = dict(enumerate(elsewhere))
    tiers = replace(crowd.tiers, descriptors=None, fetch=known.get)
    best = check_against(crowd.prints[5], tiers)[0]
    assert (best.neighbour, best.suggested, best.cosine) == ("5", "duplicate", 0.0)


def test_a_stored_image_is_compared_by_the_descriptor_that_its_shard_holds(crowd):
    row = crowd.prints[6].descriptors[0].astype(np.float16)
    again = fingerprint_of_stored(crowd.pictures[6], crowd.prints[6].encoder, row)
    assert again.encoder == crowd.prints[6].encoder
    assert np.array_equal(again.descriptors[0], row.astype(np.float32))
    assert np.array_equal(again.local.descriptors, crowd.prints[6].local.descriptors)
