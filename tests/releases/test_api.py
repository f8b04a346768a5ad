"""The releases page: gate, freeze, export, download, and who may do what."""

import io
import tarfile
from pathlib import Path

import pytest
from django.test import Client

from annotations.models import TextQuery
from curation.models import Benchmark, Role, User
from releases.actions.freeze_release import freeze_release
from releases.actions.request_export import request_export
from releases.actions.run_export import run_export
from releases.models import Export, Release
from retrieval.bundle.verify import verify
from tests import factories
from tests.conftest import SignedIn


def address(benchmark: Benchmark, tail: str) -> str:
    return f"/api/benchmarks/{benchmark.slug}/{tail}/"


def test_the_gate_says_what_would_enter(ready: Benchmark, keeper: User, as_user: type[SignedIn]) -> None:
    TextQuery.objects.filter(object__number=1).update(text="")
    answer = as_user(keeper).get(address(ready, "gate")).json()
    assert answer["ready"] == 2
    assert answer["counts"] == {"objects": 2, "queries": 2, "positives": 4, "distractors": 4}
    assert answer["blocked"][0]["key"] == "thing_001"
    assert answer["blocked"][0]["findings"][0]["code"] == "text.missing"
    assert (answer["problems"], answer["next_version"]) == ([], "1.0.0")


def test_freezing_over_the_api(ready: Benchmark, keeper: User, as_user: type[SignedIn]) -> None:
    client = as_user(keeper)
    TextQuery.objects.filter(object__number=1).update(text="")
    refused = client.post(address(ready, "releases"), {"version": "1.0.0"}, "application/json")
    assert (refused.status_code, refused.json()["code"]) == (409, "release.blocked")
    assert refused.json()["blocked"][0]["key"] == "thing_001"
    asked = {"version": "1.0.0", "leave_out": True}
    made = client.post(address(ready, "releases"), asked, "application/json")
    assert made.status_code == 201
    assert made.json()["counts"]["objects"] == 2
    assert made.json()["left_out"][0]["key"] == "thing_001"
    listed = client.get(address(ready, "releases")).json()
    assert [release["version"] for release in listed] == ["1.0.0"]
    assert client.get(f"/api/releases/{made.json()['id']}/").json() == listed[0]


def test_an_export_from_request_to_download(
    ready: Benchmark, keeper: User, as_user: type[SignedIn], tmp_path: Path
) -> None:
    release = freeze_release(ready, "1.0.0", actor=keeper)
    client = as_user(keeper)
    asked = client.post(f"/api/releases/{release.pk}/exports/", {"layout": "ilias"}, "application/json")
    assert asked.status_code == 202
    assert (asked.json()["state"], asked.json()["download"]) == ("waiting", None)
    assert asked.json()["job"]["state"] == "pending"
    early = client.get(f"/api/exports/{asked.json()['id']}/download/")
    assert (early.status_code, early.json()["code"]) == (409, "export.not-there")

    run_export(Export.objects.get())

    done = client.get(f"/api/exports/{asked.json()['id']}/").json()
    assert done["state"] == "verified"
    assert done["verification"]["problems"] == []
    sent = client.get(done["download"])
    data = b"".join(sent.streaming_content)  # type: ignore[attr-defined]
    assert int(sent["Content-Length"]) == len(data)
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        tar.extractall(tmp_path / "home", filter="data")
    assert verify(tmp_path / f"home/{ready.slug}-1.0.0-ilias").manifest_sha256 == done["manifest_sha256"]


def test_a_stranger_finds_nothing(
    ready: Benchmark, keeper: User, stranger: User, as_user: type[SignedIn]
) -> None:
    release = freeze_release(ready, "1.0.0", actor=keeper)
    export = request_export(release, "ilias", actor=keeper)
    run_export(export)
    client = as_user(stranger)
    reads = [
        address(ready, "releases"),
        address(ready, "gate"),
        f"/api/releases/{release.pk}/",
        f"/api/exports/{export.pk}/",
        f"/api/exports/{export.pk}/download/",
    ]
    assert {client.get(read).status_code for read in reads} == {404}
    assert {Client().get(read).status_code for read in reads} == {401}
    writes = [address(ready, "releases"), f"/api/releases/{release.pk}/exports/"]
    asked = {"version": "2.0.0", "layout": "ilias"}
    assert {client.post(write, asked, "application/json").status_code for write in writes} == {404}
    assert Release.objects.count() == 1


@pytest.mark.parametrize("role", [Role.COLLECTOR, Role.REVIEWER])
def test_members_look_but_only_maintainers_freeze_and_export(
    ready: Benchmark, keeper: User, as_user: type[SignedIn], role: Role
) -> None:
    release = freeze_release(ready, "1.0.0", actor=keeper)
    client = as_user(factories.make_user(ready, role))
    assert client.get(address(ready, "releases")).status_code == 200
    assert client.get(address(ready, "gate")).status_code == 200
    frozen = client.post(address(ready, "releases"), {"version": "1.1.0"}, "application/json")
    asked = client.post(f"/api/releases/{release.pk}/exports/", {"layout": "ilias"}, "application/json")
    assert (frozen.status_code, asked.status_code) == (403, 403)


@pytest.mark.parametrize("body", [{}, {"version": "1"}, {"version": "1.0.0", "leave_out": "maybe"}])
def test_a_wrong_request_is_a_problem_document(
    ready: Benchmark, keeper: User, as_user: type[SignedIn], body: dict[str, object]
) -> None:
    answer = as_user(keeper).post(address(ready, "releases"), body, "application/json")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


def test_lists_ask_the_database_a_constant_number_of_times(
    ready: Benchmark, keeper: User, as_user: type[SignedIn], django_assert_max_num_queries: object
) -> None:
    for version in ("1.0.0", "1.1.0", "1.2.0"):
        request_export(freeze_release(ready, version, actor=keeper), "ilias", actor=keeper)
    client = as_user(keeper)
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        assert len(client.get(address(ready, "releases")).json()) == 3
