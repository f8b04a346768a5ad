"""Mining as workers do it: exact in any order, nothing computed twice, stopped, mended and gone on with."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.core.files.storage import default_storage

from curation.actions.distractor_sets.remove import Removal, remove_distractor
from curation.actions.edit_category import edit_category
from curation.actions.mining.steer import cancel_run, pause_run, resume_run
from curation.distractor_rows import row_of
from curation.errors import Conflict
from curation.mining_chosen import Wanted, images_of
from curation.models import Benchmark, DistractorSet, Job, MiningRun, User
from retrieval.distractors import published_key, slug_of
from retrieval.distractors.manifest import descriptors_file
from retrieval.mining import random_values
from retrieval.mining.kernel import Scorer
from tests.workers import mined
from workers import mining_seen, mining_select, mining_threshold, tasks
from workers.distractor_shards import encoder_named

pytestmark = pytest.mark.django_db(transaction=True)
assert tasks is not None
THREE = ("demo", "demo-2", "demo-3")


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small tests would score everything exactly otherwise."""
    monkeypatch.setattr(mining_threshold, "BELOW", 4)
    monkeypatch.setattr(mining_select, "BELOW_IT", 4)
    monkeypatch.setattr(mining_seen, "SAMPLE", 24)


@pytest.fixture
def found(benchmark_: Benchmark, tmp_path: Path) -> DistractorSet:
    mined.taxonomy(benchmark_)
    return mined.drawn_set(benchmark_, tmp_path / "wild")


def score_files(found: DistractorSet) -> dict[str, int]:
    """Score files beside the shards, with the time of their last change."""
    folder = Path(default_storage.path(found.folder)) / "mining"
    return {path.name: path.stat().st_mtime_ns for path in folder.rglob("*.parquet")}


def test_what_is_chosen_equals_float64_for_three_encoders_in_any_order_of_the_shards(
    benchmark_: Benchmark, tmp_path: Path
) -> None:
    mined.taxonomy(benchmark_)
    found = mined.picture_set(benchmark_, tmp_path / "wild", encoders=("demo", "demo-3"))
    runs = []
    for seed in (1, 2):
        run = mined.mine(mined.begin(benchmark_, encoders=THREE), seed)
        assert (run.state, run.chosen, run.error) == ("done", 20, "")
        runs.append(run)
        for name in score_files(found):
            next(Path(default_storage.path(found.folder)).rglob(name)).unlink()
    keys, scores = mined.exact_scores(runs[0])
    assert len(keys) == 76
    expected = mined.best(keys, scores.mean(axis=0), 20)
    for run in runs:
        assert mined.listed(run).decode().split() == expected
    assert mined.listed(runs[0], "selection.json") == mined.listed(runs[1], "selection.json")


@pytest.mark.parametrize("ensemble", ["z-score", "rank"])
def test_the_other_ensembles_equal_float64_too(benchmark_: Benchmark, tmp_path: Path, ensemble: str) -> None:
    mined.taxonomy(benchmark_)
    mined.drawn_set(benchmark_, tmp_path / "wild", ("demo", "demo-2"))
    run = mined.mine(mined.begin(benchmark_, encoders=("demo", "demo-2"), ensemble=ensemble))
    assert (run.state, run.error) == ("done", "")
    keys, scores = mined.exact_scores(run)
    if ensemble == "z-score":
        each = (scores - scores.mean(axis=1, keepdims=True)) / scores.std(axis=1, keepdims=True)
    else:
        each = -(scores[:, None, :] > scores[:, :, None]).sum(axis=2).astype(np.float64)
    assert mined.listed(run).decode().split() == mined.best(keys, each.mean(axis=0), 20)


def test_not_everything_is_scored_exactly(found: DistractorSet) -> None:
    run = mined.mine(mined.begin(found.benchmark, 5))
    assert run.facts["candidates"] < 60
    assert run.summary["considered"] == 76


def test_the_same_terms_compute_nothing_and_other_terms_score_again(
    found: DistractorSet, maintainer: User
) -> None:
    benchmark = found.benchmark
    first = mined.mine(mined.begin(benchmark))
    files = score_files(found)
    assert len(files) == found.shards.count()
    again = mined.mine(mined.begin(benchmark))
    assert score_files(found) == files
    assert mined.listed(again, "selection.json") == mined.listed(first, "selection.json")
    assert not again.shards.filter(computed=True).exists()
    fruit = benchmark.categories.get(name="fruit")
    edit_category(fruit, extra_terms=["apple", "quince"], actor=maintainer)
    changed = mined.mine(mined.begin(benchmark))
    assert {name: score_files(found)[name] for name in files} == files
    assert len(score_files(found)) == 2 * len(files)
    keys, scores = mined.exact_scores(changed)
    assert mined.listed(changed).decode().split() == mined.best(keys, scores.mean(axis=0), 20)


def test_a_term_more_is_scored_alone_and_a_term_less_only_where_it_may_have_been_the_nearest(
    found: DistractorSet, maintainer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    benchmark, products = found.benchmark, []
    begin, plain = Scorer.__init__, Scorer.score

    def beginning(self: Scorer, texts: Any, *more: Any) -> None:
        begin(self, texts, *more)
        self.number = len(texts)  # type: ignore[attr-defined]  # of the test

    def counting(self: Any, rows: Any, *more: Any) -> Any:
        products.append(len(rows) * self.number)
        return plain(self, rows, *more)

    monkeypatch.setattr(Scorer, "__init__", beginning)
    monkeypatch.setattr(Scorer, "score", counting)
    fruit = benchmark.categories.get(name="fruit")
    terms = [f"apple of kind {number}" for number in range(12)]
    edit_category(fruit, extra_terms=terms, actor=maintainer)
    mined.mine(mined.begin(benchmark))
    whole = sum(products)
    assert whole == 76 * (4 + len(terms)) * len(mined.TEMPLATES)
    for changed, most in (([*terms, "a quince"], 0.1), (terms[1:], 0.8)):
        products.clear()
        edit_category(fruit, extra_terms=changed, actor=maintainer)
        run = mined.mine(mined.begin(benchmark))
        assert sum(products) < most * whole
        keys, scores = mined.exact_scores(run)
        assert mined.listed(run).decode().split() == mined.best(keys, scores.mean(axis=0), 20)


def test_a_shard_without_descriptors_is_described_in_the_pass_that_scores_it(
    benchmark_: Benchmark, tmp_path: Path
) -> None:
    mined.taxonomy(benchmark_)
    found = mined.picture_set(benchmark_, tmp_path / "wild", 13)
    before = dict(found.shards.values_list("name", "manifest"))
    run = mined.mine(mined.begin(benchmark_, 3))
    assert (run.state, run.error) == ("done", "")
    assert all(before[row.name] != row.manifest for row in found.shards.all())
    name = descriptors_file(slug_of(encoder_named("demo").version))
    for shard in found.shards.all():
        assert default_storage.exists(f"{shard.folder}/{name}")


def spoiled(found: DistractorSet, value: float) -> tuple[Any, Any]:
    """The third shard with something else in its sixth row, and the rows as they were."""
    shard = found.shards.get(number=2)
    rows = mined.drawn(shard)
    wrong = rows.copy()
    wrong[5] = value
    mined.describe(shard, "demo", wrong, unit=False)
    return shard, rows


@pytest.mark.parametrize(
    ("value", "code"), [(np.nan, "mining.descriptor-nan"), (0, "mining.descriptor-zero")]
)
def test_a_bad_row_fails_the_run_with_shard_and_row_and_after_mending_it_goes_on(
    found: DistractorSet, value: float, code: str
) -> None:
    shard, rows = spoiled(found, value)
    run = mined.mine(mined.begin(found.benchmark))
    assert (run.state, run.error_code) == ("failed", code)
    assert f"row 5 of the shard wild/{shard.name}" in run.error
    assert not default_storage.exists(f"{run.folder}/keys.txt")
    mined.describe(shard, "demo", rows)
    run = mined.mine(resume_run(run, actor=None))
    assert (run.state, run.error, run.chosen) == ("done", "", 20)
    keys, scores = mined.exact_scores(run)
    assert mined.listed(run).decode().split() == mined.best(keys, scores.mean(axis=0), 20)


def test_descriptors_of_another_dimension_are_told_by_shard(found: DistractorSet) -> None:
    shard = found.shards.get(number=1)
    mined.describe(shard, "demo", np.random.default_rng(1).standard_normal((shard.accepted, 7)))
    run = mined.mine(mined.begin(found.benchmark))
    assert (run.state, run.error_code) == ("failed", "mining.dimension")
    assert f"wild/{shard.name}" in run.error


def test_a_missing_shard_is_told_and_after_it_is_back_the_run_goes_on(found: DistractorSet) -> None:
    shard = found.shards.get(number=1)
    folder = Path(default_storage.path(shard.folder))
    run = mined.begin(found.benchmark)
    away = folder.rename(folder.with_name("away"))
    run = mined.mine(run)
    assert (run.state, run.error_code) == ("failed", "mining.shard-missing")
    assert shard.name in run.error
    assert run.error.endswith(".")
    away.rename(folder)
    assert mined.mine(resume_run(run, actor=None)).state == "done"


def test_descriptors_with_other_bytes_than_the_shard_names_are_not_scored(found: DistractorSet) -> None:
    shard = found.shards.get(number=1)
    path = Path(default_storage.path(shard.folder)) / descriptors_file(slug_of(encoder_named("demo").version))
    whole = path.read_bytes()
    path.write_bytes(whole[:-2] + bytes([whole[-2] ^ 1]) + whole[-1:])
    run = mined.mine(mined.begin(found.benchmark))
    assert (run.state, run.error_code) == ("failed", "mining.shard-missing")
    assert not any(name for name in score_files(found) if shard.name in name)


def test_an_encoder_without_text_tower_fails_the_run_with_nothing_written(found: DistractorSet) -> None:
    run = mined.mine(mined.begin(found.benchmark, encoders=("demo", "default")))
    assert (run.state, run.error_code) == ("failed", "mining.no-text-tower")
    assert score_files(found) == {}


def test_a_paused_run_computes_nothing_and_goes_on_where_it_was(
    found: DistractorSet, maintainer: User
) -> None:
    run = mined.begin(found.benchmark)
    mined.work(found.benchmark, "mining.texts")
    pause_run(run, actor=maintainer)
    assert mined.mine(run).state == "paused"
    assert score_files(found) == {}
    with pytest.raises(Conflict, match="only a running one"):
        pause_run(run, actor=maintainer)
    assert mined.mine(resume_run(run, actor=maintainer)).state == "done"


def test_a_cancelled_run_is_over(found: DistractorSet, maintainer: User) -> None:
    run = mined.begin(found.benchmark)
    mined.work(found.benchmark, "mining.texts")
    cancel_run(run, actor=maintainer)
    assert mined.mine(run).state == "cancelled"
    assert not Job.objects.active().filter(kind__startswith="mining.").exists()
    with pytest.raises(Conflict, match="nothing to resume"):
        resume_run(run, actor=maintainer)


def test_scores_that_are_damaged_or_lost_are_made_again(found: DistractorSet) -> None:
    first = mined.mine(mined.begin(found.benchmark))
    run = mined.begin(found.benchmark)
    mined.work(found.benchmark, "mining.texts", "mining.score")
    folder = Path(default_storage.path(found.folder)) / "mining"
    one, other, *_ = sorted(folder.rglob("*.parquet"))
    one.unlink()
    other.write_bytes(b"no table")
    assert mined.mine(run).state == "done"
    assert mined.listed(run) == mined.listed(first)


def test_every_job_may_run_twice(found: DistractorSet) -> None:
    run = mined.mine(mined.begin(found.benchmark))
    before = {name: mined.listed(run, name) for name in ("keys.txt", "selection.json", "chosen.parquet")}
    run.state, run.phase = "running", "texts"
    run.save()
    run.shards.update(scored=False, rescored=False)
    resume_run(run, actor=None)
    assert mined.mine(run, 9).state == "done"
    assert {name: mined.listed(run, name) for name in before} == before


def test_a_removed_distractor_is_not_chosen_and_the_next_one_takes_its_place(found: DistractorSet) -> None:
    first = mined.mine(mined.begin(found.benchmark, 10))
    gone = mined.listed(first).decode().split()[3]
    shard = next(row for row in found.shards.all() if row.name in gone)
    key = gone.split(f"{shard.name}_")[1]
    assert published_key("wild", shard.name, key) == gone
    remove_distractor(found, Removal(f"{shard.name}/{key}", "duplicate"), actor=None)
    second = mined.mine(mined.begin(found.benchmark, 10))
    keys, scores = mined.exact_scores(second)
    kept = [place for place, each in enumerate(keys) if each != gone]
    expected = mined.best([keys[place] for place in kept], scores.mean(axis=0)[kept], 10)
    assert mined.listed(second).decode().split() == expected
    assert second.summary["considered"] == 75


def test_a_random_choice_depends_on_its_seed_alone(found: DistractorSet) -> None:
    def drawn(seed: int, size: int = 20) -> set[str]:
        run = mined.mine(mined.begin(found.benchmark, size, kind="random", seed=seed), seed)
        assert (run.state, run.chosen) == ("done", size)
        rows, total = images_of(run, Wanted(), 0, 5)
        assert (len(rows), total) == (5, size)
        assert row_of(found, rows[0]["distractor"]) is not None
        return set(mined.listed(run).decode().split())

    one = drawn(1)
    assert drawn(1) == one
    assert drawn(2) != one
    assert drawn(1, 10) < one


@pytest.mark.parametrize(
    "deviations", [-10, 0, 6]
)  # too few drawn above the floor, about half of the time, enough
def test_a_random_choice_is_the_largest_draws_wherever_the_floor_lies(
    found: DistractorSet, deviations: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mining_select, "SURE", deviations)
    run = mined.mine(mined.begin(found.benchmark, 20, kind="random", seed=3))
    assert (run.state, run.error) == ("done", "")
    keys, _ = mined.exact_scores(mined.mine(mined.begin(found.benchmark, 20)))
    assert mined.listed(run).decode().split() == mined.best(keys, random_values(keys, 3), 20)


def test_selection_json_says_what_determines_the_choice_and_nothing_of_when_or_where(
    found: DistractorSet,
) -> None:
    run = mined.mine(mined.begin(found.benchmark))
    told = json.loads(mined.listed(run, "selection.json"))
    assert told["keys_sha256"] == run.keys_sha256
    assert [row["text"] for row in told["terms"]] == ["food", "fruit", "apple", "pear", "toys", "a doll"]
    assert told["templates"] == list(mined.TEMPLATES)
    assert told["encoders"][0]["version"] == encoder_named("demo").version
    assert told["threshold"] == run.summary["threshold"]
    assert sum(told["histogram"]["chosen"]) == 20
    assert told["counts"] == {"considered": 76, "chosen": 20}
    text = mined.listed(run, "selection.json").decode()
    assert str(run.public_id) not in text
    assert not {"created_at", "host", "seconds"} & set(told)


def test_the_summary_adds_up(found: DistractorSet) -> None:
    run = mined.mine(mined.begin(found.benchmark))
    summary = run.summary
    assert sum(summary["histogram"]["chosen"]) == 20
    assert len(summary["histogram"]["edges"]) == len(summary["histogram"]["counts"]) + 1
    assert sum(row["chosen"] for row in summary["shares"]["category"]) == 20
    assert sum(row["chosen"] for row in summary["shares"]["term"]) == 20
    assert {row["name"] for row in summary["shares"]["category"]} <= {"food", "food / fruit", "toys"}
    assert summary["random"]["chosen_mean_score"] > summary["random"]["mean_score"]
    assert summary["hardness"] == []
    chosen, total = images_of(run, Wanted(), 0, 30)
    below, _ = images_of(run, Wanted("below"), 0, 30)
    assert (len(chosen), total, len(below)) == (20, 20, 4)
    assert chosen[-1]["score"] >= summary["threshold"] >= below[0]["score"]
    assert sorted(row["key"] for row in chosen) == mined.listed(run).decode().split()


def test_a_run_that_asks_for_more_than_is_left_fails_with_a_sentence(found: DistractorSet) -> None:
    run = mined.begin(found.benchmark, 76)
    shard = found.shards.get(number=0)
    remove_distractor(found, Removal(f"{shard.name}/000", "duplicate"), actor=None)
    run = mined.mine(run)
    assert (run.state, run.error_code) == ("failed", "mining.size")
    assert MiningRun.objects.filter(keys_sha256="").count() == 1
