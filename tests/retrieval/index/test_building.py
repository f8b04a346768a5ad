"""Built from shards, killed anywhere, always the same bytes."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from retrieval.errors import RetrievalError
from retrieval.index import IndexPlan, ShardVectors, build_index, open_index
from retrieval.index.engine import faiss_threads
from tests.retrieval.index.conftest import DIMENSION, ENCODER, drawn, ivf_plan, shard

ROOT = Path(__file__).resolve().parents[3]


def hashes(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def count(shards):
    return sum(map(len, shards))


class Stop(Exception):
    pass


def stopping_at(step):
    """A progress that raises at this step, as a kill between two blocks would."""
    seen = []

    def progress(done, total):
        seen.append(done)
        if len(seen) == step:
            raise Stop

    return progress


@pytest.mark.parametrize("step", [1, 3, 5, 6])
def test_a_build_that_stopped_anywhere_is_continued_to_the_same_bytes(shards, tmp_path, step):
    plan = ivf_plan(count(shards))
    build_index(plan, shards, tmp_path / "undisturbed", ENCODER)
    with pytest.raises(Stop):
        build_index(plan, shards, tmp_path / "index", ENCODER, stopping_at(step))
    assert not (tmp_path / "index").exists()
    build_index(plan, shards, tmp_path / "index", ENCODER)
    assert hashes(tmp_path / "index") == hashes(tmp_path / "undisturbed")
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith((".partial", ".former"))] == []


def test_the_number_of_threads_changes_no_byte(shards, tmp_path):
    plan = ivf_plan(count(shards))
    for threads in (1, 2):
        with faiss_threads(threads):
            build_index(plan, shards, tmp_path / str(threads), ENCODER)
    assert hashes(tmp_path / "1") == hashes(tmp_path / "2")


_PROGRAM = """
import sys
from pathlib import Path
from retrieval.index import build_index
from tests.retrieval.index.conftest import ENCODER, ivf_plan, shard
shards = [shard(f"s{number}", 20_000, number) for number in range(4)]
print("go", flush=True)
build_index(ivf_plan(80_000, 128), shards, Path(sys.argv[1]), ENCODER)
"""


@pytest.mark.slow
def test_processes_killed_at_any_moment_end_with_the_bytes_of_an_undisturbed_run(tmp_path):
    def started(out):
        return subprocess.Popen([sys.executable, "-c", _PROGRAM, str(out)], cwd=ROOT, stdout=subprocess.PIPE)

    begun = time.monotonic()
    with started(tmp_path / "undisturbed") as undisturbed:
        assert undisturbed.wait() == 0
    whole = time.monotonic() - begun
    draw = np.random.default_rng(5)
    for _ in range(6):
        with started(tmp_path / "index") as process:
            process.stdout.readline()
            try:
                process.wait(timeout=draw.uniform(0, 0.6) * whole)
            except subprocess.TimeoutExpired:
                os.kill(process.pid, signal.SIGKILL)
    with started(tmp_path / "index") as last:
        assert last.wait() == 0
    assert hashes(tmp_path / "index") == hashes(tmp_path / "undisturbed")


def test_progress_counts_every_row_and_a_cancelled_build_says_so_and_goes_on_later(shards, tmp_path):
    seen = []
    plan = ivf_plan(count(shards))
    with pytest.raises(RetrievalError) as refusal:
        build_index(
            plan, shards, tmp_path / "index", ENCODER, lambda d, t: seen.append((d, t)), lambda: len(seen) > 2
        )
    assert refusal.value.code == "index.cancelled"
    seen.clear()
    build_index(plan, shards, tmp_path / "index", ENCODER, lambda done, total: seen.append((done, total)))
    assert seen[-1] == (2 * plan.count, 2 * plan.count)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_the_same_inputs_are_not_built_twice_and_others_take_the_place(shards, tmp_path):
    out = tmp_path / "index"
    plan = IndexPlan.of(count(shards), DIMENSION, 10**9)
    first = build_index(plan, shards, out, ENCODER)
    inode = out.stat().st_ino
    assert build_index(plan, shards, out, ENCODER) == first
    assert out.stat().st_ino == inode
    fewer = replace(plan, count=count(shards[:2]))
    build_index(fewer, shards[:2], out, ENCODER)
    assert len(open_index(out, verify=True)) == count(shards[:2])


def test_an_index_taken_over_by_another_goes_on_answering(shards, queries, tmp_path):
    out = tmp_path / "index"
    build_index(ivf_plan(count(shards)), shards, out, ENCODER)
    former = open_index(out)
    before = former.search(queries, 5)
    build_index(ivf_plan(count(shards[:2])), shards[:2], out, ENCODER)
    after = former.search(queries, 5)
    np.testing.assert_array_equal(before.positions, after.positions)


def test_two_builders_of_one_index_are_told(shards, tmp_path):
    out = tmp_path / "index"
    plan = IndexPlan.of(count(shards), DIMENSION, 10**9)

    def second(done, total):
        build_index(plan, shards, out, ENCODER)

    with pytest.raises(RetrievalError) as refusal:
        build_index(plan, shards, out, ENCODER, second)
    assert refusal.value.code == "index.busy"


def _changed(place, value):
    rows = drawn(50, 3).copy()
    rows[place] = value
    return rows


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ([], "index.empty"),
        ([shard("a", 50, 1), shard("a", 50, 2)], "index.known-name"),
        ([ShardVectors("a", ["x"] * 50, drawn(50, 1))], "index.known-name"),
        ([ShardVectors("a", ["x\ny", *map(str, range(49))], drawn(50, 1))], "index.known-name"),
        ([ShardVectors("a", ["x"], drawn(50, 1))], "index.shape"),
        ([ShardVectors("a", list(map(str, range(50))), drawn(50, 1)[:, :8])], "index.shape"),
        ([ShardVectors("a", list(map(str, range(50))), _changed((7, 3), np.nan))], "index.not-normalised"),
        ([ShardVectors("a", list(map(str, range(50))), _changed(7, 0))], "index.not-normalised"),
        ([shard("a", 40, 1)], "index.plan"),
    ],
)
def test_what_no_index_can_hold_is_refused_and_leaves_nothing_behind(wrong, code, tmp_path):
    plan = IndexPlan.of(max(1, count(wrong)) if code != "index.plan" else 50, DIMENSION, 10**9)
    with pytest.raises(RetrievalError) as refusal:
        build_index(plan, wrong, tmp_path / "index", ENCODER)
    assert refusal.value.code == code
    assert not (tmp_path / "index").exists()


def test_a_plan_for_a_server_is_refused(shards, tmp_path):
    with pytest.raises(RetrievalError, match=r"MilvusIndex\.build") as refusal:
        build_index(IndexPlan.of(10**6, DIMENSION, 10**9, machines=2), shards, tmp_path / "index", ENCODER)
    assert refusal.value.code == "index.plan"
