"""mine_subset: chosen, accepted, estimated and refused from the shell; and how hard the choice is."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from curation.jobs import enqueue
from curation.models import Benchmark, DistractorSet, Job, MiningRun, Object, User
from tests.factories import make_image
from tests.workers import mined
from workers import tasks

pytestmark = pytest.mark.django_db(transaction=True)
assert tasks is not None


@pytest.fixture
def found(benchmark_: Benchmark, tmp_path: Path) -> DistractorSet:
    mined.taxonomy(benchmark_)
    return mined.drawn_set(benchmark_, tmp_path / "wild")


def told(*arguments: str, **options: Any) -> str:
    out = StringIO()
    call_command("mine_subset", *arguments, stdout=out, **options)
    return out.getvalue()


def test_one_command_chooses_and_accepts(found: DistractorSet, maintainer: User) -> None:
    arguments = [found.benchmark.slug, "--size", "9", "--encoder", "demo", "--wait", "--accept", "--json"]
    body = json.loads(told(*arguments, "--by", maintainer.email))
    run = MiningRun.objects.get()
    assert (body["state"], body["chosen"], body["keys_sha256"]) == ("accepted", 9, run.keys_sha256)
    assert (run.name, run.created_by, run.decided_by) == ("mini", maintainer, maintainer)
    assert len(run.templates) == 43
    drawn = told(found.benchmark.slug, "random_1", "--size", "9", "--random", "--seed", "1", "--wait")
    assert drawn.startswith("9 of 76 distractors chosen: done.")


def test_without_wait_the_workers_have_it_and_the_same_command_goes_on(found: DistractorSet) -> None:
    arguments = [found.benchmark.slug, "--size", "9", "--encoder", "demo"]
    assert "The workers have" in told(*arguments)
    waiting = Job.objects.active().filter(kind__startswith="mining.")
    assert waiting.get().kind == "mining.texts"
    told(*arguments, "--wait")
    assert MiningRun.objects.get().state == "done"
    told(*arguments, "--wait")
    assert MiningRun.objects.count() == 2


def test_a_failed_run_is_told_with_its_reason_and_continued_by_the_same_command(
    found: DistractorSet,
) -> None:
    arguments = [found.benchmark.slug, "--size", "9", "--encoder", "demo", "--wait"]
    shard = found.shards.get(number=3)
    rows = mined.drawn(shard)
    wrong = rows.copy()
    wrong[2] = 0
    mined.describe(shard, "demo", wrong, unit=False)
    with pytest.raises(CommandError, match=f"(?s)is failed, not done.*row 2 of the shard wild/{shard.name}"):
        told(*arguments)
    mined.describe(shard, "demo", rows)
    told(*arguments)
    assert MiningRun.objects.get().state == "done"


def test_an_estimate_measures_and_stores_nothing(found: DistractorSet) -> None:
    arguments = [found.benchmark.slug, "--size", "9", "--encoder", "demo", "--estimate"]
    body = json.loads(told(*arguments, "--json"))
    assert (body["images"], body["shards"], body["shards_scored_already"]) == (76, 7, 0)
    assert body["text_queries"] == 6 * 43
    assert body["images_per_second"] > 0
    assert [row["workers"] for row in body["by_workers"]] == [1, 2, 4, 8]
    assert body["by_workers"][0]["seconds"] >= body["by_workers"][-1]["seconds"]
    assert body["bound"] in {"gemm", "reading"}
    assert not MiningRun.objects.exists()
    told(*arguments[:-1], "--wait")
    assert "7 of them scored already" in told(*arguments)


def test_an_estimate_by_a_worker_says_how_much_is_to_be_described(
    benchmark_: Benchmark, tmp_path: Path
) -> None:
    mined.taxonomy(benchmark_)
    mined.picture_set(benchmark_, tmp_path / "wild", 14)
    asked = {
        "size": 5, "encoders": ["demo"], "ensemble": "mean", "sets": ["wild"],
        "templates": list(mined.TEMPLATES), "workers": [1, 4],
    }  # fmt: skip
    job = enqueue("mining.estimate", benchmark_.pk, asked, benchmark=benchmark_)
    mined.work(benchmark_, "mining.estimate")
    job.refresh_from_db()
    assert (job.state, job.error) == ("done", "")
    assert (job.result["to_encode"], job.result["bound"]) == (14, "encoding")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--size", "77", "--encoder", "demo"), "77 can't be chosen from 76 distractors"),
        (("--size", "9"), "No encoder was named"),
        (("--size", "9", "--encoder", "demo", "--set", "odd"), 'has no distractor set "odd"'),
        (("--size", "9", "--encoder", "demo", "--accept"), "--accept needs --wait"),
        (
            ("--size", "9", "--encoder", "demo", "--encoder", "odd", "--wait"),
            "There is no encoder named 'odd'",
        ),
        (("--size", "9", "--encoder", "vlad", "--wait"), "reads no texts"),
        (("--size", "9", "--encoder", "vlad", "--estimate"), "reads no texts"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    found: DistractorSet, arguments: tuple[str, ...], sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence):
        told(found.benchmark.slug, *arguments)


def test_hardness_is_measured_with_the_queries_of_the_benchmark(
    found: DistractorSet, object_: Object
) -> None:
    make_image(object_, "query")
    for _ in range(3):
        make_image(object_)
    run = mined.mine(mined.begin(found.benchmark, 30))
    (row,) = run.summary["hardness"]
    assert (row["encoder"], row["queries"], row["positives"]) == ("demo", 1, 3)
    assert len(row["random"]) == 3
    assert all(0 < each <= 1 for each in [row["mini"], *row["random"]])
    assert row["mean"] == pytest.approx(sum(row["random"]) / 3)
    assert row["equal_size"] is None or 30 <= row["equal_size"] <= 76
