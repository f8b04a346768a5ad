"""The whole check among others: who is proposed, who is compared, what is said."""

from dataclasses import replace
from typing import ClassVar

import numpy as np
import pytest

from retrieval.near_duplicates import NearDuplicateIndex, fingerprint_image
from retrieval.near_duplicates.at_scale import Effort, StoredImage, check_against
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
    again = StoredImage(crowd.pictures[6], crowd.prints[6].encoder, row).fingerprint()
    assert again.encoder == crowd.prints[6].encoder
    assert np.array_equal(again.descriptors[0], row.astype(np.float32))
    assert np.array_equal(again.local.descriptors, crowd.prints[6].local.descriptors)


class Watched(StoredImage):
    """Remembers which of its two looks were taken."""

    looks: ClassVar[list[str]] = []

    def glimpse(self):
        self.looks.append("glimpse")
        return super().glimpse()

    def fingerprint(self):
        self.looks.append("fingerprint")
        return super().fingerprint()


def watched(crowd, print_, shown):
    """What the check says of a picture that any search brings up, and which looks it took."""
    Watched.looks.clear()
    image = Watched(shown, print_.encoder, print_.descriptors[0])
    tiers = replace(crowd.tiers, hashes=None, compact=None, fetch=lambda position: image)
    return check_against(print_, tiers, Effort(verified=1)), list(Watched.looks)


def test_a_stranger_gets_a_glimpse_and_no_more(crowd):
    found, looks = watched(crowd, crowd.prints[1], crowd.pictures[2])
    assert looks == ["glimpse"]
    assert (found[0].suggested, found[0].inliers) == ("not a match", 0)


@pytest.mark.parametrize("edit", sorted(PROMISED))
def test_a_copy_is_compared_to_the_end_and_judged_as_if_there_were_no_glimpse(crowd, edit):
    copy = np.ascontiguousarray(PROMISED[edit](crowd.pictures[8], np.random.default_rng(8)))
    print_ = fingerprint_image(copy)
    found, looks = watched(crowd, print_, crowd.pictures[8])
    assert looks == ["glimpse", "fingerprint"]
    full = NearDuplicateIndex([("8", crowd.prints[8])]).check(print_)[0]
    assert (found[0].suggested, found[0].inliers) == (full.suggested, full.inliers)


def test_what_is_clearly_a_copy_is_not_glimpsed_at_first(crowd):
    Watched.looks.clear()
    image = Watched(crowd.pictures[3], crowd.prints[3].encoder, crowd.prints[3].descriptors[0])
    tiers = replace(crowd.tiers, compact=None, descriptors=None, fetch=lambda position: image)
    check_against(crowd.prints[3], tiers, Effort(verified=1))
    assert Watched.looks == ["fingerprint"]


class ManyNearHashes:
    """For a plain picture: four strangers within reach, none of them clearly a copy."""

    def within(self, queries, radius=31):
        strangers, bits = np.arange(100, 104), np.full(4, 25)
        return [(strangers, bits) for _ in queries]


def test_strangers_by_hash_leave_a_place_to_what_shares_features(crowd):
    copy = fingerprint_image(cropped(crowd.pictures[4], 0.7, np.random.default_rng(9)))
    tiers = replace(crowd.tiers, hashes=ManyNearHashes(), descriptors=None)
    crowd.fetched.clear()
    found = check_against(copy, tiers, Effort(verified=4))
    assert len(crowd.fetched) == 4
    assert "4" in {c.neighbour for c in found if c.suggested == "duplicate"}
