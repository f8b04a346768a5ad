"""Lists cost the same number of queries however long they are, and show what they say."""

import itertools

import pytest
from django.core.cache import cache

from curation import audit, jobs
from curation.models import Category, Neighbour, Role
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(as_user, maintainer):
    return as_user(maintainer)


def add_objects(benchmark, collector, count):
    coarse, _ = Category.objects.get_or_create(benchmark=benchmark, level="coarse", name="food")
    mid, _ = Category.objects.get_or_create(benchmark=benchmark, level="mid", name="dairy", parent=coarse)
    for _ in range(count):
        obj = factories.make_object(benchmark, collector, category=mid)
        pictures = [
            factories.make_image(obj, role, original=some_original())
            for role in ("query", "positive", "positive")
        ]
        Neighbour.objects.create(
            first=pictures[0],
            second=pictures[1],
            hamming=1,
            cosine=1,
            inliers=1,
            score=0.5,
            suggested="duplicate",
        )
        audit.record("curation.test.done", obj, actor=collector, benchmark=benchmark)
        jobs.enqueue("rules.check", obj.pk, benchmark=benchmark)


def some_original():
    return factories.make_original(next(SEEDS) % 3)


SEEDS = itertools.count()


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("objects/?limit=100", 5),
        ("activity/?limit=100", 5),
        ("neighbours/?limit=100", 6),
        ("neighbours/?state=undecided&limit=100", 6),
        ("jobs/?limit=100", 6),
        ("categories/", 4),
        ("members/", 4),
        ("", 12),
    ],
)
def test_three_rows_cost_as_much_as_thirty(
    client, benchmark_, collector, address, queries, django_assert_num_queries
):
    for count in (3, 27):
        add_objects(benchmark_, collector, count)
        with django_assert_num_queries(queries):
            answer = client.get(f"/api/benchmarks/{benchmark_.slug}/{address}")
        assert answer.status_code == 200
    if "limit" in address:
        assert len(answer.json()["results"]) == 30


def test_the_list_of_benchmarks_costs_the_same_for_three_and_thirty(as_user, django_assert_num_queries):
    user = factories.make_user()
    client = as_user(user)
    for count in (3, 27):
        for _ in range(count):
            benchmark = factories.make_benchmark()
            benchmark.memberships.create(user=user, role=Role.COLLECTOR)
            add_objects(benchmark, user, 1)
        with django_assert_num_queries(7):
            rows = client.get("/api/benchmarks/").json()
    assert len(rows) == 30
    assert rows[0]["objects_by_state"] == {"draft": 1}
    assert rows[0]["images"] == {"query": 1, "positive": 2, "distractor": 0}
    assert len(rows[0]["cover"]) == 1


def test_pages_follow_each_other_without_gap_or_repeat(client, benchmark_, collector):
    add_objects(benchmark_, collector, 7)
    seen, address = [], f"/api/benchmarks/{benchmark_.slug}/objects/?limit=3"
    while address:
        page = client.get(address).json()
        seen += [card["number"] for card in page["results"]]
        address = page["next"]
    assert seen == list(range(7))


def test_a_card_shows_cover_strip_counts_and_path(client, benchmark_, collector):
    add_objects(benchmark_, collector, 1)
    card = client.get(f"/api/benchmarks/{benchmark_.slug}/objects/").json()["results"][0]
    assert (card["queries"], card["positives"], len(card["strip"])) == (1, 2, 2)
    assert card["category_path"] == ["food", "dairy"]
    assert {image["role"] for image in card["strip"]} == {"positive"}
    assert card["collector"] == {"id": collector.pk, "name": collector.name}


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("state=accepted", {"thing_001"}),
        ("state=draft,accepted", {"thing_000", "thing_001"}),
        ("finding=text.missing", {"thing_000"}),
        ("finding=any", {"thing_000"}),
        ("search=Teapot", {"thing_001"}),
        ("camera=pixel", {"thing_001"}),
        ("search=nothing+like+it", set()),
    ],
)
def test_the_wall_is_narrowed(client, benchmark_, collector, query, keys):
    factories.make_object(benchmark_, collector, findings=[{"code": "text.missing"}], errors_count=1)
    second = factories.make_object(benchmark_, collector, state="accepted", name="A teapot")
    picture = factories.make_image(second)
    type(picture.original).objects.filter(pk=picture.original_id).update(camera_model="Pixel 9")
    page = client.get(f"/api/benchmarks/{benchmark_.slug}/objects/?{query}").json()
    assert {card["key"] for card in page["results"]} == keys


def test_a_filter_that_is_no_state_is_refused_by_name(client, benchmark_):
    answer = client.get(f"/api/benchmarks/{benchmark_.slug}/objects/?state=lost")
    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["state"])


def test_signing_in_is_throttled_with_a_sentence(client, settings, monkeypatch):
    from rest_framework.throttling import ScopedRateThrottle

    cache.clear()
    monkeypatch.setattr(ScopedRateThrottle, "THROTTLE_RATES", {"sign_in": "2/min"})
    codes = [
        client.post("/api/session/", {"email": "a", "password": "b"}, "application/json").json()["code"]
        for _ in range(3)
    ]
    cache.clear()
    assert codes == ["session.wrong", "session.wrong", "request.throttled"]
