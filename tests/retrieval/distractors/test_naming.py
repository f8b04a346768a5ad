"""Ids hold neither "." nor "/" before and after their one slash, and no two images share one."""

import re

from hypothesis import given
from hypothesis import strategies as some

from retrieval.bundle.preflight_items import distractor_problems
from retrieval.bundle.schema import ReleaseDistractor
from retrieval.distractors import published_key, slug_of
from retrieval.distractors.naming import Names, key_of, may_publish, piece_name

CLEAN = re.compile(r"[A-Za-z0-9_-]+")
clean = some.text("abAB09_-", min_size=1, max_size=12)
sets, stems = some.text("ab_-", min_size=1, max_size=40), some.text(min_size=1)


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


def test_a_published_key_says_set_shard_and_key():
    assert published_key("wild", "wild-00000", "0017") == "wild_wild-00000_0017"
    assert published_key("wild", "a_b-00012", "x_2") == "wild_a_b-00012_x_2"


def test_published_keys_that_would_read_alike_are_told_apart():
    alike = [
        *(("photos", "old_2019-00000", "1"), ("photos_old", "2019-00000", "1")),
        *(("w", "a-00000", "b-00001_c"), ("w", "a-00000_b-00001", "c")),
        *(("w", "a", "b_c"), ("w", "a_b", "c")),
    ]
    assert len({published_key(*names) for names in alike}) == len(alike)


def test_long_published_keys_of_one_shard_are_told_apart():
    keys = [f"{'k' * 60}{number:04d}" for number in range(2000)]
    published = {published_key("s" * 40, f"{'n' * 50}-00000", key) for key in keys}
    assert len(published) == len(keys)
    assert {len(key) for key in published} == {90}


@given(sets, stems, some.integers(0, 999_999), some.text(min_size=1))
def test_a_published_key_is_one_that_a_release_takes_and_leads_back_to_its_shard(slug, stem, number, name):
    shard = piece_name(stem, number)
    key = published_key(slug, shard, key_of(name))
    taken = ReleaseDistractor(key=key, sha256="0" * 64, width=1, height=1, licence="CC0-1.0", author="")
    assert list(distractor_problems(taken)) == []
    assert may_publish(slug, shard, key)


@given(some.lists(some.tuples(clean, clean, clean), unique=True, max_size=8))
def test_no_two_distractors_have_one_published_key(named):
    assert len({published_key(*names) for names in named}) == len(named)
