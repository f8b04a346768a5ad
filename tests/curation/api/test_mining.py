"""Choosing distractors over HTTP: what can be chosen, what is refused, and what maintainers do with a run."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from curation.mining_sets import WEIGHTS
from curation.models import AuditEntry, Benchmark, Category, DistractorSet, Job, MiningRun, User
from retrieval.encoders.checkpoint import SUFFIXES
from retrieval.mining import TEMPLATES
from tests.conftest import SignedIn
from tests.curation.drawn_sets import make_distractor_set, make_shard

pytestmark = pytest.mark.django_db
QUESTION = {"size": 2, "encoders": ["demo"]}


@pytest.fixture
def found(benchmark_: Benchmark) -> DistractorSet:
    """A set of three distractors, and a taxonomy of two levels."""
    food = Category.objects.create(benchmark=benchmark_, level="coarse", name="food")
    Category.objects.create(
        benchmark=benchmark_, level="mid", name="fruit", parent=food, extra_terms=["apple"]
    )
    made = make_distractor_set(benchmark_)
    make_shard(made, 1, ["two", "three"], [])
    return made


def runs(found: DistractorSet) -> str:
    return f"/api/benchmarks/{found.benchmark.slug}/mining-runs/"


def begun(user: User, found: DistractorSet, **fields: Any) -> Any:
    return SignedIn(user).post(runs(found), {**QUESTION, **fields}, content_type="application/json")


def done(found: DistractorSet, **fields: Any) -> MiningRun:
    values = {"name": "mini", "size": 2, "chosen": 2, "keys_sha256": "0" * 64, "state": "done"}
    return MiningRun.objects.create(benchmark=found.benchmark, sets=["wild"], **{**values, **fields})


def test_terms_are_the_tree_with_extra_terms_and_the_templates_of_ilias(
    collector: User, found: DistractorSet
) -> None:
    body = SignedIn(collector).get(f"/api/benchmarks/{found.benchmark.slug}/mining/terms/").json()
    assert [(row["text"], row["category"], row["is_name"]) for row in body["terms"]] == [
        ("food", ["food"], True),
        ("fruit", ["food", "fruit"], True),
        ("apple", ["food", "fruit"], False),
    ]
    assert body["templates"] == list(TEMPLATES)
    assert len(body["templates"]) == 43
    assert body["sets"] == [{"slug": "wild", "images": 3, "encoders": []}]
    assert [row["name"] for row in body["encoders"]] == ["demo", "demo-2", "demo-3"]
    assert body["problems"] == []


def test_models_whose_weights_were_fetched_can_be_chosen(
    collector: User, found: DistractorSet, settings: Any, tmp_path: Path
) -> None:
    settings.MODELS_ROOT = tmp_path
    for name in ("open_clip/ViT-B-32.safetensors", "open_clip/ViT-B-32.safetensors.json", "timm/vit.pt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    body = SignedIn(collector).get(f"/api/benchmarks/{found.benchmark.slug}/mining/terms/").json()
    assert WEIGHTS == SUFFIXES
    assert {"name": "open_clip:ViT-B-32", "described_sets": []} in body["encoders"]
    assert len(body["encoders"]) == 4


def test_terms_that_cannot_be_used_are_told_before_anything_starts(
    collector: User, found: DistractorSet
) -> None:
    fruit = Category.objects.get(name="fruit")
    fruit.extra_terms = ["a {} apple", "pear*"]
    fruit.save()
    body = SignedIn(collector).get(f"/api/benchmarks/{found.benchmark.slug}/mining/terms/").json()
    assert [row["code"] for row in body["problems"]] == ["mining.term-template-character"] * 2
    assert "a {} apple" in body["problems"][0]["message"]


def test_a_run_is_begun_with_the_terms_and_shards_of_that_moment(
    maintainer: User, found: DistractorSet
) -> None:
    answer = begun(maintainer, found)
    assert answer.status_code == 201
    run = MiningRun.objects.get(public_id=answer.json()["id"])
    assert answer.json()["may"] == {
        "pause": True, "resume": False, "cancel": True, "accept": False, "discard": False,
    }  # fmt: skip
    assert (run.state, run.phase, run.sets) == ("running", "texts", ["wild"])
    assert [row["text"] for row in run.terms] == ["food", "fruit", "apple"]
    assert run.shards.count() == 2
    assert Job.objects.get(kind="mining.texts").args == [run.pk]
    assert answer.json()["total"] == 3
    assert AuditEntry.objects.filter(action="curation.mining-run.created", actor=maintainer).exists()


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"size": 0}, "mining.size"),
        ({"size": 4}, "mining.size"),
        ({"ensemble": "product"}, "mining.ensemble"),
        ({"sets": ["nowhere"]}, "mining.set-unknown"),
        ({"sets": ["off"]}, "mining.set-cancelled"),
        ({"encoders": []}, "mining.no-encoder"),
        ({"name": "mini one"}, "mining.name"),
        ({"kind": "odd"}, "mining.kind"),
        ({"kind": "random", "seed": -1}, "mining.seed"),
        ({"templates": []}, "mining.no-templates"),
        ({"templates": ["a photo"]}, "mining.template"),
    ],
)
def test_what_cannot_be_chosen_is_refused_at_once(
    maintainer: User, found: DistractorSet, fields: dict[str, Any], code: str
) -> None:
    DistractorSet.objects.create(
        benchmark=found.benchmark, slug="off", kind="folder", location="/off", state="cancelled"
    )
    answer = begun(maintainer, found, **fields)
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert answer.json()["detail"].endswith(".")
    assert not MiningRun.objects.exists()
    assert not Job.objects.exists()


def test_without_categories_and_with_a_template_character_nothing_begins(
    maintainer: User, found: DistractorSet
) -> None:
    Category.objects.filter(name="fruit").update(extra_terms=["{apple}"])
    assert begun(maintainer, found).json()["code"] == "mining.term-template-character"
    Category.objects.filter(name="fruit").delete()
    Category.objects.all().delete()
    assert begun(maintainer, found).json()["code"] == "mining.no-terms"


def test_without_distractors_nothing_can_be_chosen(maintainer: User, benchmark_: Benchmark) -> None:
    Category.objects.create(benchmark=benchmark_, level="coarse", name="food")
    address = f"/api/benchmarks/{benchmark_.slug}/mining-runs/"
    answer = SignedIn(maintainer).post(address, QUESTION, content_type="application/json")
    assert answer.json()["code"] == "mining.nothing-to-mine"


def test_a_run_is_paused_resumed_and_cancelled_and_each_leaves_a_line_in_the_audit(
    maintainer: User, found: DistractorSet
) -> None:
    client, run = SignedIn(maintainer), begun(maintainer, found).json()
    address = f"/api/mining-runs/{run['id']}/"
    paused = client.post(f"{address}pause/").json()
    assert (paused["state"], paused["may"]["resume"]) == ("paused", True)
    assert not Job.objects.active().exists()
    assert client.post(f"{address}resume/").json()["state"] == "running"
    assert Job.objects.active().get().kind == "mining.texts"
    again = client.post(f"{address}resume/")
    assert (again.status_code, again.json()["code"]) == (409, "mining.not-stopped")
    assert client.post(f"{address}cancel/").json()["state"] == "cancelled"
    assert client.post(f"{address}cancel/").json()["code"] == "mining.ended"
    words = AuditEntry.objects.filter(action__startswith="curation.mining-run.").order_by("pk")
    ends = [entry.action.rpartition(".")[2] for entry in words]
    assert ends == ["created", "paused", "resumed", "cancelled"]


def test_a_run_whose_job_was_given_up_may_be_resumed(maintainer: User, found: DistractorSet) -> None:
    run = begun(maintainer, found).json()
    Job.objects.update(state="dead")
    row = SignedIn(maintainer).get(f"/api/mining-runs/{run['id']}/").json()
    assert (row["state"], row["may"]["resume"]) == ("running", True)


def test_an_accepted_run_takes_the_place_of_the_one_of_its_name(
    maintainer: User, found: DistractorSet
) -> None:
    client, first, second, other = SignedIn(maintainer), done(found), done(found), done(found, name="hard")
    for run in (first, other, second):
        body = client.post(f"/api/mining-runs/{run.public_id}/accept/").json()
        assert (body["state"], body["decided_by"]["name"]) == ("accepted", maintainer.name)
    states = {row.pk: row.state for row in MiningRun.objects.all()}
    assert states == {first.pk: "discarded", second.pk: "accepted", other.pk: "accepted"}
    assert client.post(f"/api/mining-runs/{first.public_id}/accept/").json()["code"] == "mining.not-done"
    assert client.post(f"/api/mining-runs/{second.public_id}/discard/").json()["state"] == "discarded"


def test_an_estimate_is_a_job_that_a_worker_measures(maintainer: User, found: DistractorSet) -> None:
    client, address = SignedIn(maintainer), f"/api/benchmarks/{found.benchmark.slug}/mining/estimates/"
    asked = client.post(address, QUESTION, content_type="application/json")
    assert (asked.status_code, asked.json()["state"]) == (202, "measuring")
    job = Job.objects.get(kind="mining.estimate")
    assert job.args[1]["workers"] == [1, 2, 4, 8]
    assert client.post(address, QUESTION, content_type="application/json").json()["id"] == job.pk
    Job.objects.update(state="failed", error_code="mining.no-text-tower", error="It reads no texts.")
    body = client.get(f"{address}{job.pk}/").json()
    assert (body["state"], body["error"], body["estimate"]) == ("failed", "It reads no texts.", None)
    refused = client.post(address, {**QUESTION, "size": 9}, content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (400, "mining.size")


def store(run: MiningRun, name: str, rows: list[tuple[str, str, float, int]]) -> None:
    keys, distractors, scores, texts = zip(*rows, strict=True)
    table = pa.table(
        {
            "key": keys,
            "set": ["wild"] * len(rows),
            "distractor": distractors,
            "score": scores,
            "text": pa.array(texts, pa.int32()),
            "score_0": scores,
        }
    )
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink)
    default_storage.save(f"{run.folder}/{name}", ContentFile(sink.getvalue().to_pybytes()))


def test_images_around_the_threshold_come_nearest_first_and_by_category_and_term(
    collector: User, found: DistractorSet
) -> None:
    terms = [{"text": "fruit", "category": ["food", "fruit"]}, {"text": "toys", "category": ["toys"]}]
    run = done(found, terms=terms, templates=["a {}.", "the {}."], facts={"encoders": [{"name": "demo"}]})
    store(run, "chosen.parquet", [("k1", "00000/one", 0.5, 0), ("k2", "00001/two", 0.4, 3)])
    store(run, "below.parquet", [("k3", "00001/three", 0.3, 1)])
    client, address = SignedIn(collector), f"/api/mining-runs/{run.public_id}/images/"

    def keys(**query: Any) -> list[str]:
        return [row["key"] for row in client.get(address, query).json()["results"]]

    assert keys() == ["k1", "k2"]
    assert keys(side="above") == ["k2", "k1"]
    assert keys(side="below") == ["k3"]
    assert keys(side="below", around=0.45) == ["k2", "k3"]
    assert keys(side="above", around=0.45) == ["k1"]
    assert keys(category="food") == ["k1"]
    assert keys(category="food / fruit") == ["k1"]
    assert keys(term="toys") == ["k2"]
    assert keys(offset=1, limit=1) == ["k2"]
    first = client.get(address).json()
    assert first["total"] == 2
    assert first["results"][0] == {
        "key": "k1", "set": "wild", "distractor": "00000/one", "score": 0.5, "scores": {"demo": 0.5},
        "term": "fruit", "template": "a {}.", "category": ["food", "fruit"], "chosen": True,
        "picture": {
            "url": f"/api/distractor-sets/{found.public_id}/images/00000/one/", "width": 320, "height": 240,
        },
    }  # fmt: skip
    assert client.get(address, {"side": "odd"}).status_code == 400
    assert client.get(address, {"limit": 101}).status_code == 400


def test_images_of_a_run_that_is_not_done_are_refused(collector: User, found: DistractorSet) -> None:
    run = MiningRun.objects.create(benchmark=found.benchmark, name="mini", size=1)
    answer = SignedIn(collector).get(f"/api/mining-runs/{run.public_id}/images/")
    assert (answer.status_code, answer.json()["code"]) == (409, "mining.not-done")
