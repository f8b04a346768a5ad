"""The page of a release, its errata, and two releases side by side."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from annotations.models import TextQuery
from curation.actions.edit_card import edit_card
from curation.models import Benchmark, Image, Object, Role, User
from releases.actions.freeze_release import freeze_release
from releases.actions.samples import samples
from releases.actions.statistics import statistics
from releases.actions.withdraw import WithdrawalDetails, withdraw
from tests import factories
from tests.conftest import SignedIn
from tests.releases.ready import add_picture, make_ready, make_ready_benchmark


def page(client: Client, release_id: int) -> dict[str, Any]:
    answer = client.get(f"/api/releases/{release_id}/page/")
    assert answer.status_code == 200
    body: dict[str, Any] = answer.json()
    return body


def served(client: Client, address: str) -> bool:
    """Whether the bytes of a picture come."""
    answer: Any = client.get(address)
    return answer.status_code == 200 and b"".join(answer.streaming_content)[:2] == b"\xff\xd8"


def test_the_page_tells_what_is_in_the_release(
    ready: Benchmark, keeper: User, as_user: type[SignedIn]
) -> None:
    edit_card(ready, {"description": "Things of a kitchen."}, version=0, actor=keeper)
    release = freeze_release(ready, "1.0.0", actor=keeper)
    told = page(as_user(keeper), release.pk)
    assert told["about"]["description"] == "Things of a kitchen."
    assert told["counts"] == {"objects": 3, "queries": 3, "positives": 6, "distractors": 4}
    assert told["statistics"] == {
        "categories": [{"name": "home", "objects": 3, "queries": 3, "positives": 6}],
        "licences": [{"licence": "CC-BY-4.0", "images": 13}],
        "cameras": [{"camera": "Sample One", "images": 9}],
        "clutter": [7.0] * 5,
        "scale": [0.0651] * 5,
        "boxes_per_image": [{"boxes": 1, "images": 9}],
        "images_per_object": [{"images": 3, "objects": 3}],
    }
    assert [sample["object"] for sample in told["samples"]] == ["thing_000", "thing_001", "thing_002"]
    assert len(told["samples"][0]["positives"]) == 2
    assert (told["errata"], told["withdrawn"], told["exports"]) == ([], [], [])
    assert ready.slug in told["citation"]["bibtex"]
    assert {"datasets", "webdataset", "pycocotools", "mlcroissant", "pandas"} <= {
        entry["tool"] for entry in told["loading"]
    }
    assert told["verify"]["public_key"] is None


def test_the_pictures_of_the_samples_are_served(
    ready: Benchmark, keeper: User, as_user: type[SignedIn]
) -> None:
    client = as_user(keeper)
    sample = page(client, freeze_release(ready, "1.0.0", actor=keeper).pk)["samples"][0]
    large = (sample["query_large"], *sample["positives_large"])
    assert len(large) == 1 + len(sample["positives"])
    for address in (sample["query"], *sample["positives"], *large):
        assert served(client, address)


def test_samples_take_turns_through_the_categories(ready: Benchmark, keeper: User) -> None:
    toys = ready.categories.create(level="coarse", name="attic")
    ready.collected.filter(number=2).update(category=toys)
    release = freeze_release(ready, "1.0.0", actor=keeper)
    assert [thing.key for thing in samples(release, 2)] == ["thing_002", "thing_000"]


def test_figures_ask_the_database_as_often_for_many_objects(ready: Benchmark, keeper: User) -> None:
    small = freeze_release(ready, "1.0.0", actor=keeper)
    for _ in range(6):
        make_ready(ready, factories.make_user(ready), factories.make_user(ready))
    large = freeze_release(ready, "1.1.0", actor=keeper)
    with CaptureQueriesContext(connection) as few:
        statistics(small)
        samples(small)
    with CaptureQueriesContext(connection) as many:
        statistics(large)
        samples(large)
    assert len(many) == len(few) <= 9


def test_the_page_of_many_asks_as_often(
    ready: Benchmark, keeper: User, as_user: type[SignedIn], django_assert_max_num_queries: Any
) -> None:
    for number in (0, 1):
        details = WithdrawalDetails(kind="object", key=f"thing_00{number}", reason_public="Asked for.")
        release = freeze_release(ready, f"1.{number}.0", leave_out=True, actor=keeper)
        make_ready(ready, factories.make_user(ready), factories.make_user(ready))
        withdraw(ready, details, actor=keeper)
    client = as_user(keeper)
    with django_assert_max_num_queries(26):
        assert len(page(client, release.pk)["errata"]) == 1


def test_what_was_withdrawn_is_an_erratum_and_not_shown(
    ready: Benchmark, keeper: User, as_user: type[SignedIn]
) -> None:
    first = freeze_release(ready, "1.0.0", actor=keeper)
    make_ready(ready, factories.make_user(ready), factories.make_user(ready))
    asked = WithdrawalDetails(kind="object", key="thing_001", reason_public="Its maker asked.")
    withdraw(ready, asked, actor=keeper)
    second = freeze_release(ready, "1.1.0", actor=keeper)
    told = page(as_user(keeper), first.pk)
    assert [sample["object"] for sample in told["samples"]] == ["thing_000", "thing_002"]
    (erratum,) = told["errata"]
    assert (erratum["key"], erratum["reason"], erratum["gone_in"]) == (
        "thing_001", "Its maker asked.", "1.1.0",
    )  # fmt: skip
    assert as_user(keeper).get(f"/api/releases/{first.pk}/errata/").json() == [erratum]
    later = page(as_user(keeper), second.pk)
    assert later["errata"] == []
    assert [(tomb["key"], tomb["last_version"]) for tomb in later["withdrawn"]] == [("thing_001", "1.0.0")]


def test_two_versions_side_by_side(ready: Benchmark, keeper: User, as_user: type[SignedIn]) -> None:
    first = freeze_release(ready, "1.0.0", actor=keeper)
    TextQuery.objects.filter(object__number=0).update(text="Another text.")
    added = add_picture(ready.collected.get(number=1), Image.Role.POSITIVE)
    Image.objects.filter(object__number=2, role="query").update(licence="CC0-1.0")
    second = freeze_release(ready, "1.1.0", actor=keeper)
    answer = as_user(keeper).get(f"/api/releases/{second.pk}/diff/?against={first.pk}")
    assert answer.status_code == 200
    found = answer.json()
    assert (found["same"], found["old"]["version"], found["new"]["version"]) == (False, "1.0.0", "1.1.0")
    (text,) = found["objects"]["changed"]
    assert text["fields"] == [
        {"name": "text", "old": "A patterned thing with the number 0.", "new": "Another text."}
    ]
    assert text["thumb"].startswith("/api/media/")
    (image,) = found["images"]["added"]
    assert (image["key"], image["object"], image["name"]) == (str(added.public_id), "thing_001", "Thing 1")
    assert served(as_user(keeper), image["thumb"])
    assert found["counts"]["fields"] == {"licence": 1, "text": 1}
    assert found["licences"] == [{"licence": "CC0-1.0", "old": 0, "new": 1}]
    text = as_user(keeper).get(f"/api/releases/{second.pk}/diff/?against={first.pk}&as=text")
    assert text["Content-Type"] == "text/plain; charset=utf-8"
    assert "Another text." in text.content.decode()


def test_releases_of_two_benchmarks_are_not_compared(
    ready: Benchmark, keeper: User, as_user: type[SignedIn]
) -> None:
    other = make_ready_benchmark(objects=2)
    first = freeze_release(ready, "1.0.0", actor=keeper)
    second = freeze_release(other, "1.0.0", actor=None)
    client = as_user(keeper)
    assert client.get(f"/api/releases/{first.pk}/diff/?against={second.pk}").status_code == 404
    other.memberships.create(user=keeper, role=Role.COLLECTOR)
    refused = client.get(f"/api/releases/{first.pk}/diff/?against={second.pk}")
    assert (refused.status_code, refused.json()["code"]) == (422, "diff.other-benchmark")


@pytest.mark.parametrize("against", ["", "x", "-1", "²", "9" * 30])
def test_a_release_that_is_none_is_not_found(
    ready: Benchmark, keeper: User, as_user: type[SignedIn], against: str
) -> None:
    release = freeze_release(ready, "1.0.0", actor=keeper)
    assert as_user(keeper).get(f"/api/releases/{release.pk}/diff/", {"against": against}).status_code == 404


def test_a_stranger_reads_nothing(
    ready: Benchmark, keeper: User, stranger: User, as_user: type[SignedIn]
) -> None:
    release = freeze_release(ready, "1.0.0", actor=keeper)
    paths = [
        f"/api/releases/{release.pk}/{tail}" for tail in ("page/", "errata/", f"diff/?against={release.pk}")
    ]
    assert {as_user(stranger).get(path).status_code for path in paths} == {404}
    assert {Client().get(path).status_code for path in paths} == {401}
    assert Object.objects.count() == 3
