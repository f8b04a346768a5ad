"""Cases come from the database with a constant number of queries, and hold what the rules ask for."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.actions.refresh_findings import refresh_findings
from annotations.models import DistractorLook, DistractorMark
from annotations.rules import check, load_case, load_cases
from annotations.rules.audit import Audit
from curation.models import (
    DistractorRemoval,
    DistractorSet,
    DistractorShard,
    Image,
    Job,
    Neighbour,
    Object,
    Original,
    SetNeighbour,
)
from tests import factories
from tests.annotations.ready import complete

QUERIES = 9  # one more where pairs were found, four where there are sets of distractors


@pytest.mark.parametrize("number", [1, 5])
def test_any_number_of_objects_takes_the_same_queries(
    benchmark_, collector, number, django_assert_max_num_queries
):
    for _ in range(number):
        complete(factories.make_object(benchmark_, collector))
    with django_assert_max_num_queries(QUERIES):
        cases = list(load_cases(Object.objects.filter(benchmark=benchmark_)))
        codes = [[finding.code for finding in check(case)] for case in cases]
    assert codes == [["evidence.unapproved", "text.unapproved", "measures.missing"]] * number


def pair(image, other, **fields):
    first, second = sorted((image, other), key=lambda each: each.pk)
    return Neighbour.objects.create(
        first=first,
        second=second,
        hamming=3,
        cosine=0.9,
        inliers=50,
        score=0.9,
        suggested="duplicate",
        **fields,
    )


def codes_of(obj):
    return {finding.code for finding in check(load_case(obj)) if finding.code.startswith("duplicate.")}


def most_rows(plan):
    """The largest number of rows that any step of a plan went through."""
    own = (
        plan["Actual Rows"]
        + plan.get("Rows Removed by Join Filter", 0)
        + plan.get("Rows Removed by Filter", 0)
    )
    return max([own * plan["Actual Loops"], *(most_rows(part) for part in plan.get("Plans", []))])


def test_one_object_is_loaded_without_going_through_all_pairs_of_pictures(benchmark_, collector):
    """Right after a bulk insert, when the planner still takes the tables for as good as empty."""
    number = 300
    with connection.cursor() as cursor:
        cursor.execute('ANALYZE "curation_image", "curation_neighbour"')
    originals = Original.objects.bulk_create(
        Original(
            sha256=f"{index:064x}", byte_size=1, format="JPEG", width=40, height=30, pdq=bytes(32), pdq_quality=50,
            release_sha256="0" * 64, release_width=40, release_height=30,
        )
        for index in range(number)
    )  # fmt: skip
    objects = [factories.make_object(benchmark_, collector) for _ in range(2)]
    Image.objects.bulk_create(
        Image(benchmark=benchmark_, object=objects[index == 0], original=original, role="positive")
        for index, original in enumerate(originals)
    )
    with CaptureQueriesContext(connection) as queries:
        load_case(objects[1])
    asked = [query["sql"] for query in queries if 'FROM "curation_neighbour"' in query["sql"]]
    assert len(asked) == 1
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + asked[0])
        assert most_rows(cursor.fetchone()[0][0]["Plan"]) <= number


def test_a_suggested_duplicate_blocks_both_objects_until_it_is_decided(benchmark_, collector, reviewer):
    one, two = (complete(factories.make_object(benchmark_, collector)) for _ in range(2))
    found = pair(one.images.first(), two.images.first())
    assert codes_of(one) == codes_of(two) == {"duplicate.unresolved"}
    Neighbour.objects.filter(pk=found.pk).update(verdict="duplicate", decided_by=reviewer)
    assert codes_of(one) == codes_of(two) == {"duplicate.confirmed"}
    Neighbour.objects.filter(pk=found.pk).update(verdict="same scene")
    assert codes_of(one) == codes_of(two) == set()


def test_a_pair_with_a_rejected_object_is_no_matter(benchmark_, collector):
    one, two = (complete(factories.make_object(benchmark_, collector)) for _ in range(2))
    pair(one.images.first(), two.images.first())
    Object.objects.filter(pk=two.pk).update(state="rejected", rejection_reason="other")
    assert codes_of(one) == set()


def test_a_byte_copy_among_the_distractors_is_found_without_any_check(benchmark_, collector):
    obj = complete(factories.make_object(benchmark_, collector))
    factories.make_distractor(benchmark_, original=obj.images.first().original)
    assert codes_of(obj) == {"duplicate.confirmed"}


def test_findings_are_kept_on_the_object_and_unchanged_ones_write_nothing(
    ready, django_assert_max_num_queries
):
    refresh_findings(ready)
    ready.refresh_from_db()
    assert (ready.errors_count, ready.warnings_count) == (3, 0)
    assert [each["code"] for each in ready.findings][-1] == "measures.missing"
    first = ready.checked_at
    with django_assert_max_num_queries(QUERIES):
        refresh_findings(ready)
    ready.refresh_from_db()
    assert ready.checked_at == first


@pytest.mark.parametrize("number", [1, 4])
def test_sets_of_distractors_take_a_constant_number_of_queries_too(
    benchmark_, collector, number, django_assert_max_num_queries
):
    for slug, encoders in (("wild", ["vlad"]), ("plain", [])):
        found = DistractorSet.objects.create(
            benchmark=benchmark_, slug=slug, kind="folder", encoders=encoders
        )
        DistractorShard.objects.create(
            set=found, number=0, name="0", state="done", manifest="a", accepted=500
        )
    for _ in range(number):
        complete(factories.make_object(benchmark_, collector))
    with django_assert_max_num_queries(QUERIES + 4):
        cases = list(load_cases(Object.objects.filter(benchmark=benchmark_)))
    assert {each for case in cases for each in case.audit.sizes.items()} == {("wild", 500), ("plain", 500)}
    assert [case.audit.blind for case in cases] == [("plain",)] * number
    assert [list(case.audit.depths) for case in cases] == [["wild"]] * number


def test_looks_marks_and_removals_reach_the_rules(benchmark_, collector, reviewer):
    obj = complete(factories.make_object(benchmark_, collector))
    found = DistractorSet.objects.create(benchmark=benchmark_, slug="wild", kind="folder", encoders=["demo"])
    DistractorShard.objects.create(set=found, number=0, name="0", state="done", manifest="a", accepted=500)
    query = obj.images.get(role="query")
    lists = {"text": {"file": "x"}, str(query.public_id): {"file": "y"}}
    Job.objects.create(kind="distractors.nearest", args=[obj.pk, found.pk, "demo", "s"], key="k", state="done",
                       benchmark=benchmark_, result={"lists": lists})  # fmt: skip
    said = {"object": obj, "set": found}
    looked = {**said, "encoder": "demo-1", "looked_by": reviewer}
    DistractorLook.objects.create(**looked, image=query, depth=100)
    DistractorLook.objects.create(**looked, image=None, text="An older text.", depth=900)
    for key in ("0/a", "0/b"):
        DistractorMark.objects.create(**said, distractor=key, says="shows", marked_by=reviewer)
    DistractorRemoval.objects.create(set=found, distractor="0/a", reason="false-negative")
    audit = load_case(obj).audit
    assert audit.shown == (("wild", "0/b"),)
    assert audit.depths == {"wild": {str(query.public_id): 100, "text": 0}}
    assert audit.sizes == {"wild": 499}
    DistractorLook.objects.create(**looked, image=None, text=obj.text_query.text, depth=40)
    assert load_case(obj).audit.depths["wild"]["text"] == 40
    DistractorSet.objects.update(state="cancelled")
    assert load_case(obj).audit == Audit()


def test_copies_among_the_distractors_of_a_set_reach_the_rules_until_they_are_taken_out(
    benchmark_, collector, reviewer
):
    obj = complete(factories.make_object(benchmark_, collector))
    found = DistractorSet.objects.create(benchmark=benchmark_, slug="wild", kind="folder", encoders=["demo"])
    DistractorShard.objects.create(set=found, number=0, name="0", state="done", manifest="a", accepted=500)
    query = obj.images.get(role="query")
    measured = {"hamming": 2, "cosine": 0.9, "inliers": 40, "score": 1.0, "source_sha256": "a" * 64}
    pair = SetNeighbour.objects.create(
        image=query, set=found, distractor="0/a", suggested="duplicate", **measured
    )
    SetNeighbour.objects.create(image=query, set=found, distractor="0/b", suggested="same scene", **measured)
    assert [(copy.distractor, copy.confirmed) for copy in load_case(obj).audit.copies] == [("0/a", False)]
    SetNeighbour.objects.filter(pk=pair.pk).update(verdict="duplicate", decided_by=reviewer)
    assert [(copy.distractor, copy.confirmed) for copy in load_case(obj).audit.copies] == [("0/a", True)]
    DistractorRemoval.objects.create(set=found, distractor="0/a", reason="duplicate")
    assert load_case(obj).audit.copies == ()
