"""The card of a benchmark: members read it, maintainers answer, nothing is stored unasked."""

import pytest

from curation.models import AuditEntry, Benchmark, BenchmarkCard, User
from tests.conftest import SignedIn


def address(benchmark: Benchmark) -> str:
    return f"/api/benchmarks/{benchmark.slug}/card/"


def test_a_blank_card_names_what_is_missing_and_suggests(
    benchmark_: Benchmark, collector: User, as_user: type[SignedIn]
) -> None:
    told = as_user(collector).get(address(benchmark_)).json()
    assert (told["version"], told["complete"], told["may_edit"]) == (0, False, False)
    assert {"description", "responsible.data_biases"} <= set(told["missing"])
    assert "responsible.data_annotation_protocol" in told["suggestions"]
    assert not BenchmarkCard.objects.exists()


def test_a_maintainer_answers_and_a_stale_save_is_refused(
    benchmark_: Benchmark, maintainer: User, as_user: type[SignedIn]
) -> None:
    client, about = as_user(maintainer), {"description": "Things.", "responsible": {"data_biases": "Few."}}
    saved = client.put(address(benchmark_), about, "application/json", headers={"If-Match": '"0"'})
    assert (saved.status_code, saved.json()["version"]) == (200, 1)
    assert saved.json()["about"]["responsible"]["data_biases"] == "Few."
    assert not {"description", "responsible.data_biases"} & set(saved.json()["missing"])
    stale = client.put(address(benchmark_), {}, "application/json", headers={"If-Match": '"0"'})
    assert (stale.status_code, stale.json()["stored"]["version"]) == (412, 1)
    assert client.put(address(benchmark_), {}, "application/json").status_code == 428
    assert AuditEntry.objects.filter(action="curation.card.edited", actor=maintainer).count() == 1


@pytest.mark.parametrize(
    "about",
    [
        [],
        {"unknown": 1},
        {"description": 3},
        {"description": "a\u0000b"},
        {"licence": "my own"},
        {"url": "javascript:alert(1)"},
        {"creators": [{"given_name": "", "family_name": ""}]},
        {"creators": [{"given_name": "Ada", "family_name": "L", "orcid": "12"}]},
        {"state": "gone"},
        {"responsible": {"has_synthetic_data": "no"}},
    ],
)
def test_what_no_card_can_hold_is_refused(
    benchmark_: Benchmark, maintainer: User, as_user: type[SignedIn], about: object
) -> None:
    refused = as_user(maintainer).put(
        address(benchmark_), about, "application/json", headers={"If-Match": '"0"'}
    )
    assert (refused.status_code, refused.json()["code"] in {"card.invalid", "rights.licence"}) == (400, True)


def test_others_may_not(
    benchmark_: Benchmark, collector: User, stranger: User, as_user: type[SignedIn]
) -> None:
    sent = {"data": {}, "content_type": "application/json", "headers": {"If-Match": '"0"'}}
    assert as_user(collector).put(address(benchmark_), **sent).status_code == 403  # type: ignore[arg-type]
    assert as_user(stranger).put(address(benchmark_), **sent).status_code == 404  # type: ignore[arg-type]
    assert as_user(stranger).get(address(benchmark_)).status_code == 404
