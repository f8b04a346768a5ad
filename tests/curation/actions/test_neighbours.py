"""Verdicts are remembered for good, also for other copies of the same bytes, and machines never touch them."""

import pytest

from curation.actions.decide_neighbour import decide_neighbour
from curation.actions.store_neighbours import store_neighbours
from curation.errors import DomainError
from curation.models import AuditEntry, Job, Neighbour
from tests import factories

pytestmark = pytest.mark.django_db


def found(other, **changes):
    return {
        "image": other.pk,
        "hamming": 4,
        "cosine": 0.98,
        "inliers": 60,
        "residual": 0.7,
        "score": 0.9,
        "suggested": "duplicate",
        "matches": [[0.1, 0.2, 0.3, 0.4]],
        **changes,
    }


def test_a_pair_is_stored_older_first_with_lines_turned_to_match(object_):
    older, newer = factories.make_image(object_), factories.make_image(object_)
    [pair] = store_neighbours(newer, [found(older)])
    assert (pair.first, pair.second) == (older, newer)
    assert pair.matches == [[0.3, 0.4, 0.1, 0.2]]
    newer.refresh_from_db()
    assert newer.neighbours_checked_at is not None
    assert Job.objects.filter(kind="rules.check", args=[object_.pk]).exists()


def test_a_second_search_changes_numbers_but_never_a_verdict(object_, reviewer):
    first, second = factories.make_image(object_), factories.make_image(object_)
    [pair] = store_neighbours(second, [found(first)])
    decide_neighbour(pair, "same scene", actor=reviewer)
    store_neighbours(first, [found(second, score=0.5, suggested="not a match")])
    pair = Neighbour.objects.get()
    assert (pair.score, pair.suggested, pair.verdict, pair.decided_by) == (
        0.5,
        "not a match",
        "same scene",
        reviewer,
    )


def test_a_pair_of_the_same_bytes_takes_over_the_verdict(object_, collector, benchmark_, reviewer):
    other = factories.make_object(benchmark_, collector)
    first, second = factories.make_image(object_), factories.make_image(object_)
    [pair] = store_neighbours(second, [found(first)])
    decide_neighbour(pair, "not a match", actor=reviewer)
    copy = factories.make_image(other, original=first.original)
    [again] = store_neighbours(copy, [found(second)])
    assert (again.verdict, again.decided_by) == ("not a match", reviewer)
    assert Neighbour.objects.unresolved().count() == 0


def test_a_verdict_reaches_pairs_of_the_same_bytes_and_can_be_taken_back(
    object_, collector, benchmark_, reviewer
):
    other = factories.make_object(benchmark_, collector)
    first, second = factories.make_image(object_), factories.make_image(object_)
    copy = factories.make_image(other, original=first.original)
    [pair] = store_neighbours(second, [found(first)])
    store_neighbours(copy, [found(second)])
    assert Neighbour.objects.unresolved().count() == 2
    decide_neighbour(pair, "duplicate", actor=reviewer)
    assert set(Neighbour.objects.values_list("verdict", flat=True)) == {"duplicate"}
    assert decide_neighbour(pair, "", actor=reviewer).decided_by is None
    assert Neighbour.objects.unresolved().count() == 2
    assert AuditEntry.objects.filter(action="curation.neighbour.decided").count() == 2


def test_the_same_bytes_in_another_benchmark_are_judged_apart(object_, collector, reviewer):
    elsewhere = factories.make_object(factories.make_benchmark(), collector)
    first, second = factories.make_image(object_), factories.make_image(object_)
    [pair] = store_neighbours(second, [found(first)])
    decide_neighbour(pair, "duplicate", actor=reviewer)
    twins = [factories.make_image(elsewhere, original=image.original) for image in (first, second)]
    [there] = store_neighbours(twins[1], [found(twins[0])])
    assert there.verdict == ""


def test_a_word_that_is_no_verdict_is_refused(object_, reviewer):
    first, second = factories.make_image(object_), factories.make_image(object_)
    [pair] = store_neighbours(second, [found(first)])
    with pytest.raises(DomainError) as refused:
        decide_neighbour(pair, "maybe", actor=reviewer)
    assert refused.value.code == "neighbour.verdict"
