"""Ids hold neither "." nor "/" before and after their one slash, and no two images share one."""

import re

from hypothesis import given
from hypothesis import strategies as some

from retrieval.distractors import slug_of
from retrieval.distractors.naming import Names, key_of, piece_name

CLEAN = re.compile(r"[A-Za-z0-9_-]+")


def test_a_clean_name_stays_as_it_is():
    assert key_of("000012") == "000012"
    assert key_of("0f0902d9.jpg") == "0f0902d9"


def test_names_that_would_become_the_same_are_told_apart():
    assert key_of("a/b.jpg") != key_of("a_b.jpg")
    assert key_of("a b.jpg") != key_of("a.b.jpg")


@given(some.text(min_size=1))
def test_every_name_becomes_a_key_that_a_plain_tar_can_hold(name):
    key = key_of(name)
    assert CLEAN.fullmatch(key)
    assert len(f"{key}.jpg") <= 100


@given(some.text(min_size=1), some.integers(0, 99_999))
def test_every_shard_has_a_name_of_at_most_60_characters(stem, number):
    name = piece_name(stem, number)
    assert CLEAN.fullmatch(name)
    assert len(name) <= 60


def test_what_comes_again_gets_the_next_free_number():
    names = Names()
    assert [names.once(name) for name in ("a", "a_2", "a", "a", "a_2")] == ["a", "a_2", "a_3", "a_4", "a_2_2"]


def test_versions_that_differ_in_unsafe_characters_have_different_slugs():
    assert slug_of("open_clip:ViT-B/32") != slug_of("open_clip:ViT-B.32")
    assert "/" not in slug_of("a/b")
